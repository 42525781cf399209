import { execFileSync } from 'node:child_process';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { quoted } from '../../src/values/shell.ts';

const word = fc.oneof(
  fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', '')),
  fc.string({ unit: fc.constantFrom(...'\'"\\$`!*?#~&|;<>()[]{} \t\n-a=') }),
);

it('a shell gives every word back', () => {
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 20 }), (words) => {
      const script = `printf '%s\\0' ${words.map(quoted).join(' ')}`;
      const out = execFileSync('sh', ['-c', script], { encoding: 'utf8' });
      expect(out.split('\0').slice(0, -1)).toEqual(words);
    }),
    { numRuns: 25 },
  );
});

it.each([
  ['s1', 's1'],
  ['zegotest-1-s1', 'zegotest-1-s1'],
  ['rtmp://h/a', 'rtmp://h/a'],
  ['a b', "'a b'"],
  ["it's", "'it'\\''s'"],
  ['', "''"],
  ['~', "'~'"],
])('%s stands as %s', (word, shown) => {
  expect(quoted(word)).toBe(shown);
});
