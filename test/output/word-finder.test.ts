import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { WordFinder } from '../../src/output/word-finder.ts';

/** Which code units of a text belong to one of the words, by looking for each of them everywhere. */
function covered(text: string, words: readonly string[]): boolean[] {
  const units = [...text].map(() => false);
  for (const word of words) {
    for (let at = 0; at <= text.length - word.length; at++) {
      if (text.startsWith(word, at)) units.fill(true, at, at + word.length);
    }
  }
  return units;
}

it('tells no more than it is asked for', () => {
  const finder = new WordFinder(new Set(['ab']));
  expect(finder.find('ab ab abab', 4)).toHaveLength(4);
  expect(finder.find('ab ab abab', 3)).toBeNull();
  expect(finder.find('', 0)).toEqual([]);
});

it('takes either case of a letter, and a + for a space', () => {
  const finder = new WordFinder(new Set(['aZ b', '[@{']));
  expect(finder.find('Az+B AZ B ;`{ [@{', 9)).toEqual([
    [0, 4],
    [5, 9],
    [14, 17],
  ]);
});

it('finds every word, however they overlap', () => {
  const letters = fc.constantFrom('a', 'b');
  const words = fc.array(fc.string({ unit: letters, minLength: 1, maxLength: 6 }), {
    maxLength: 6,
  });
  fc.assert(
    fc.property(words, fc.string({ unit: letters, maxLength: 40 }), (wanted, text) => {
      const spans = new WordFinder(new Set(wanted)).find(text, 40) ?? [];
      const units = [...text].map(() => false);
      for (const [from, to] of spans) units.fill(true, from, to);
      expect(units).toEqual(covered(text, wanted));
      const ends = spans.flat();
      expect(ends).toEqual(ends.toSorted((a, b) => a - b));
    }),
  );
});
