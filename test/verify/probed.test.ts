import { describe, expect, it } from '@jest/globals';
import type { MediaPlaylist } from '../../src/verify/hls.ts';
import type { Sight } from '../../src/verify/probe.ts';
import { createProbedJudge } from '../../src/verify/probed.ts';

const flowing: Sight = { kind: 'flowing' };
const gone: Sight = { kind: 'gone', status: 404 };
const forbidden: Sight = { kind: 'forbidden', status: 403 };
const list: MediaPlaylist = {
  ...{ kind: 'list', mediaSequence: 7n, segments: 1, last: '7.ts' },
  ...{ ended: false, targetMs: 10_000 },
};
/** One of several variants, or behind a redirect: its standing still proves nothing. */
const endless: Sight = { ...list, targetMs: Number.POSITIVE_INFINITY };
const unclear: Sight = { kind: 'unclear', detail: { en: 'HTTP 502', zh: 'HTTP 502' } };

type LookAt = readonly [Sight, number, number?];

/** Looks, each with the second it ended in and the milliseconds that it took. @returns what is known after the last */
function seen(...looks: LookAt[]) {
  const at = looks.at(-1)?.[1] ?? 0;
  return judged(looks).findingAt(at * 1000);
}

function judged(looks: readonly LookAt[], wanted?: 'off-air' | 'live') {
  const judge = createProbedJudge(3000, wanted);
  for (const [sight, at, tookMs = 0] of looks) {
    const answeredAt = at * 1000;
    judge.see(sight, { askedAt: answeredAt - tookMs, answeredAt, now: answeredAt });
  }
  return judge;
}

describe('off air by what viewers see', () => {
  it.each([
    [
      'live, then gone throughout',
      [
        [flowing, 1],
        [gone, 2],
        [gone, 5],
      ],
      'probeOff',
    ],
    [
      'with looks that tell nothing between',
      [
        [flowing, 1],
        [gone, 2],
        [unclear, 3],
        [gone, 5],
      ],
      'probeOff',
    ],
    [
      'and such looks after it',
      [
        [flowing, 1],
        [gone, 2],
        [gone, 5],
        [unclear, 6],
      ],
      'probeOff',
    ],
  ] as const)('%s', (_, looks, reason) => {
    expect(seen(...looks)).toMatchObject({
      ...{ verdict: 'off-air', settled: true, seenLive: true, method: 'probe' },
      ...{ reason, since: 2000, until: 5000 },
    });
  });

  it.each([
    ['never looked', [], 'probeUnseen'],
    [
      'gone, but never live',
      [
        [gone, 1],
        [gone, 9],
      ],
      'probeUnseen',
    ],
    [
      'not for long enough',
      [
        [flowing, 1],
        [gone, 2],
        [gone, 4.9],
      ],
      'probeUnclear',
    ],
    [
      'by a look that began too early',
      [
        [flowing, 1],
        [gone, 2],
        [gone, 5.5, 600],
      ],
      'probeUnclear',
    ],
    [
      'no look at the end',
      [
        [flowing, 1],
        [gone, 2],
        [unclear, 9],
      ],
      'probeUnclear',
    ],
    [
      'forbidden',
      [
        [flowing, 1],
        [gone, 2],
        [forbidden, 9],
      ],
      'probeForbidden',
    ],
  ] as const)('not %s', (_, looks, reason) => {
    expect(seen(...looks)).toMatchObject({ verdict: 'unverifiable', reason });
  });

  it('not while it is live, or again', () => {
    const still = { verdict: 'still-live', reason: 'probeLive', settled: false };
    expect(seen([flowing, 1])).toMatchObject(still);
    expect(seen([flowing, 1], [gone, 2], [gone, 5], [flowing, 6])).toMatchObject(still);
    expect(seen([flowing, 1], [unclear, 9])).toMatchObject(still);
  });
});

