import { once } from 'node:events';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ownDirectory } from '../../src/platform/user-directories.ts';
import type { World } from '../../src/platform/world.ts';
import { afterwards, deserted, serve } from '../http/servers.ts';
import { occupy } from '../rate-queues.ts';
import { longEnough } from '../time.ts';
import { APP_ID, pointedAt, rehearse, run, SECRET } from './run.ts';

const key = 'canary2key';
const url = `rtmp://cdn.example/live/s1?key=${key}`;
const stop = `transfer stop --stream canary3stream --url ${url}`;

/** A home that several commands share. */
function home(): string {
  const path = mkdtempSync(join(tmpdir(), 'zego-home-'));
  afterwards(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** A home where the lane of an Action is busy for a second, and a clock that only waiting moves. */
function busy(action: string) {
  const [path, clock] = [home(), { ms: 1_000_000 }];
  occupy(ownDirectory('state', {}, path, process.getuid?.()), `${APP_ID}/${action}`, 1_001_000);
  const sleep = async (ms: number) => {
    // Timers are never exact.
    clock.ms += ms + 0.1;
  };
  return { home: path, uptime: () => clock.ms, sleep };
}

/** Pauses in which a command runs: in the first, or in the wait for a slot, but once. */
function pausing(command: () => Promise<unknown>): () => Promise<void> {
  let done: Promise<unknown> | undefined;
  return async () => {
    done ??= command();
    await done;
  };
}

/** A server that loses its first answers. */
async function losing(answers: number) {
  const queries: URLSearchParams[] = [];
  const origin = await serve((request, response) => {
    queries.push(new URL(request.url ?? '', 'http://host').searchParams);
    if (queries.length <= answers) request.socket.resetAndDestroy();
    else response.end('{"Code":0}');
  });
  return { queries, env: pointedAt(origin) };
}

describe('commands of one user share', () => {
  it('the Sequence, which rises although the clock stands still or goes back', async () => {
    const { zego, sent } = await rehearse();
    const shared = { home: home() };
    const noon = Date.now();
    for (const now of [noon, noon, noon - 60_000]) {
      expect((await zego(stop, { ...shared, now: () => now })).code).toBe(0);
    }
    const [first = 0, ...later] = sent.map(({ query }) => Number(query.Sequence));
    expect(later).toEqual([first + 1, first + 2]);
  });

  it('a directory that is theirs alone, in which nothing they say can be read', async () => {
    const { queries, env } = await losing(1);
    const shared = home();
    expect((await run(stop, { env, home: shared })).code).toBe(0);
    const state = ownDirectory('state', {}, shared, process.getuid?.());
    const entries = readdirSync(state, { recursive: true, withFileTypes: true });
    expect(entries.length).toBeGreaterThan(3);
    expect(statSync(state).mode & 0o777).toBe(0o700);
    const secrets = queries.map((query) => query.get('Signature') ?? '');
    for (const entry of entries) {
      const path = join(entry.parentPath, entry.name);
      expect(statSync(path).mode & 0o777).toBe(entry.isDirectory() ? 0o700 : 0o600);
      if (entry.isDirectory()) continue;
      const text = readFileSync(path, 'utf8');
      for (const word of [...secrets, SECRET, key, 'canary3stream', 'cdn.example']) {
        expect(text).not.toContain(word);
      }
    }
  });
});

describe('without a state directory the command goes on, with one warning', () => {
  it.each<[string, (place: string) => { home?: string; env?: Record<string, string> }]>([
    ['in a home that is none', () => ({ home: '/dev/null' })],
    ['without a home', () => ({ home: '' })],
    [
      'where a file stands in its place',
      (place) => {
        writeFileSync(join(place, 'file'), '');
        return { env: { XDG_STATE_HOME: join(place, 'file') } };
      },
    ],
    [
      'where a link stands in its place',
      (place) => {
        symlinkSync(home(), join(place, 'zego'));
        return { env: { XDG_STATE_HOME: place } };
      },
    ],
    [
      'where others may write',
      (place) => {
        mkdirSync(join(place, 'zego'));
        chmodSync(join(place, 'zego'), 0o777);
        return { env: { XDG_STATE_HOME: place } };
      },
    ],
  ])('%s', async (_, arrange) => {
    const { queries, env } = await losing(1);
    const place = home();
    const { env: more, ...parts } = arrange(place);
    const { code, err } = await run(stop, { ...parts, env: { ...env, ...more } });
    expect(code).toBe(0);
    const warnings = err.split('\n').filter((line) => line.startsWith('warning:'));
    expect(warnings).toEqual([
      expect.stringMatching(/^warning: other zego processes are not taken into account: \S/),
    ]);
    const [first = 0, second = 0] = queries.map((query) => Number(query.get('Sequence')));
    expect(second).toBeGreaterThan(first);
    expect(readdirSync(place, { recursive: true }).length).toBeLessThan(2);
  });

  it('which --quiet leaves out', async () => {
    const { env } = await losing(0);
    const { code, err } = await run(`${stop} --quiet`, { env, home: '/dev/null' });
    expect([code, err]).toEqual([0, '']);
  });
});

describe('--json', () => {
  it('counts attempts and the time waited, and has the last Sequence', async () => {
    const { queries, env } = await losing(2);
    const { json, err } = await run(`${stop} --json`, { env, ...busy('DeleteCDNTransferRule') });
    expect(json).toMatchObject({ ok: true, attempts: 3, sequence: queries[2]?.get('Sequence') });
    // Its own three turns, 100 ms apart, after that of the other.
    expect(json.waitedMs).toBe(1300);
    expect(err).not.toContain('warning');
  });

  it('of a call that carries no Sequence has none', async () => {
    const { env } = await losing(0);
    const { json } = await run('cdn list --json', { env });
    expect(json).toMatchObject({ attempts: 1, waitedMs: expect.any(Number), sequence: null });
  });

  it('of a command that the other one of its stream has overtaken', async () => {
    const { env } = await losing(1);
    const shared = home();
    const sleep = pausing(() => run(stop.replace('stop', 'start'), { env, home: shared }));
    const { json, code } = await run(`${stop} --json`, { env, home: shared, sleep });
    expect(code).toBe(9);
    expect(json).toMatchObject({
      ...{ ok: false, code: null, attempts: 2, exitCode: 9 },
      error: { kind: 'outcome-unknown', detail: expect.stringContaining('newer command') },
    });
  });
});

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
    const send: World['send'] = async (_origin, _prepare, _limits, givenUp) => {
      isConnecting();
      await once(givenUp, 'abort');
      throw givenUp.reason;
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

describe('--debug', () => {
  it('shows each attempt, how long its parts took, and why it was repeated', async () => {
    const { queries, env } = await losing(2);
    const { code, out, err } = await run(`${stop} --debug`, { env });
    expect(code).toBe(0);
    const lines = err.split('\n').filter((line) => line.startsWith('debug:'));
    const attempt = (n: number) =>
      expect.stringMatching(
        `^debug: attempt ${n} > GET .*&Sequence=${queries[n - 1]?.get('Sequence')}&`,
      );
    const lost = 'the request went out, the answer was lost (ECONNRESET)';
    const repeating = expect.stringContaining(`debug: repeating in 0 ms: ${lost}`);
    expect(lines).toEqual([
      attempt(1),
      `debug: < ${lost}`,
      repeating,
      attempt(2),
      `debug: < ${lost}`,
      repeating,
      attempt(3),
      expect.stringMatching(
        /^debug: < HTTP 200, .* connect [\d.]+ ms, slot [\d.]+ ms, first byte [\d.]+ ms$/,
      ),
      'debug: < {"Code":0}',
    ]);
    for (const query of queries) expect(out + err).not.toContain(query.get('Signature'));
    expect(out + err).not.toContain(SECRET);
    expect(out + err).not.toContain(key);
  });

  it('says what is waited for', async () => {
    const { env } = await losing(0);
    const { err } = await run('cdn list --debug', { env, ...busy('QueryForbidCDNLiveStream') });
    // 20 calls a second: its turn is 50 ms after that of the other.
    expect(err).toMatch(/^debug: waiting 1\.1 s for a rate slot$/m);
  });

  it('says why a code is no last word', async () => {
    const { zego } = await rehearse({
      fail: [
        { code: 42003, count: 1 },
        { code: 30002, count: 1 },
      ],
    });
    const { code, err } = await zego('stream forbid --stream a --stream b --debug');
    expect(code).toBe(0);
    expect(err).toContain('repeating in 0 ms: not done, which may pass (code 42003)');
    expect(err).toContain('repeating in 0 ms: called too often (code 30002)');
  });
});

describe('the time of the whole command', () => {
  it('covers the wait for a slot', async () => {
    const { queries, env } = await losing(0);
    let waiting = false;
    const sleep = async (_: number, signal: AbortSignal) => {
      signal.throwIfAborted();
      waiting = true;
      await once(signal, 'abort');
      throw signal.reason;
    };
    const { json } = await longEnough(
      (timeout) =>
        run(`${stop} --json --timeout ${timeout}`, {
          env,
          ...busy('DeleteCDNTransferRule'),
          sleep,
        }),
      () => waiting,
    );
    expect(json).toMatchObject({ attempts: 1, retryable: true, exitCode: 6, sequence: null });
    expect(json.error).toHaveProperty('detail', expect.stringContaining('no rate slot in time'));
    expect(queries).toEqual([]);
  });

  it('covers all attempts: a refused connection is not tried for ever', async () => {
    const env = pointedAt(`http://${await deserted()}`);
    const hopeless = { env, randomHex: (bytes: number) => 'f'.repeat(2 * bytes) };
    const { json } = await run('cdn list --json --timeout 100ms', hopeless);
    expect(json).toMatchObject({ attempts: 1, exitCode: 6 });
  });
});
