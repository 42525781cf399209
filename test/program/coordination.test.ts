import { once } from 'node:events';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ownDirectory } from '../../src/platform/user-directories.ts';
import { deserted } from '../http/servers.ts';
import { longEnough } from '../time.ts';
import { busy, home, key, losing, pausing, stop } from './homes.ts';
import { pointedAt, rehearse, run, SECRET } from './run.ts';

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
    expect(err).toContain('repeating in 1000 ms: called too often (code 30002)');
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
