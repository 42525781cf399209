import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseInstant } from '../../src/values/instant.ts';
import { toUtc } from '../../src/values/utc.ts';

const seconds = fc.integer({ min: Date.UTC(1970, 0, 2) / 1000, max: Date.UTC(2199, 0) / 1000 });
const offsets = fc.integer({ min: -14 * 60, max: 14 * 60 });

function written(second: number, offset: number): string {
  const local = new Date((second + offset * 60) * 1000).toISOString().slice(0, 19);
  const [hours, minutes] = [Math.trunc(Math.abs(offset) / 60), Math.abs(offset) % 60].map((n) =>
    String(n).padStart(2, '0'),
  );
  return `${local}${offset < 0 ? '-' : '+'}${hours}:${minutes}`;
}

describe('an instant', () => {
  it('is the same UTC, whatever offset it is written with', () => {
    fc.assert(
      fc.property(seconds, offsets, (second, offset) => {
        const instant = parseInstant(written(second, offset));
        expect(instant).toBe(second * 1000);
        expect(toUtc(second * 1000)).toBe(
          new Date(second * 1000).toISOString().replace('.000', ''),
        );
      }),
    );
  });

  it.each([
    ['2025-02-01T00:00:00Z', '2025-02-01T00:00:00Z'],
    ['2025-02-01T08:00:00+08:00', '2025-02-01T00:00:00Z'],
    ['2025-01-31T19:00:00-0500', '2025-02-01T00:00:00Z'],
    ['2025-02-01T05:45+05:45', '2025-02-01T00:00:00Z'],
    ['2025-02-01 00:00:00Z', '2025-02-01T00:00:00Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00Z'],
    ['2025-02-01T00:00:00.999Z', '2025-02-01T00:00:00Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59Z'],
    ['1970-01-01T00:00:00Z', '1970-01-01T00:00:00Z'],
  ])('%s', (text, utc) => {
    expect(toUtc(parseInstant(text)!)).toBe(utc);
  });

  it.each([
    ['without a zone', '2025-02-01T00:00:00'],
    ['a date alone', '2025-02-01'],
    ['a time alone', '12:00Z'],
    ['of a day that is not', '2025-02-30T00:00:00Z'],
    ['of a leap day that is not', '2025-02-29T00:00:00Z'],
    ['of a month that is not', '2025-13-01T00:00:00Z'],
    ['of an hour that is not', '2025-02-01T24:00:00Z'],
    ['of a year with five digits', '+010000-01-01T00:00:00Z'],
    ['that an offset moves into one', '9999-12-31T23:59:59-01:00'],
    ['before 1970', '1969-12-31T23:59:59Z'],
    ['with the name of a zone', '2025-02-01T00:00:00Z[America/New_York]'],
    ['with a calendar', '2025-02-01T00:00:00Z[u-ca=hebrew]'],
    ['Unix seconds', '1738368000'],
    ['in words', 'tomorrow'],
    ['with space', ' 2025-02-01T00:00:00Z'],
    ['empty', ''],
  ])('not one %s', (_, text) => {
    expect(parseInstant(text)).toBeUndefined();
  });
});