describe('while no look tells anything', () => {
  const troubles = (from: number, to: number): LookAt[] =>
    Array.from({ length: to - from + 1 }, (_, nth) => [unclear, from + nth]);
  const off: LookAt[] = [
    [flowing, 1],
    [gone, 2],
    [gone, 5],
  ];

  it.each([
    ['live holds for a while', [[flowing, 1], ...troubles(2, 9)], 'still-live', 'probeLive'],
    ['then it is lost', [[flowing, 1], ...troubles(2, 10)], 'unverifiable', 'probeLost'],
    ['off air holds for a while', [...off, ...troubles(6, 13)], 'off-air', 'probeOff'],
    ['then it lapses', [...off, ...troubles(6, 14)], 'unverifiable', 'probeUnclear'],
    [
      'a list whose standing still proves nothing does not',
      [
        [flowing, 1],
        [endless, 2],
        [endless, 10],
      ],
      'unverifiable',
      'probeLost',
    ],
    [
      'but its new segments do',
      [
        [flowing, 1],
        [endless, 2],
        [{ ...endless, mediaSequence: 8n }, 10],
        [endless, 11],
      ],
      'still-live',
      'probeLive',
    ],
    ['live again', [[flowing, 1], ...troubles(2, 20), [flowing, 21]], 'still-live', 'probeLive'],
    [
      'a list that stands still, but not for long enough, tells something',
      [
        [flowing, 1],
        [list, 2],
        [list, 12],
        [list, 20],
      ],
      'still-live',
      'probeLive',
    ],
  ] as [string, LookAt[], string, string][])('%s', (_, looks, verdict, reason) => {
    expect(seen(...looks)).toMatchObject({ verdict, reason, settled: verdict === 'off-air' });
  });

  it('says what was seen last, and when anything was', () => {
    expect(seen([flowing, 1], ...troubles(2, 10))).toMatchObject({
      ...{ until: 1000, reads: 1, seenLive: true, detail: { en: 'HTTP 502' } },
    });
  });

  it('a look that hangs counts, too', () => {
    const judge = judged([[flowing, 1]]);
    expect(judge.findingAt(9000).reason).toBe('probeLive');
    expect(judge.findingAt(9001).reason).toBe('probeLost');
  });

  it('what was off before has to stay off anew', () => {
    const looks: LookAt[] = [...off, ...troubles(6, 14), [gone, 15]];
    expect(seen(...looks)).toMatchObject({ verdict: 'unverifiable', settled: false });
    expect(seen(...looks, [gone, 17.9]).verdict).toBe('unverifiable');
    expect(seen(...looks, [gone, 18])).toMatchObject({ verdict: 'off-air', since: 15_000 });
  });
});

describe('dark from the start', () => {
  const dark = (sight: Sight, last: number): LookAt[] => [
    [sight, 1],
    [sight, last],
  ];

  it.each([
    ['gone', dark(gone, 16), true],
    ['gone, but not for long', dark(gone, 15.9), false],
    ['nothing but troubles', dark(unclear, 16), true],
    [
      'one and the other',
      [
        [gone, 1],
        [unclear, 9],
        [gone, 16],
      ],
      true,
    ],
    [
      'a list between',
      [
        [gone, 1],
        [list, 9],
        [gone, 16],
      ],
      false,
    ],
    [
      'a list between, long ago',
      [
        [list, 1],
        [gone, 2],
        [gone, 17],
      ],
      true,
    ],
    ['a list all along', dark(list, 16), false],
  ] as [string, LookAt[], boolean][])('%s', (_, looks, settled) => {
    const finding = seen(...looks);
    expect(finding).toMatchObject({ verdict: 'unverifiable', reason: 'probeUnseen', settled });
  });

  it('is never the end of one that was live', () => {
    expect(seen([flowing, 1], ...dark(unclear, 60)).settled).toBe(false);
  });

  it('and live later is live', () => {
    const finding = seen(...dark(gone, 16), [flowing, 17]);
    expect(finding).toMatchObject({ verdict: 'still-live', settled: false });
  });

  it('is what to expect of a stream that is waited for to be live', () => {
    const judge = judged([...dark(gone, 40)], 'live');
    expect(judge.findingAt(40_000).settled).toBe(false);
    judge.see(flowing, { askedAt: 41_000, answeredAt: 41_000, now: 41_000 });
    expect(judge.findingAt(41_000)).toMatchObject({ verdict: 'still-live', settled: true });
  });
});
