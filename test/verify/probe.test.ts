import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createProbeJudge, type ProbeState, type Sight } from '../../src/verify/probe.ts';

const list = (first: number, rest: Partial<Extract<Sight, { kind: 'list' }>> = {}): Sight => ({
  kind: 'list',
  mediaSequence: BigInt(first),
  segments: 3,
  last: `${first + 2}.ts`,
  ended: false,
  targetMs: 4000,
  ...rest,
});
const flowing: Sight = { kind: 'flowing' };
const gone: Sight = { kind: 'gone', status: 404 };
const forbidden: Sight = { kind: 'forbidden', status: 403 };
const unclear: Sight = { kind: 'unclear', detail: { en: 'a web page', zh: '网页' } };

/** The states after looks a second apart, or at the second that stands before one. */
function states(...looks: (Sight | number)[]): readonly ProbeState['state'][] {
  const judge = createProbeJudge();
  let second = 0;
  return looks.flatMap((look) => {
    if (typeof look !== 'number') return [judge.see(look, second++ * 1000).state];
    second = look;
    return [];
  });
}

describe('live', () => {
  it('needs two looks at a playlist, of which the second has a new segment', () => {
    expect(states(list(1), list(2))).toEqual(['unclear', 'live']);
    expect(states(list(1), list(1))).toEqual(['unclear', 'unclear']);
    expect(states(list(1), list(1, { segments: 4 }))).toEqual(['unclear', 'live']);
  });

  it('is a new segment after looks that failed, or after a gap', () => {
    expect(states(list(1), unclear, list(2))).toEqual(['unclear', 'unclear', 'live']);
    expect(states(list(1), gone, list(2))).toEqual(['unclear', 'unclear', 'live']);
  });

  it('is a media sequence that goes back: the stream began anew', () => {
    expect(states(list(9), list(0))).toEqual(['unclear', 'live']);
    expect(states(flowing, list(9, { ended: true }), list(0))).toEqual(['live', 'off', 'live']);
  });

  it('is no list that lost its oldest segment and has no new one', () => {
    expect(states(list(1), list(2, { segments: 2, last: '3.ts' }))).toEqual(['unclear', 'unclear']);
  });

  it('are media of FLV at the first look', () => {
    expect(states(flowing)).toEqual(['live']);
  });
});

describe('off', () => {
  it.each([404, 410])('is HTTP %d after it was live, and live again what comes back', (status) => {
    expect(states(flowing, { kind: 'gone', status }, flowing)).toEqual(['live', 'off', 'live']);
  });

  it('is a playlist that ends', () => {
    expect(states(list(1), list(2), list(2, { ended: true }))).toEqual(['unclear', 'live', 'off']);
  });

  it('is a playlist that stands still for three target durations', () => {
    expect(states(list(1), list(2), list(2), 12, list(2), list(2), list(2))).toEqual([
      ...['unclear', 'live', 'live'],
      ...['live', 'off', 'off'],
    ]);
  });

  it('is none across a look that failed, after which standing still counts anew', () => {
    expect(states(list(1), list(2), 10, unclear, 13, list(2), 24, list(2), 25, list(2))).toEqual([
      ...['unclear', 'live', 'live', 'live'],
      ...['live', 'off'],
    ]);
  });

  it('is none where other segments come under the same numbers', () => {
    const other = list(2, { last: 'other.ts' });
    expect(states(list(1), list(2), 13, other, 24, other, 25, other)).toEqual([
      ...['unclear', 'live', 'live', 'live', 'off'],
    ]);
  });

  it('is over when a list is there again, which yet has to move or stand still', () => {
    expect(states(list(1), list(2), gone, list(2), list(2), list(3))).toEqual([
      ...['unclear', 'live', 'off', 'unclear', 'unclear', 'live'],
    ]);
  });

  it('is none where a list that had ended has no end any more, and yet has to stand still', () => {
    const ended = list(2, { ended: true });
    expect(states(list(1), ended, list(2), 13, list(2), 14, list(2))).toEqual([
      ...['unclear', 'unclear', 'unclear', 'unclear', 'unclear'],
    ]);
    expect(states(flowing, ended, 13, list(2), 24, list(2), 25, list(2))).toEqual([
      ...['live', 'off', 'unclear', 'unclear', 'off'],
    ]);
  });

  it('is not said of what was never seen live', () => {
    for (const look of [gone, list(1, { ended: true })]) expect(states(look)).toEqual(['unclear']);
    expect(states(list(1), 60, list(1))).toEqual(['unclear', 'unclear']);
  });

  it('is said of it where that is asked for', () => {
    const judge = createProbeJudge({ offUnseen: true });
    expect(judge.see(gone, 0)).toMatchObject({ state: 'off', seenLive: false, provenAt: 0 });
  });
});

it('a failed look changes no state, and proves none', () => {
  expect(states(unclear, flowing, unclear, gone, unclear)).toEqual([
    ...['unclear', 'live', 'live', 'off', 'off'],
  ]);
  const judge = createProbeJudge();
  judge.see(flowing, 0);
  judge.see(gone, 1000);
  expect(judge.see(unclear, 2000)).toEqual({
    state: 'off',
    seenLive: true,
    detail: { en: 'a web page', zh: '网页' },
    provenAt: 1000,
  });
});

it('forbidden is the last word', () => {
  expect(states(flowing, forbidden, gone, flowing)).toEqual([
    ...['live', 'forbidden', 'forbidden', 'forbidden'],
  ]);
});

it('an absurd target duration never makes a stream off', () => {
  const absurd = list(2, { targetMs: Number.POSITIVE_INFINITY });
  expect(states(flowing, absurd, 1e6, absurd)).toEqual(['live', 'live', 'live']);
});

it('says what the last look saw', () => {
  const judge = createProbeJudge();
  expect(judge.state).toEqual({ state: 'unclear', seenLive: false, detail: null, provenAt: null });
  const english = (sight: Sight, atMs: number) => judge.see(sight, atMs).detail?.en;
  expect(english(list(1), 0)).toContain('no new segment for 0 s; only 12 s would prove');
  expect(english(list(2), 1000)).toBe('new segments appear');
  expect(english(list(2), 15_999)).toContain('stood still for 14 s');
  expect(english(gone, 16_000)).toBe('the address answers HTTP 404');
  expect(english(list(2, { ended: true }), 17_000)).toBe('the playlist has ended');
});

it('is off only after it was live, and only by a look that says so', () => {
  const sight = fc.oneof(
    fc.integer({ min: 0, max: 3 }).map((first) => list(first)),
    fc.integer({ min: 0, max: 3 }).map((first) => list(first, { ended: true })),
    fc.constantFrom(flowing, gone, forbidden, unclear),
  );
  const looks = fc.array(fc.tuple(sight, fc.integer({ min: 1, max: 8000 })), { maxLength: 30 });
  fc.assert(
    fc.property(looks, (steps) => {
      const judge = createProbeJudge();
      let [now, wasLive] = [0, false];
      let before = judge.state;
      for (const [look, pause] of steps) {
        now += pause;
        const { state, seenLive, provenAt } = judge.see(look, now);
        wasLive ||= state === 'live';
        expect(seenLive).toBe(wasLive);
        if (state === 'off') expect(wasLive).toBe(true);
        if (state === 'off' && provenAt === now) expect(['gone', 'list']).toContain(look.kind);
        if (look.kind === 'unclear') expect(state).toBe(before.state);
        if (look.kind === 'flowing') expect(['live', 'forbidden']).toContain(state);
        before = judge.state;
      }
    }),
  );
});
