// Shows the two main commands, the two most common failures, and a whole take-down, with the real program against its
// own emulator: what is typed and printed, what was sent and answered. Exits with 1 unless all of it is as expected.
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
  {
    title: 'Every lever, and a look whether it is off air',
    words: ['stop', '--stream', 'rtc01', '--url', url, '--stable', '1s'],
    // Its publisher takes two seconds to notice; viewers play it until then.
    live: 'rtc01:linger=2s',
    code: 0,
    exit: 0,
    calls: ['ForbidRTCStream', 'DeleteCDNTransferRule', 'ForbidCDNLiveStream'],
  },
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
  say(well ? '\nAll five went as they should.' : '\nThe demo did not go as it should.');
  process.exitCode = well ? 0 : 1;
} finally {
  rmSync(home, { recursive: true, force: true });
}

/**
 * Runs a command against an emulator of its own.
 * @returns whether the return code and the exit code are the expected ones
 */
async function play({ words: typed, code, exit, live, calls }) {
  const act = [code === 0 ? [] : ['--fail', String(code)], live ? ['--live', live] : []].flat();
  const emulator = run(['emulator', '--json', ...act], {}, ['ignore', 'pipe', 'pipe']);
  const ended = once(emulator, 'exit');
  try {
    const log = createInterface(emulator.stderr)[Symbol.asyncIterator]();
    const next = async () => (await log.next()).value;
    const ready = once(createInterface(emulator.stdout), 'line');
    const [line] = await Promise.race([ready, ended.then(() => [])]);
    if (line === undefined) throw new Error(`No emulator: ${await next()}`);
    const { env } = JSON.parse(line);

    if (code !== 0) say(`$ zego emulator --fail ${code} &      # answers every call with ${code}`);
    if (live) say(`$ zego emulator --live ${live} &`);
    const probe = live ? ['--probe', `${env.ZEGO_ENDPOINT}/play/rtc01.flv`] : [];
    const words = [...typed, ...probe];
    say(`$ zego ${words.join(' ')}`);
    const [ending] = await once(run(words, env, ['ignore', 1, 1]), 'exit');
    say(`\nexit code ${ending}`);
    // A command that fails early sends nothing: then this request is the first in the log.
    await fetch(`${env.ZEGO_ENDPOINT}/?Action=marker`);
    const requests = await untilMarker(next);
    if (calls) return sayCalls(requests, calls) && ending === exit;
    const [{ query, code: answer } = {}] = requests;
    if (query === undefined) return false;
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

/** The requests of the log that call an Action, up to the demo's own. */
async function untilMarker(next) {
  const requests = [];
  for (let entry = JSON.parse(await next()); entry.action !== 'marker'; ) {
    if (entry.action !== null) requests.push(entry);
    entry = JSON.parse(await next());
  }
  return requests;
}

/** Shows which Actions were called, and how often the state was read. @returns whether `calls` alone came before that */
function sayCalls(requests, calls) {
  const called = requests.map(({ action }) => action);
  const reads = called.filter((action) => action === 'DescribeRTCStreamState').length;
  say(`requests: ${calls.join(', ')}, then DescribeRTCStreamState (${reads} times)`);
  return reads > 1 && called.slice(0, -reads).join() === calls.join();
}
