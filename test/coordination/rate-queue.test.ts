import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RateQueue, rateLine } from '../../src/coordination/rate-queue.ts';

const [a, b, c] = ['aaaaaaaaaaaa', 'bbbbbbbbbbbb', 'cccccccccccc'];

describe('a rateQueue', () => {
  it('gives a turn that two claim at once to the first of them', () => {
    const rateQueue = new RateQueue(5, [rateLine('G', 1000, a), rateLine('G', 1000, b)]);
    expect(rateQueue.wentAt(a)).toBe(1000);
    expect(rateQueue.wentAt(b)).toBeUndefined();
    expect(rateQueue.wait(b, 1000)).toBe(200);
  });

  it('lets the next one go first that was passed over', () => {
    const lines = [rateLine('Q', 0, a), rateLine('Q', 0, b), rateLine('Q', 0, c)];
    const rateQueue = new RateQueue(5, [...lines, rateLine('G', 1000, b)]);
    expect(rateQueue.wait(a, 1000)).toBe(200);
    expect(rateQueue.wait(c, 1000)).toBe(200);
  });

  it('is the same after a digest, however late the calls went', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 40 }), (delays) => {
        const lines: string[] = [];
        let now = 1000;
        for (const [index, delay] of delays.entries()) {
          now += Math.max(0, new RateQueue(5, lines).wait(a, now)) + delay;
          const token = index.toString(16).padStart(12, '0');
          lines.push(rateLine('G', now, token), rateLine('D', now + 30, token));
        }
        const before = new RateQueue(5, lines);
        const after = new RateQueue(5, before.digest());
        expect(after.wait(a, now)).toBe(before.wait(a, now));
        expect(after.digest()).toEqual(before.digest());
      }),
    );
  });

  it('is the same after a digest with calls that are not answered', () => {
    const calls = [...Array(30).keys()].flatMap((index) => {
      const token = index.toString(16).padStart(12, '0');
      const at = 1000 + 205 * index;
      return [rateLine('G', at, token), ...(index % 3 ? [rateLine('D', at + 30, token)] : [])];
    });
    const before = new RateQueue(5, [...calls, rateLine('Q', 0, a), rateLine('Q', 0, b)]);
    const after = new RateQueue(5, before.digest());
    for (const now of [6950, 7100, 7500]) expect(after.wait(b, now)).toBe(before.wait(b, now));
    expect(after.digest()).toEqual(before.digest());
  });
});
