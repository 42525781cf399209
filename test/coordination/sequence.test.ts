import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { memoryJournal } from '../../src/coordination/journal.ts';
import { drawFrom, drawLine, drawRollover, sequenceOf } from '../../src/coordination/sequence.ts';

const clocks = fc.array(fc.nat({ max: 2e12 }), { minLength: 1, maxLength: 30 });

describe('the Sequence of a draw', () => {
  it('is the time in milliseconds', () => {
    expect(sequenceOf([drawLine(1_700_000_000_123, tokenOf(0))], tokenOf(0))).toBe(
      1_700_000_000_123,
    );
  });

  it('grows from draw to draw wherever the clock goes', () => {
    fc.assert(
      fc.property(clocks, (all) => {
        const numbers = sequencesOf(all.map(lineOf), all);
        expect(numbers.every((each, index) => index === 0 || each > numbers[index - 1]!)).toBe(
          true,
        );
        expect(numbers.every((each, index) => each >= all[index]!)).toBe(true);
      }),
    );
  });

  it('is the same after the lines before it were digested', () => {
    fc.assert(
      fc.property(clocks, fc.nat(30), (all, cut) => {
        const lines = all.map(lineOf);
        const digested = [...drawRollover.digest(lines.slice(0, cut)), ...lines.slice(cut)];
        expect(sequencesOf(digested, all).slice(cut)).toEqual(sequencesOf(lines, all).slice(cut));
      }),
    );
  });

  it('counts the draws of zego 0.1.0, which names states beside them', () => {
    const other = `R 5000 ${tokenOf(1)} 4000 0123456789ab,ba9876543210`;
    expect(sequenceOf([other, drawLine(1000, tokenOf(0))], tokenOf(0))).toBe(5001);
  });

  it('is written as zego 0.1.0 reads it', () => {
    const form = /^R (\d{1,14}) ([0-9a-f]{12}) (\d{1,15}) ([0-9a-f,]*)$/;
    expect(drawLine(1000, tokenOf(0))).toMatch(form);
  });

  it('ignores foreign lines', () => {
    const foreign = ['', 'R 17', `R 999999999999999 ${tokenOf(9)} 0 `, 'B 5', 'R -1 x 0 ', '\0\0'];
    const lines = ['B 2000', ...foreign];
    expect(sequenceOf([...lines, drawLine(1000, tokenOf(0))], tokenOf(0))).toBe(2001);
    expect(drawRollover.digest(lines)).toEqual(['B 2000']);
  });

  it('stays a safe integer whatever the clock says', () => {
    for (const now of [Number.MAX_VALUE, Number.POSITIVE_INFINITY, -1]) {
      const lines = ['B 999999999999999', drawLine(now, tokenOf(0))];
      expect(Number.isSafeInteger(sequenceOf(lines, tokenOf(0)))).toBe(true);
    }
  });
});

describe('a draw ahead', () => {
  const [one, other] = ['aaaaaaaaaaaa', 'bbbbbbbbbbbb'];
  const machine = (journal = memoryJournal()) => {
    let tokens = 0;
    const clock = { ms: 10_000, now: () => clock.ms, token: () => tokenOf(tokens++) };
    const draw = (streams: string[], least?: number) => drawFrom(journal, clock, streams, least);
    return { clock, draw, journal };
  };

  it('is for its stream alone: the next one of that stream is above it, others go by the clock', () => {
    const { draw } = machine();
    expect(draw([one])).toBe(10_000);
    expect(draw([one], 11_000)).toBe(11_000);
    expect(draw([other])).toBe(10_001);
    expect(draw([other, one])).toBe(11_001);
    expect(draw([other])).toBe(11_002);
    expect(draw([one], 5_000)).toBe(11_002);
  });

  it('is of no consequence once the clock has caught up', () => {
    const { draw, clock } = machine();
    draw([one], 11_000);
    clock.ms = 12_000;
    expect(draw([one])).toBe(12_000);
  });

  it('is carried into the next generation', () => {
    const { draw, journal } = machine();
    draw([one], 11_000);
    const next = machine(memoryJournal(drawRollover.digest(journal.read())));
    expect(next.draw([other])).toBe(10_000);
    expect(next.draw([one])).toBe(11_001);
  });

  it('grows from draw to draw of a stream, wherever the clock goes', () => {
    const step = fc.record({
      ms: fc.nat(20_000),
      ids: fc.subarray([one, other], { minLength: 1 }),
    });
    const steps = fc.array(fc.tuple(step, fc.option(fc.nat(30_000), { nil: undefined })));
    fc.assert(
      fc.property(steps, fc.nat(20), (all, cut) => {
        let { draw, clock, journal } = machine();
        const last = new Map<string, number>();
        all.forEach(([{ ms, ids }, least], index) => {
          if (index === cut) {
            ({ draw, clock, journal } = machine(
              memoryJournal(drawRollover.digest(journal.read())),
            ));
          }
          clock.ms = ms;
          const sequence = draw(ids, least);
          for (const id of ids) {
            expect(sequence).toBeGreaterThan(last.get(id) ?? 0);
            last.set(id, sequence);
          }
        });
      }),
    );
  });
});

function lineOf(now: number, index: number): string {
  return drawLine(now, tokenOf(index));
}

function tokenOf(index: number): string {
  return index.toString(16).padStart(12, '0');
}

function sequencesOf(lines: readonly string[], all: readonly number[]): number[] {
  return all.map((_, index) => sequenceOf(lines, tokenOf(index)));
}
