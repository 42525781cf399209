import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseDuration } from '../../src/values/duration.ts';

const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const part = fc.tuple(
  fc.nat(1000),
  fc.constantFrom(...(Object.keys(units) as (keyof typeof units)[])),
);

describe('a duration', () => {
  it('is the sum of its parts', () => {
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), (parts) => {
        const sum = parts.reduce((total, [count, unit]) => total + count * units[unit], 0);
        const text = parts.map((words) => words.join('')).join('');
        expect(parseDuration(text)).toBe(sum === 0 ? undefined : sum);
      }),
    );
  });

  it.each([
    ['500ms', 500],
    ['15s', 15_000],
    ['90m', 5_400_000],
    ['1d12h', 129_600_000],
    ['1.5h', 5_400_000],
    ['1.4ms', 1],
    ['1.6ms', 2],
    ['1.1s', 1100],
  ])('%s', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each([
    '',
    '30',
    's',
    '0s',
    '0.4ms',
    '-5s',
    '+5s',
    '5 s',
    ' 5s',
    '5s ',
    '5S',
    '5sec',
    '2x',
    '1w',
    '1e3s',
    '.5s',
    '5.s',
    'Infinityd',
    '999999999999999d',
    '5s\n',
  ])('not %j', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});
