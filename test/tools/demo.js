// The main job against the built-in emulator, through the real binary: what was sent, what came back.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const zego = fileURLToPath(new URL('../../bin/zego.js', import.meta.url));
const say = (text = '') => process.stdout.write(`${text}\n`);

const emulator = spawn(process.execPath, [zego, 'emulator', '--json'], {
  stdio: ['ignore', 'pipe', 'pipe'],
});
const [ready] = await once(createInterface(emulator.stdout), 'line');
const env = { ...process.env, ...JSON.parse(ready).env };
const log = createInterface(emulator.stderr)[Symbol.asyncIterator]();

say('zego demo: a local emulator stands in for ZEGO; nothing leaves this machine.');
let failed = false;
for (const [command, expected] of [
  [
    ['transfer', 'start', '--stream', 'rtc01', '--url', 'rtmp://wsdemo.zego.im/livestream/rtc01'],
    0,
  ],
  [['transfer', 'stop', '--stream', 'rtc01', '--url', 'rtmp://wsdemo.zego.im/livestream/rtc01'], 0],
  [['cdn', 'forbid', '--stream', 'stream001', '--for', '2h'], 0],
  [['transfer', 'stop', '--stream', 'rtc01', '--url', 'rtmp://wsdemo.zego.im/livestream/rtc01'], 4],
]) {
  const wrongSecret = expected === 4;
  say(`\n${'-'.repeat(72)}`);
  if (wrongSecret) say('# the same with a wrong secret');
  say(`$ ${wrongSecret ? `ZEGO_SERVER_SECRET=${'f'.repeat(32)} ` : ''}zego ${command.join(' ')}`);
  const child = spawn(process.execPath, [zego, ...command], {
    env: wrongSecret ? { ...env, ZEGO_SERVER_SECRET: 'f'.repeat(32) } : env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  say(`exit code ${code}`);
  const { value } = await log.next();
  const { query, status, code: answer, message } = JSON.parse(value);
  say(`the emulator got: ${JSON.stringify(query)}`);
  say(`and answered:     HTTP ${status}, Code ${answer} (${message})`);
  failed ||= code !== expected;
}
emulator.kill('SIGTERM');
await once(emulator, 'exit');
say(failed ? '\nThe demo did not go as it should.' : '\nAll four went as they should.');
process.exitCode = failed ? 1 : 0;
