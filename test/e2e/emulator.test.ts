import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from '@jest/globals';
import { quietPort } from '../ports.ts';
import { bin, firstLine, folder, launch, start, startEmulator } from './zego.ts';

/** Runs zego against an emulator and gives the exit code. */
const codeOf = async (line: string, env: Readonly<Record<string, string>>) =>
  (await start(line, { env }).ended).code;

it('prints three lines that a shell can source, and logs each request on a line', async () => {
  const { child, ended } = start('emulator');
  const lines: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    if (lines.push(line) === 3) break;
  }
  expect(lines).toEqual([
    expect.stringMatching(/^export ZEGO_ENDPOINT=http:\/\/127\.0\.0\.1:\d+$/),
    'export ZEGO_APP_ID=1234567890',
    `export ZEGO_SERVER_SECRET=${'0'.repeat(32)}`,
  ]);
  const cwd = folder();
  writeFileSync(join(cwd, 'emulator.env'), `${lines.join('\n')}\n`);
  const script = '. ./emulator.env && "$1" stream forbid --stream s1 && "$1" cdn list';
  const run = await launch('sh', ['-c', script, 'sh', bin], { cwd }).ended;
  expect(run.code).toBe(0);
  expect(run.out).toMatch(
    /^RTC ban in force: s1\. .*\nAppId 1234567890, RequestId \d+\nAddresses banned/,
  );

  child.kill('SIGTERM');
  const { code, err } = await ended;
  expect(code).toBe(0);
  const time = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/.source;
  expect(err).toMatch(
    new RegExp(
      `^note: .*Ctrl-C ends the emulator\\.\n${time} ForbidRTCStream s1 200/0 .*\n${time} QueryForbidCDNLiveStream - 200/0 0 banned\n$`,
    ),
  );
});

it.each([[], ['--json']])(
  'says its secret also where an emulator is set already %j',
  async (...mode) => {
    const env = { ZEGO_SERVER_SECRET: '0'.repeat(32) };
    const emulator = start(['emulator', ...mode], { env });
    const line = await firstLine(emulator);
    emulator.child.kill();
    const said = `${line}${(await emulator.ended).out}`;
    expect(said).toMatch(/ZEGO_SERVER_SECRET"?[=:]"?0{32}\b/);
  },
);

it('writes its log as NDJSON with --json, Signature hidden', async () => {
  const emulator = await startEmulator();
  await codeOf('stream status --stream s1', emulator.env);
  const entry = await emulator.next();
  expect(entry).toMatchObject({
    ...{ action: 'DescribeRTCStreamState', streams: ['s1'], status: 200, code: 41004 },
    query: { StreamId: 's1', Signature: '***' },
  });
  expect(JSON.stringify(entry)).not.toMatch(/[\da-f]{32}/);
  await emulator.stop();
});

