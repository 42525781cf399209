import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sequencesOfThisProcess } from '../../src/core/sequence.ts';

const clocks = fc.array(fc.integer({ min: 0, max: 4_102_444_800_000 }), { minLength: 2 });

it('strictly increases, wherever the clock goes', async () => {
  await fc.assert(
    fc.asyncProperty(clocks, async (times) => {
      let at = 0;
      const source = sequencesOfThisProcess(() => times[at++]!);
      const drawn: number[] = [];
      for (const _ of times) drawn.push(Number(await source.draw(1)));
      for (const [i, number] of drawn.entries()) {
        expect(number).toBe(Math.max(times[i]!, (drawn[i - 1] ?? 0) + 1));
      }
    }),
  );
});

it('is the time in whole milliseconds', async () => {
  const source = sequencesOfThisProcess(() => 1_617_249_600_002.7);
  expect(await source.draw(1)).toBe('1617249600002');
});

it('is counted for each AppId', async () => {
  const source = sequencesOfThisProcess(() => 1000);
  expect([await source.draw(1), await source.draw(1), await source.draw(2)]).toEqual([
    '1000',
    '1001',
    '1000',
  ]);
});
