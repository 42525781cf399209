import { expect, it } from '@jest/globals';
import { serve } from '../http/servers.ts';
import { pointedAt, rehearse, run } from './run.ts';

const signals = [
  ['SIGHUP', 129],
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const;

it.each(signals)('%s while an answer is awaited exits %d', async (signal, exit) => {
  const interruption = new AbortController();
  const origin = await serve(() => interruption.abort(signal));
  const { code, out, err } = await run('stream forbid --stream s1', {
    env: pointedAt(origin),
    interrupted: interruption.signal,
  });
  expect([code, out]).toEqual([exit, '']);
  expect(err).toMatch(
    /^error: .*: interrupted: the request had gone out and may have taken effect/,
  );
});

it.each(signals)('%s before anything was sent exits %d', async (signal, exit) => {
  const { zego, sent } = await rehearse();
  const interrupted = AbortSignal.abort(signal);
  const { code, err } = await zego('stream forbid --stream s1', { interrupted });
  expect(code).toBe(exit);
  expect(err).toMatch(/interrupted: the request had not gone out/);
  expect(sent).toEqual([]);
});

it('ends the calls that are left, and the document says which went out', async () => {
  const interruption = new AbortController();
  const origin = await serve(() => interruption.abort('SIGINT'));
  const ids = Array.from({ length: 41 }, (_, i) => `--stream=s${i}`);
  const { json } = await run(['stream', 'forbid', ...ids, '--json'], {
    env: pointedAt(origin),
    interrupted: interruption.signal,
  });
  expect(json).toMatchObject({
    ok: false,
    command: 'stream forbid',
    code: null,
    attempts: 1,
    error: { kind: 'interrupted' },
    exitCode: 130,
  });
  expect(json.calls).toMatchObject([
    { attempts: 1, error: { detail: expect.stringContaining('had gone out') } },
    { attempts: 0, error: { detail: expect.stringContaining('had not gone out') } },
    { attempts: 0, error: { detail: expect.stringContaining('had not gone out') } },
  ]);
});
