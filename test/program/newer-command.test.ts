import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import type { World } from '../../src/platform/world.ts';
import { home, losing, pausing } from './homes.ts';
import { run, SECRET } from './run.ts';

describe('a command counts as given', () => {
  const resume = 'stream resume --stream s1';

  it('before its secret is there: a newer one decides although it is done first', async () => {
    const { queries, env } = await losing(0);
    const shared = home();
    let newer: Promise<{ code: number }> | undefined;
    const stdin = {
      isTTY: false,
      read: async () => {
        newer = run(resume, { env, home: shared });
        await newer;
        return SECRET;
      },
    };
    const older = 'stream forbid --stream s1 --json --secret-file -';
    const { code, json } = await run(older, { env, home: shared, stdin });
    expect((await newer)?.code).toBe(0);
    expect(queries.map((query) => query.get('Action'))).toEqual(['ResumeRTCStream']);
    expect(code).toBe(12);
    expect(json).toMatchObject({
      ...{ ok: false, code: null, exitCode: 12, retryable: false, sequence: null },
      ...{ streams: ['s1'], hint: expect.stringContaining('The newer command decides') },
      error: { kind: 'superseded', detail: expect.stringMatching(/^not sent: a newer command/) },
    });
  });

  it('not when it is only shown', async () => {
    const { queries, env } = await losing(0);
    const shared = home();
    const sleep = pausing(() => run(`${resume} --dry-run`, { env, home: shared }));
    const lost = await losing(1);
    const { code } = await run('stream forbid --stream s1', { env: lost.env, home: shared, sleep });
    expect([code, lost.queries.length, queries.length]).toEqual([0, 2, 0]);
  });

  it('no more once its secret is not to be had, and says so where another gave way', async () => {
    const { queries, env } = await losing(0);
    const shared = home();
    let isConnecting = () => {};
    const connecting = new Promise<void>((resolve) => {
      isConnecting = resolve;
    });
    // Given first, it waits for a connection that never comes.
    const send: World['send'] = async (_origin, _prepare, _limits, overtaken) => {
      isConnecting();
      await once(overtaken, 'abort');
      throw overtaken.reason;
    };
    const older = run('stream forbid --stream s1', { env, home: shared, send });
    await connecting;
    const stdin = {
      isTTY: false,
      read: async () => {
        expect((await older).code).toBe(12);
        return '';
      },
    };
    const { code, err } = await run(`${resume} --secret-file -`, { env, home: shared, stdin });
    expect(code).toBe(3);
    expect(err).toContain(
      'warning: An older command for s1 gave way to this one: neither took effect.',
    );
    expect((await run('stream forbid --stream s1', { env, home: shared })).code).toBe(0);
    expect(queries).toHaveLength(1);
  });

  it('and an answer that shows more than one fate lists each', async () => {
    const { queries, env } = await losing(1);
    const shared = home();
    const sleep = pausing(() => run('stream resume --stream s2', { env, home: shared }));
    const line = 'stream forbid --stream s1 --stream s2 --json';
    const { code, json } = await run(line, { env, home: shared, sleep });
    expect(code).toBe(9);
    expect(json).toMatchObject({
      ...{ ok: false, streams: ['s1', 's2'], exitCode: 9, retryable: false },
      calls: [
        { ok: true, streams: ['s1'], code: 0, exitCode: 0 },
        { ok: false, streams: ['s2'], code: null, exitCode: 9, error: { kind: 'outcome-unknown' } },
      ],
    });
    expect(queries.map((query) => query.getAll('StreamId[]'))).toEqual([['s1', 's2'], [], ['s1']]);
  });
});
