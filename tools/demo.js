// Shows the two main commands and the two most common failures, with the real program against its own emulator:
// what is typed and printed, what was sent and answered. Exits with 1 unless all of it is as expected.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const zego = fileURLToPath(new URL('../bin/zego.js', import.meta.url));
const say = (text = '') => process.stdout.write(`${text}\n`);

const url = 'rtmp://wsdemo.zego.im/livestream/rtc01';
const stop = (stream) => ['transfer', 'stop', '--stream', stream, '--url', url];
const forbid = ['cdn', 'forbid', '--stream', 'rtc01', '--for', '2h'];
const scenes = [
  { title: 'Stop a relay to a CDN', words: stop('rtc01'), code: 0, exit: 0 },
  { title: 'Ban a stream on the CDN for two hours', words: forbid, code: 0, exit: 0 },
  { title: 'The signature is refused', words: stop('rtc01'), code: 5003, exit: 4 },
  { title: 'The StreamId is refused', words: stop('rtc/01'), code: 30009, exit: 1 },
];

/** Parameters that say nothing about a scene. */
const ofEveryRequest = ['AppId', 'SignatureNonce', 'Timestamp', 'SignatureVersion'];

// No settings but the demo's own: an empty home, and nothing of zego's from the environment.
const home = mkdtempSync(join(tmpdir(), 'zego-demo-'));
const others = Object.entries(process.env).filter(([name]) => !/^(ZEGO|XDG)_/i.test(name));
const bare = { ...Object.fromEntries(others), HOME: home, USERPROFILE: home };
const run = (words, env, stdio) =>
  spawn(process.execPath, [zego, ...words], { cwd: home, env: { ...bare, ...env }, stdio });

try {
  say('zego demo: a local emulator stands in for ZEGO, and acts out two failures.');
  say('Nothing leaves this machine.');
  let well = true;
  for (const [nth, scene] of scenes.entries()) {
    say(`\n--- ${nth + 1}. ${scene.title} ${'-'.repeat(60 - scene.title.length)}\n`);
    well = (await play(scene)) && well;
  }
  say(well ? '\nAll four went as they should.' : '\nThe demo did not go as it should.');
  process.exitCode = well ? 0 : 1;
} finally {
  rmSync(home, { recursive: true, force: true });
}

/**
 * Runs a command against an emulator of its own.
 * @returns whether the return code and the exit code are the expected ones
 */
async function play({ words, code, exit }) {
  const fail = code === 0 ? [] : ['--fail', String(code)];
  const emulator = run(['emulator', '--json', ...fail], {}, ['ignore', 'pipe', 'pipe']);
  const ended = once(emulator, 'exit');
  try {
    const log = createInterface(emulator.stderr)[Symbol.asyncIterator]();
    const next = async () => (await log.next()).value;
    const ready = once(createInterface(emulator.stdout), 'line');
    const [line] = await Promise.race([ready, ended.then(() => [])]);
    if (line === undefined) throw new Error(`No emulator: ${await next()}`);
    const { env } = JSON.parse(line);

    if (code !== 0) say(`$ zego emulator --fail ${code} &      # answers every call with ${code}`);
    say(`$ zego ${words.join(' ')}`);
    const [ending] = await once(run(words, env, ['ignore', 1, 1]), 'exit');
    say(`\nexit code ${ending}`);
    // A command that fails early sends nothing: then this request is the first in the log.
    await fetch(`${env.ZEGO_ENDPOINT}/?Action=marker`);
    const { action, query, code: answer } = JSON.parse(await next());
    if (action === 'marker') return false;
    const parameters = Object.entries(query).flatMap(([name, value]) =>
      ofEveryRequest.includes(name) ? [] : [`${name}=${value}`],
    );
    say(`request:  ${parameters.join(' ')}`);
    say(`answer:   Code ${answer}`);
    return answer === code && ending === exit;
  } finally {
    emulator.kill();
    await ended;
  }
}