it.each([[], ['--json']])('logs no CI command and no escape sequence %j', async (...mode) => {
  const emulator = start(['emulator', ...mode].join(' '));
  const [, port] = /127\.0\.0\.1:(\d+)/.exec(await firstLine(emulator)) ?? [];
  const query = 'Action=%23%23vso%5Btask.complete%5Dx&StreamId=%23%23%5Berror%5D%1b%5B2Jx';
  await (await fetch(`http://127.0.0.1:${port}/?${query}`)).text();
  emulator.child.kill('SIGTERM');
  const { err } = await emulator.ended;
  expect(err).toContain('vso[task.complete]x');
  expect(err).not.toMatch(/##\w*\[/);
  expect(err).not.toContain('\u001b');
});

it.each(['SIGHUP', 'SIGINT', 'SIGTERM'] as const)(
  'ends well on %s while an answer waits',
  async (signal) => {
    const emulator = await startEmulator('--latency', '1h');
    const { hostname, port } = new URL(emulator.url);
    const client = connect(Number(port), hostname).on('error', () => {});
    await once(client, 'connect');
    client.write(`GET / HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`);
    expect(await emulator.stop(signal)).toMatchObject({ code: 0 });
    client.destroy();
  },
);

it.each(['SIGHUP', 'SIGINT', 'SIGTERM'] as const)(
  'ends well on %s while viewers watch',
  async (signal) => {
    const emulator = await startEmulator('--live', 's1');
    const viewers = await Promise.all(
      Array.from({ length: 20 }, () => fetch(`${emulator.url}/play/s1.flv`)),
    );
    expect(viewers.map(({ status }) => status)).toEqual(viewers.map(() => 200));
    expect(await emulator.stop(signal)).toMatchObject({ code: 0 });
    await Promise.allSettled(viewers.map((viewer) => viewer.arrayBuffer()));
  },
);

it('says where viewers play', async () => {
  const text = start('emulator --live s1 --live a/b:direct');
  const url = (await firstLine(text)).replace('export ZEGO_ENDPOINT=', '');
  text.child.kill();
  const addresses = `${url}/play/s1.m3u8, ${url}/play/a%2Fb.m3u8`;
  expect((await text.ended).err).toContain(`note: Viewers play ${addresses} (or .flv).\n`);

  const json = start('emulator --json --live s1');
  const { env, play } = JSON.parse(await firstLine(json));
  json.child.kill();
  expect(play).toEqual([`${env.ZEGO_ENDPOINT}/play/s1.m3u8`]);
  await json.ended;
});

it('a take-down: the play address goes dark when the ban has closed the stream', async () => {
  const emulator = await startEmulator('--live', 's1:linger=300ms');
  const { body, status } = await fetch(`${emulator.url}/play/s1.flv`);
  expect([status, await codeOf('stream status --stream s1', emulator.env)]).toEqual([200, 0]);
  expect(await codeOf('stream forbid --stream s1', emulator.env)).toBe(0);
  // It ends by itself.
  for await (const _ of body ?? []);
  expect((await fetch(`${emulator.url}/play/s1.m3u8`)).status).toBe(404);
  expect(await codeOf('stream status --stream s1', emulator.env)).toBe(8);
  await emulator.stop();
});

describe('--port', () => {
  it('is where it listens', async () => {
    const port = String(await quietPort());
    const emulator = await startEmulator('--port', port);
    expect(new URL(emulator.url).port).toBe(port);
    expect(await codeOf('cdn list', emulator.env)).toBe(0);
    await emulator.stop();
  });

  it('in use is a usage error, in one line and a hint', async () => {
    const first = await startEmulator();
    const { port } = new URL(first.url);
    const { code, out, err } = await start(`emulator --port ${port}`).ended;
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^error: .*port \d+.*in use\nhint: .*--port.*\n$/);
    expect(err).toContain(port);
    await first.stop();
  });

  it.each(['--port 70000', '--port x', '--fail x', '--latency 5', '--live s1:x'])(
    '%s is refused',
    async (option) => {
      const { code, out, err } = await start(`emulator ${option}`).ended;
      expect([code, out]).toEqual([2, '']);
      expect(err).toMatch(new RegExp(`^error: ${option.replace(' ', ' "')}": expected`));
    },
  );
});

it('--fail meets as many calls as it says, one entry after the other', async () => {
  const emulator = await startEmulator('--fail', '5004:1', '--fail', '5003:2');
  const codes: (number | null)[] = [];
  for (let i = 0; i < 4; i += 1)
    codes.push(await codeOf('transfer clear --stream s1', emulator.env));
  expect(codes).toEqual([1, 4, 4, 0]);
  await emulator.stop();
});

it('--live declares streams', async () => {
  const emulator = await startEmulator('--live', 'a', '--live', '-b');
  const status = (id: string) => codeOf(`stream status --stream ${id}`, emulator.env);
  expect([await status('a'), await status('-b'), await status('c')]).toEqual([0, 0, 8]);
  await emulator.stop();
});

it('--latency delays the answer, which then comes', async () => {
  const emulator = await startEmulator('--latency', '200ms');
  expect(await codeOf('cdn list', emulator.env)).toBe(0);
  const { durationMs } = await emulator.next();
  // A timer may fire a millisecond early.
  expect(durationMs).toBeGreaterThanOrEqual(199);
  await emulator.stop();
});

it('ends when whoever reads its export lines has gone', async () => {
  const { child, ended } = start('emulator');
  await once(child.stdout, 'data');
  child.stdout.destroy();
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ code: 0 });
});
