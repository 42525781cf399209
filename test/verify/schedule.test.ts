import { describe, expect, it } from '@jest/globals';
import { pauseBefore, waitingRate } from '../../src/verify/schedule.ts';
import { worstOf } from '../../src/verify/worst.ts';

describe('reads', () => {
  it('come after 0.5, 1 and 2 s, then every 3 s', () => {
    const pauses = [0, 1, 2, 3, 4, 50].map((nth) => pauseBefore(nth, null, 0.5));
    expect(pauses).toEqual([500, 500, 1000, 3000, 3000, 3000]);
  });

  it('vary by a fifth', () => {
    expect([pauseBefore(9, null, 0), pauseBefore(9, null, 1)]).toEqual([2400, 3600]);
  });

  it('come every second while it has to stay off, and when that is decided', () => {
    expect(pauseBefore(9, 5000, 0.5)).toBe(1000);
    expect(pauseBefore(9, 300, 0.5)).toBe(305);
    // A read that was due has failed.
    expect(pauseBefore(9, -300, 0.5)).toBe(1000);
  });

  it('of all waits take a quarter of the rate', () => {
    expect([40, 20, 10, 3].map(waitingRate)).toEqual([10, 5, 2, 1]);
  });
});

it('the worst verdict is the one furthest from what is waited for', () => {
  const all = (['off-air', 'unverifiable', 'still-live'] as const).map((verdict) => ({ verdict }));
  expect(worstOf(all, 'off-air')?.verdict).toBe('still-live');
  expect(worstOf(all, 'live')?.verdict).toBe('off-air');
  expect(worstOf(all.slice(0, 2), 'off-air')?.verdict).toBe('unverifiable');
  expect(worstOf([], 'off-air')).toBeUndefined();
});
