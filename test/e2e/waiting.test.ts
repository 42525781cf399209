import { describe, expect, it } from '@jest/globals';
import { hold } from '../rate-queues.ts';
import { longEnough } from '../time.ts';
import { documentOf } from './document.ts';
import { mute, reply, serve } from './servers.ts';
import { folder, launch, modules, said, stage, startEmulator, state } from './zego.ts';

const { zego, begin } = stage();

/** A server that takes a request and leaves it at that. */
const silent = () => serve(() => {});

describe('--timeout ends the wait', () => {
  it('by option, environment, file and profile', async () => {
    const inEveryPlace = async (timeout: string) => {
      const { url, queries } = await silent();
      const places = [
        [`--timeout ${timeout}`, { ZEGO_TIMEOUT: '1h' }, { timeout: '1h' }],
        ['', { ZEGO_TIMEOUT: timeout }, { timeout: '1h' }],
        ['', {}, { timeout }],
        ['--profile p', { ZEGO_TIMEOUT: '1h' }, { profiles: { p: { timeout } } }],
      ] as const;
      const runs = places.map(([option, env, file], nth) => {
        const line = `transfer clear --stream s${nth} --endpoint ${url} ${option}`.trim();
        return begin(line, { env, cwd: folder({ '.zegorc': file }) }).ended;
      });
      return { ends: await Promise.all(runs), received: queries.length };
    };
    const { ends } = await longEnough(inEveryPlace, ({ received }) => received === 4);
    for (const { code, out, err } of ends) {
      expect([code, out]).toEqual([9, '']);
      expect(err).toMatch(
        /the answer was lost \(nothing within \d+ ms\); it may have taken effect/,
      );
    }
  });

  it('long before a slow service would answer', async () => {
    const slow = await startEmulator('--latency', '1h');
    const line = 'cdn forbid --stream slow --json --timeout';
    const run = await longEnough(
      (timeout) => zego(`${line} ${timeout}`, { env: slow.env }),
      // Or it did not even connect.
      ({ code }) => code !== 6,
    );
    expect(documentOf(run)).toMatchObject({ exitCode: 9, error: { kind: 'outcome-unknown' } });
    expect(await slow.next()).toMatchObject({
      streams: ['slow'],
      message: expect.stringContaining('client left before the answer'),
    });
    await slow.stop();
  });

  it('before anything was sent, and says so', async () => {
    const { address } = await mute();
    const line = `cdn list --timeout 1s --endpoint https://${address}`;
    const { code, err } = await begin(line).ended;
    expect(code).toBe(6);
    expect(err).toContain('nothing was sent');
  });
});

it.each(['cdn list', 'stream status --stream s1', 'rtmp dispatch --stream s1 --type push'])(
  '%s changed nothing when its answer is lost, and may be run again',
  async (line) => {
    const { url } = await serve((response) => response.end('not JSON'));
    const { code, err } = await begin(`${line} --endpoint ${url}`).ended;
    expect(code).toBe(9);
    expect(err).not.toContain('taken effect');
    expect(err).toMatch(/^hint: Nothing was changed: run it again\.$/m);
  },
);

it('the timeout of an attempt outlives a collection of garbage', async () => {
  const { url } = await silent();
  const module = `${await modules('http/send')}/http/send.js`;
  const script = `
    import { send } from '${module}';
    const never = new AbortController().signal;
    const timeouts = { connectMs: 60_000, answerMs: 500 };
    const limits = { deadline: never, interrupted: never, timeouts };
    const collecting = setInterval(globalThis.gc, 20);
    await send('${url}', async () => ({ url: '${url}/', fresh: () => true }), limits, never).catch(({ message }) => console.log(message));
    clearInterval(collecting);`;
  const words = ['--expose-gc', '--input-type=module', '-e', script];
  const { out } = await launch(process.execPath, words).ended;
  expect(out).toMatch(/^the request went out, the answer was lost \(nothing within \d+ ms\)\n$/);
});

describe.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s ends the wait at once', (signal, exitCode) => {
  it('when the request had gone out', async () => {
    const server = await silent();
    const { child, ended } = begin(`cdn forbid --stream s1 --timeout 1h --endpoint ${server.url}`);
    await server.request();
    child.kill(signal);
    const { signal: by, out, err } = await ended;
    expect([by, out]).toEqual([signal, '']);
    expect(err).toMatch(/^error: cdn forbid s1: interrupted: the request had gone out/);
  });

  it('when the request had not gone out', async () => {
    const { address, connection } = await mute();
    const line = `cdn forbid --stream s1 --timeout 1h --json --endpoint https://${address}`;
    const { child, ended } = begin(line);
    await connection();
    child.kill(signal);
    const error = { kind: 'interrupted', detail: 'interrupted: the request had not gone out' };
    expect(documentOf(await ended)).toMatchObject({ ok: false, code: null, error, exitCode });
  });

  it('for a rate slot, when nothing had gone out', async () => {
    hold(state, '1234567890/ResumeCDNLiveStream');
    const { child, ended } = begin('cdn resume --stream s1 --timeout 1h --debug');
    await said(child.stderr, /waiting \d\.\d s for a rate slot/);
    child.kill(signal);
    const { signal: by, out, err } = await ended;
    expect([by, out]).toEqual([signal, '']);
    expect(err).toContain('interrupted: the request had not gone out');
  });

  it('between attempts, when a request had gone out', async () => {
    // The second attempt, should the signal be late, is not answered.
    const server = await serve((response, nth) => {
      if (nth === 1) response.destroy();
    });
    const line = `cdn forbid --stream s1 --timeout 1h --debug --endpoint ${server.url}`;
    const { child, ended } = begin(line);
    await said(child.stderr, /repeating in \d+ ms/);
    child.kill(signal);
    const { signal: by, out, err } = await ended;
    expect([by, out]).toEqual([signal, '']);
    expect(err).toContain('interrupted: the request had gone out and may have taken effect');
    expect(err).toContain('zego cdn list');
  });

  it('between calls, and the document says how far it came', async () => {
    const ids = Array.from({ length: 41 }, (_, i) => `--stream s${i}`).join(' ');
    let heard = () => {};
    const second = new Promise<void>((resolve) => {
      heard = resolve;
    });
    const { url, queries } = await serve((response, nth) =>
      nth === 1 ? reply(response, 0) : heard(),
    );
    const { child, ended } = begin(`stream forbid ${ids} --timeout 1h --json --endpoint ${url}`);
    await second;
    child.kill(signal);
    const { calls, exitCode: whole } = documentOf(await ended);
    expect(whole).toBe(exitCode);
    expect(calls?.map((call) => call.exitCode)).toEqual([0, exitCode, exitCode]);
    expect(calls?.map((call) => call.error?.detail)).toEqual([
      undefined,
      expect.stringContaining('had gone out and may have taken effect'),
      expect.stringContaining('had not gone out'),
    ]);
    expect(queries).toHaveLength(2);
  });
});
