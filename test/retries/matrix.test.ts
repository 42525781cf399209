import { describe, expect, it } from '@jest/globals';
import type { PlannedCall, Send } from '../../src/core/types.ts';
import { send } from '../../src/http/send.ts';
import { callOf } from '../core/samples.ts';
import { authority, selfSigned } from '../http/certificate.ts';
import { accept, crowded, deserted, forever, serveSecurely, trust } from '../http/servers.ts';
import {
  ask,
  ban,
  coded,
  cutShort,
  dawn,
  done,
  machine,
  mostPauses,
  mute,
  page,
  reset,
  type Step,
  scripted,
  start,
  stop,
  tooMany,
} from './machine.ts';

const banOnCdn = callOf('ForbidCDNLiveStream');
const everyCall = [stop, banOnCdn, ban, start, ask];

/** Attempts and exit code, by what a call does. */
type Fate = Readonly<Record<PlannedCall['row']['effect'], readonly [number, number]>>;
const alike = (attempts: number, exit: number): Fate => ({
  sets: [attempts, exit],
  starts: [attempts, exit],
  reads: [attempts, exit],
});
const lost: Fate = { sets: [3, 9], starts: [1, 9], reads: [3, 9] };

/** Seconds by which the server's clock is ahead. */
const ahead = 754;
const date = new Date(dawn + ahead * 1000).toUTCString();

const failures: readonly [string, Step, Fate][] = [
  ['no answer in time', mute, lost],
  ['a reset after the request', reset, lost],
  ['an answer cut short', cutShort, lost],
  ['HTTP 500 and a page', page(500), lost],
  ['HTTP 503 and nothing', (response) => response.writeHead(503).end(), lost],
  ['an unreadable answer', page(200), alike(1, 9)],
  ['HTTP 403 and a page', page(403), alike(1, 9)],
  ['a redirect', (response) => response.writeHead(302, { location: '/' }).end(), alike(1, 9)],
  ['an internal fault', coded(5000), { sets: [3, 9], starts: [1, 9], reads: [3, 1] }],
  ['a fault of the gateway', coded(100000015), { sets: [3, 9], starts: [1, 9], reads: [3, 1] }],
  ['a refusal that may pass', coded(42003), { sets: [3, 1], starts: [1, 1], reads: [3, 1] }],
  ['5007, too often', coded(5007), alike(mostPauses, 5)],
  ['30002, too often', coded(30002), alike(mostPauses, 5)],
  ['1010, too often', coded(1010), alike(mostPauses, 5)],
  ['HTTP 429', tooMany, alike(mostPauses, 5)],
  ['a wrong secret', coded(40005), alike(1, 4)],
  ['a wrong parameter', coded(30009), alike(1, 1)],
  ['a code that nobody published', coded(777), alike(1, 1)],
  ['an expired signature', coded(100000004, { date }), alike(1, 4)],
];

/** Every attempt is stamped anew; the Sequence rises. */
function expectNewStamps(executed: readonly URLSearchParams[]): void {
  for (const name of ['SignatureNonce', 'Timestamp', 'Signature']) {
    expect(new Set(executed.map((query) => query.get(name))).size).toBe(executed.length);
  }
  const sequences = executed.flatMap((query) => query.getAll('Sequence')).map(Number);
  expect([...new Set(sequences)].sort((a, b) => a - b)).toEqual(sequences);
}

describe.each(failures)('%s', (_, step, fate) => {
  it(`meets ${JSON.stringify(fate)} as [attempts, exit code]`, async () => {
    const ends = everyCall.map(async (call) => {
      const { origin, executed, limits } = await scripted(step);
      const { attempts, verdict, sequence } = await machine().run(call, origin, { limits });
      expect([call.row.command, executed.length, verdict.exitCode]).toEqual([
        call.row.command,
        ...fate[call.row.effect],
      ]);
      expect(attempts).toBe(executed.length);
      expect(sequence).toBe(executed.at(-1)?.get('Sequence'));
      expectNewStamps(executed);
    });
    await Promise.all(ends);
  });

  it('once, then an answer: done, wherever it is repeated', async () => {
    const ends = everyCall.map(async (call) => {
      const { origin, executed, limits } = await scripted(step, done);
      const { attempts, reply, verdict } = await machine().run(call, origin, { limits });
      const [most, exit] = fate[call.row.effect];
      const repeated = most > 1;
      expect([call.row.command, attempts, verdict.exitCode]).toEqual([
        call.row.command,
        repeated ? 2 : 1,
        repeated ? 0 : exit,
      ]);
      expect(executed).toHaveLength(attempts);
      expect(reply?.code === 0).toBe(repeated);
      expectNewStamps(executed);
    });
    await Promise.all(ends);
  });

  it('with a Sequence the person chose is only repeated where nothing was carried out', async () => {
    const chosen = [stop, ban, start, ask].map(async (call) => {
      const { origin, executed, limits } = await scripted(step);
      await machine().run({ ...call, sequence: '42' }, origin, { limits });
      const tooOften = fate.starts[1] === 5;
      expect(executed.map((query) => query.get('Sequence'))).toEqual(
        Array(tooOften ? mostPauses : 1).fill('42'),
      );
    });
    await Promise.all(chosen);
  });
});

