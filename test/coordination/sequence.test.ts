import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Draw, digestDraws, drawLine, findDraw } from '../../src/coordination/sequence.ts';

const draws = fc
  .array(fc.record({ now: fc.nat({ max: 2e12 }), marks: fc.subarray(['aa', 'bb', 'cc']) }), {
    minLength: 1,
    maxLength: 30,
  })
  .map((all) => all.map((each, index): Draw => ({ ...each, token: tokenOf(index), intent: 0 })));

describe('the Sequence of a draw', () => {
  it('is the time in milliseconds', () => {
    const draw = drawAt(1_700_000_000_123);
    expect(findDraw([drawLine(draw)], draw)?.sequence).toBe(1_700_000_000_123);
  });

  it('grows from draw to draw wherever the clock goes', () => {
    fc.assert(
      fc.property(draws, (all) => {
        const numbers = sequencesOf(all.map(drawLine), all);
        expect(numbers.every((each, index) => index === 0 || each > numbers[index - 1]!)).toBe(
          true,
        );
        expect(numbers.every((each, index) => each >= all[index]!.now)).toBe(true);
      }),
    );
  });

  it('is the same after the lines before it were digested', () => {
    fc.assert(
      fc.property(draws, fc.nat(30), (all, cut) => {
        const lines = all.map(drawLine);
        const later = all.slice(cut);
        const digested = [...digestDraws(lines.slice(0, cut)), ...lines.slice(cut)];
        expect(sequencesOf(digested, later)).toEqual(sequencesOf(lines, later));
      }),
    );
  });

  it('ignores foreign lines', () => {
    const foreign = ['', 'R 17', `R 999999999999999 ${tokenOf(9)} 0 `, 'B 5', 'R -1 x 0 ', '\0\0'];
    const draw = drawAt(1000);
    expect(findDraw(['B 2000', ...foreign, drawLine(draw)], draw)?.sequence).toBe(2001);
    expect(digestDraws(['B 2000', ...foreign])).toEqual(['B 2000']);
  });

  it('stays a safe integer whatever the clock says', () => {
    for (const now of [Number.MAX_VALUE, Number.POSITIVE_INFINITY, -1]) {
      const draw = drawAt(now);
      const lines = ['B 999999999999999', drawLine(draw)];
      expect(Number.isSafeInteger(findDraw(lines, draw)?.sequence)).toBe(true);
    }
  });
});

function drawAt(now: number): Draw {
  return { now, token: tokenOf(0), intent: 0, marks: ['aa'] };
}

function tokenOf(index: number): string {
  return index.toString(16).padStart(12, '0');
}

function sequencesOf(lines: readonly string[], all: readonly Draw[]): number[] {
  return all.map((draw) => findDraw(lines, draw)?.sequence ?? Number.NaN);
}
