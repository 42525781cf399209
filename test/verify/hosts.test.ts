import { describe, expect, it } from '@jest/globals';
import { createHostCheck } from '../../src/verify/hosts.ts';
import type { Sight } from '../../src/verify/probe.ts';

const list = (first: number, more: object = {}): Sight => ({
  ...{ kind: 'list', mediaSequence: BigInt(first), segments: 3, last: `${first}.ts` },
  ...{ ended: false, targetMs: 4000, via: 'b.example' },
  ...more,
});
const gone: Sight = { kind: 'gone', status: 404, via: 'b.example' };
const flowing: Sight = { kind: 'flowing', via: 'b.example' };
const forbidden: Sight = { kind: 'forbidden', status: 403, via: 'b.example' };
const nobody = {
  kind: 'unclear',
  detail: { en: expect.stringContaining('leads to b.example'), zh: expect.anything() },
};

/** The last sight, after others, as far as it is evidence. */
function checked(...sights: readonly Sight[]) {
  const check = createHostCheck();
  return sights.map(check).at(-1);
}

describe('a host to which redirects lead', () => {
  it.each([
    ['gone', gone],
    ['ended', list(1, { ended: true })],
  ])('shows no end of what was not live through it: %s', (_, end) => {
    expect(checked(end)).toEqual(nobody);
    expect(checked(list(1), end)).toEqual(nobody);
    expect(checked(list(1), list(1), end)).toEqual(nobody);
    expect(checked({ ...flowing, via: 'a.example' }, end)).toEqual(nobody);
    expect(checked({ kind: 'flowing' }, end)).toEqual(nobody);
  });

  it('shows the end of what was live through it', () => {
    expect(checked(flowing, gone)).toBe(gone);
    expect(checked(list(1), list(2), gone)).toBe(gone);
    expect(checked(list(1), list(7, { via: 'a.example' }), list(2), gone)).toBe(gone);
  });

  it('has to have moved before it can stand still', () => {
    expect(checked(list(1))).toMatchObject({ targetMs: Number.POSITIVE_INFINITY });
    expect(checked(list(1), list(2))).toEqual(list(2));
    // A list that ended may be any film.
    expect(checked(list(1), list(2, { ended: true }), list(2))).toMatchObject({
      targetMs: Number.POSITIVE_INFINITY,
    });
  });

  it('may be live or forbidden at once', () => {
    expect(checked(flowing)).toBe(flowing);
    expect(checked(forbidden)).toBe(forbidden);
  });
});

it('what was typed shows its end at once', () => {
  const own: Sight = { kind: 'gone', status: 404 };
  expect(checked(own)).toBe(own);
});