describe('where nothing was sent, every call is tried three times and exits 6', () => {
  const crowd = async () => `http://${await crowded()}`;
  const impatient = { timeouts: { connectMs: 400, answerMs: forever } };
  it.each<[string, () => Promise<string> | string]>([
    ['no address', () => `https://${'x'.repeat(64)}.invalid`],
    ['nobody listening', async () => `http://${await deserted()}`],
    [
      'a reset before TLS is up',
      async () =>
        `https://${await accept((socket) => socket.once('data', () => socket.resetAndDestroy()))}`,
    ],
    ['no connection in time', crowd],
  ])('%s', async (_, place) => {
    const origin = await place();
    const limits = place === crowd ? impatient : {};
    const ends = [...everyCall, { ...stop, sequence: '42' }].map(async (call) => {
      const { attempts, sequence, error, verdict } = await machine().run(call, origin, { limits });
      expect([attempts, sequence, verdict.exitCode]).toEqual([3, null, 6]);
      expect(error?.message).toMatch(/; nothing was sent$/);
      expect(verdict.retryable).toBe(true);
    });
    await Promise.all(ends);
  });
});

describe('where the reason lasts, it is tried once and exits 6', () => {
  const tried = async (call: PlannedCall, origin: string, sent: Send = send) => {
    const { attempts, error, verdict } = await machine().run(call, origin, { send: sent });
    expect([attempts, verdict.exitCode, verdict.retryable]).toEqual([1, 6, false]);
    return error?.message;
  };
  const never = () => {
    throw new Error('a request arrived');
  };

  it.each(everyCall)('$row.command with a certificate that nobody vouches for', async (call) => {
    const origin = await serveSecurely(selfSigned(), never);
    expect(await tried(call, origin)).toContain('(DEPTH_ZERO_SELF_SIGNED_CERT)');
  });

  it('with a certificate of another host', async () => {
    const pair = selfSigned();
    trust(pair.cert);
    const origin = (await serveSecurely(pair, never)).replace('localhost', '127.0.0.1');
    expect(await tried(stop, origin)).toContain('(ERR_TLS_CERT_ALTNAME_INVALID)');
  });

  it('with a certificate that has expired', async () => {
    const { issue, cert } = authority();
    trust(cert);
    const origin = await serveSecurely(issue('localhost', '210101000000Z'), never);
    expect(await tried(stop, origin)).toContain('(CERT_HAS_EXPIRED)');
  });

  it.each([403, 405])('through a proxy that answers HTTP %d', async (status) => {
    const proxy = await accept((socket) =>
      socket.once('data', () => socket.end(`HTTP/1.1 ${status} No\r\n\r\n`)),
    );
    const through: Send = (...asked) => send(...asked, new URL(`http://${proxy}`));
    expect(await tried(stop, 'https://zego.invalid', through)).toContain(`(HTTP ${status})`);
  });
});

describe('what a person is told', () => {
  it.each<[PlannedCall, string, boolean]>([
    [stop, 'No Action lists relays', true],
    [start, 'No Action lists relays', false],
    [banOnCdn, 'zego cdn list', true],
    [ban, 'zego stream status --stream s1', true],
    [ask, 'run it again', true],
  ])('of a lost answer of $row.command', async (call, way, retryable) => {
    const { origin } = await scripted(reset);
    const { error, verdict } = await machine().run(call, origin);
    const times = call === start ? '1 attempt' : '3 attempts';
    const effect = call === ask ? '' : `; it may have taken effect (${times} went out)`;
    expect(error?.message).toBe(`the request went out, the answer was lost (ECONNRESET)${effect}`);
    expect((verdict.hint as { en: string }).en).toContain(way);
    expect(verdict.retryable).toBe(retryable);
  });

  it('of an expired signature: by how much the clocks differ', async () => {
    const { origin } = await scripted(coded(100000004, { date }));
    const { verdict } = await machine().run(stop, origin);
    expect((verdict.hint as { en: string }).en).toMatch(
      /^This machine's clock is 12 min \d+ s behind the server's\. Set this machine's clock/,
    );
  });

  it.each(['', 'yesterday'])(
    'of an expired signature with the Date %j: to set the clock',
    async (text) => {
      const { origin } = await scripted(coded(100000004, { date: text }));
      const { verdict } = await machine().run(stop, origin);
      expect((verdict.hint as { en: string }).en).toMatch(/^Set this machine's clock/);
    },
  );
});
