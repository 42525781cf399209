// The main job against the built-in emulator, through the real binary: what was sent, what came back.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const zego = fileURLToPath(new URL('../bin/zego.js', import.meta.url));
const say = (text = '') => process.stdout.write(`${text}\n`);

// No settings but the demo's own: an empty home, and nothing of ours from the environment.
const home = mkdtempSync(join(tmpdir(), 'zego-demo-'));
const others = Object.entries(process.env).filter(([name]) => !/^(ZEGO|XDG)_/i.test(name));
const bare = { ...Object.fromEntries(others), HOME: home, USERPROFILE: home };
const run = (words, env, stdio) =>
  spawn(process.execPath, [zego, ...words], { cwd: home, env: { ...bare, ...env }, stdio });

const emulator = run(['emulator', '--json'], {}, ['ignore', 'pipe', 'pipe']);
const ended = once(emulator, 'exit');
try {
  process.exitCode = (await demonstrate()) ? 0 : 1;
} finally {
  emulator.kill();
  await ended;
  rmSync(home, { recursive: true, force: true });
}

async function demonstrate() {
  const log = createInterface(emulator.stderr)[Symbol.asyncIterator]();
  const ready = once(createInterface(emulator.stdout), 'line');
  const [line] = await Promise.race([ready, ended.then(() => [])]);
  if (line === undefined) throw new Error(`No emulator: ${(await log.next()).value}`);
  const { env } = JSON.parse(line);

  const next = async () => JSON.parse((await log.next()).value);
  // A command that failed early sent nothing: only the line of this request is sure to come.
  const received = async () => {
    await fetch(`${env.ZEGO_ENDPOINT}/?Action=marker`);
    const entries = [];
    for (let entry = await next(); entry.action !== 'marker'; entry = await next())
      entries.push(entry);
    return entries;
  };

  say('zego demo: a local emulator stands in for ZEGO; nothing leaves this machine.');
  const relay = ['--stream', 'rtc01', '--url', 'rtmp://wsdemo.zego.im/livestream/rtc01'];
  const wrong = { ZEGO_SERVER_SECRET: 'f'.repeat(32) };
  let well = true;
  for (const [words, expected, own = {}] of [
    [['transfer', 'start', ...relay], 0],
    [['transfer', 'stop', ...relay], 0],
    [['cdn', 'forbid', '--stream', 'stream001', '--for', '2h'], 0],
    [['transfer', 'stop', ...relay], 4, wrong],
  ]) {
    say(`\n${'-'.repeat(72)}`);
    if (own === wrong) say('# the stop again, with a wrong secret');
    const set = Object.entries(own).map(([name, value]) => `${name}=${value} `);
    say(`$ ${set.join('')}zego ${words.join(' ')}`);
    const child = run(words, { ...env, ...own }, ['ignore', 'inherit', 'inherit']);
    const [code] = await once(child, 'exit');
    say(`exit code ${code}`);
    const entries = await received();
    for (const { query, status, code: answer, message } of entries) {
      say(`the emulator got: ${JSON.stringify(query)}`);
      say(`and answered:     HTTP ${status}, Code ${answer} (${message})`);
    }
    well &&= code === expected && entries.length === 1;
  }
  say(well ? '\nAll four went as they should.' : '\nThe demo did not go as it should.');
  return well;
}
