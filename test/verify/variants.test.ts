import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createProbeJudge, type Sight } from '../../src/verify/probe.ts';
import { sumOfVariants } from '../../src/verify/variants.ts';

const list = (first: number, rest: Partial<Extract<Sight, { kind: 'list' }>> = {}) =>
  ({
    ...{ kind: 'list', mediaSequence: BigInt(first), segments: 3, last: `${first + 2}.ts` },
    ...{ ended: false, targetMs: 4000 },
    ...rest,
  }) as const satisfies Sight;
const ended = list(7, { ended: true });
const gone: Sight = { kind: 'gone', status: 404 };
const forbidden: Sight = { kind: 'forbidden', status: 403 };
const unclear: Sight = { kind: 'unclear', detail: { en: 'a web page', zh: '网页' } };
const firstGone = {
  kind: 'unclear',
  detail: { en: expect.stringMatching(/^the first of several/) },
};

/** What a judge says in the end of looks a second apart at variants, each a list of what they show. */
function stateAfter(...looks: readonly (readonly Sight[])[]) {
  const judge = createProbeJudge();
  looks.forEach(([first = gone, ...others], second) => {
    judge.see(sumOfVariants(first, others), second * 1000);
  });
  return judge.state.state;
}
const times = (count: number, look: (nth: number) => readonly Sight[]) =>
  Array.from({ length: count }, (_, nth) => look(nth));

describe('the first of several variants', () => {
  it.each([
    ['gone, and another plays', gone, [list(7)], firstGone],
    ['ended, and another plays', ended, [list(7)], firstGone],
    ['gone, and another may not be looked at', gone, [forbidden], firstGone],
    ['gone, and another tells nothing', gone, [gone, unclear], firstGone],
    ['gone, and another through another host', gone, [{ ...gone, via: 'b' }], firstGone],
    ['gone, and so are all', gone, [gone, gone], gone],
    ['gone, and the others ended', gone, [gone, ended], gone],
    ['ended, and the others gone', ended, [gone], ended],
    ['alone', gone, [], gone],
    ['forbidden', forbidden, [list(7)], forbidden],
    ['flowing', { kind: 'flowing' }, [gone], { kind: 'flowing' }],
    ['unclear', unclear, [gone], unclear],
  ] as const)('is %s', (_, first, others, sum) => {
    expect(sumOfVariants(first, others)).toMatchObject(sum);
  });

  it('is live while it advances, whatever the others show', () => {
    for (const other of [gone, ended, forbidden, unclear, list(7)])
      expect(stateAfter([list(1), other], [list(2), other])).toBe('live');
  });

  it('is still where all others stand still or are gone as well', () => {
    const live = [[list(1), list(1)], ...times(1, () => [list(2), list(2)])];
    expect(stateAfter(...live, ...times(13, () => [list(2), list(2), gone]))).toBe('off');
    // By the longest target of all.
    const slow = list(2, { targetMs: 9000 });
    expect(stateAfter(...live, ...times(13, () => [list(2), slow]))).toBe('live');
    expect(stateAfter(...live, ...times(29, () => [list(2), slow]))).toBe('off');
  });

  it.each([
    ['plays', (nth: number) => list(nth)],
    ['may not be looked at', () => forbidden],
    ['tells nothing', () => unclear],
    ['is at another host', () => list(2, { via: 'b' })],
    ['comes and goes', (nth: number) => (nth % 2 ? gone : list(2))],
  ])('is not off for standing still while another %s', (_, other) => {
    const live = [[list(1)], [list(2)]];
    expect(stateAfter(...live, ...times(60, (nth) => [list(2), other(nth)]))).toBe('live');
  });

  it('is never off while another advances', () => {
    const any = fc.constantFrom<Sight>(gone, ended, forbidden, unclear, list(2), list(3));
    fc.assert(
      fc.property(fc.array(fc.tuple(any, any), { maxLength: 40 }), (looks) => {
        const playing = looks.map(([first, third], nth) => [first, list(nth), third]);
        expect(stateAfter([list(1), list(0)], [list(2), list(0)], ...playing)).not.toBe('off');
      }),
    );
  });
});
