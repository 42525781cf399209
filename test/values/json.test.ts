import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readJson, UnreadableJson } from '../../src/values/json.ts';

describe('JSON', () => {
  it('is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        fc.pre(!/\d{16}|e[+-]/.test(text));
        expect(readJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('is refused where JSON.parse refuses it', () => {
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"b',
      '\\',
      '1',
      '-',
      '12345678901234567890',
      ' ',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 8 }), (parts) => {
        const text = parts.join('');
        const valid = (() => {
          try {
            JSON.parse(text);
            return true;
          } catch {
            return false;
          }
        })();
        if (!valid) expect(() => readJson(text)).toThrow(UnreadableJson);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['9007199254740991', 9_007_199_254_740_991],
    ['9007199254740993', '9007199254740993'],
    ['-9007199254740993', '-9007199254740993'],
    ['[12345678901234567890,1]', ['12345678901234567890', 1]],
    ['{"a":12345678901234567890,"b":[1]}', { a: '12345678901234567890', b: [1] }],
    ['1e400', '1e400'],
    ['1.5', 1.5],
    ['-0.25e2', -25],
    [`1${'0'.repeat(200_000)}`, `1${'0'.repeat(200_000)}`],
    ['"12345678901234567890"', '12345678901234567890'],
    ['"\\"12345678901234567890"', '"12345678901234567890'],
  ])('%.40s keeps its digits', (text, value) => {
    expect(readJson(text)).toEqual(value);
  });

  it.each([
    '{12345678901234567890:1}',
    '{"a":1,12345678901234567890:1}',
    '0012345678901234567890',
    '["a"12345678901234567890]',
    '- 12345678901234567890',
    '+1',
    '0x1',
    '.5',
    '"a',
    '"a\\"',
    '{"\\x":1}',
  ])('%s is none', (text) => {
    expect(() => readJson(text)).toThrow('not JSON');
  });

  it.each([
    '{"a":1,"a":1}',
    '{"a":1,"b":{},"\\u0061":2}',
    '[{"a":{"b":1,"c":[],"b":2}}]',
    `{"a"${' '.repeat(99)}:1,"a":1}`,
    '{"__proto__":1,"__proto__":1}',
  ])('%s has a duplicate key', (text) => {
    expect(() => readJson(text)).toThrow('JSON with a duplicate key');
  });

  it.each(['[{"a":1},{"a":1}]', '{"a":{"a":"a"}}', '{"a":["a","a"],"b":"a"}'])(
    '%s does not',
    (text) => {
      expect(readJson(text)).toEqual(JSON.parse(text));
    },
  );

  it('makes no prototype of what it says', () => {
    const value = readJson('{"__proto__":{"Code":0}}') as { Code?: unknown };
    expect(value.Code).toBeUndefined();
  });

  it.each([
    ['[', ']', 'JSON nested too deeply'],
    ['{"a":', '}', 'JSON nested too deeply'],
  ])('of %s in itself is refused from the 101st on', (start, end, why) => {
    const nested = (depth: number) => `${start.repeat(depth - 1)}[]${end.repeat(depth - 1)}`;
    expect(() => readJson(nested(100))).not.toThrow();
    expect(() => readJson(nested(101))).toThrow(why);
  });

  it('of more than 9000 values is refused, while texts may hold what they like', () => {
    expect(readJson(`[${'1,'.repeat(8_999)}1]`)).toHaveLength(9_000);
    expect(() => readJson(`[${'1,'.repeat(9_000)}1]`)).toThrow('JSON of too many values');
    expect(readJson(`"${'[{,'.repeat(50_000)}"`)).toHaveLength(150_000);
  });

  it.each([
    ['quotes that are never closed', '"\\"'.repeat(350_000)],
    ['backslashes', `"${'\\'.repeat(1_000_001)}`],
    ['zeros', '0'.repeat(1_000_000)],
    ['minus signs', '-'.repeat(1_000_000)],
  ])('of %s is refused in a moment', (_, text) => {
    expect(() => readJson(text)).toThrow(UnreadableJson);
  });
});
