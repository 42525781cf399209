import { describe, expect, it } from '@jest/globals';
import type { Sight } from '../../src/verify/probe.ts';
import { createProbedJudge } from '../../src/verify/probed.ts';

const flowing: Sight = { kind: 'flowing' };
const gone: Sight = { kind: 'gone', status: 404 };
const forbidden: Sight = { kind: 'forbidden', status: 403 };
const unclear: Sight = { kind: 'unclear', detail: { en: 'HTTP 502', zh: 'HTTP 502' } };

/** Looks, each with the second it ended in and the milliseconds that it took. */
function seen(...looks: (readonly [Sight, number, number?])[]) {
  const judge = createProbedJudge(3000);
  for (const [sight, at, tookMs = 0] of looks) {
    const answeredAt = at * 1000;
    judge.see(sight, { askedAt: answeredAt - tookMs, answeredAt, now: answeredAt });
  }
  return judge.finding;
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
