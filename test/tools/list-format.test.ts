import { expect, it } from '@jest/globals';
import { ListFormat } from '../../tools/build/list-format.js';

it.each(['conjunction', 'disjunction'] as const)('lists words as Intl does: %s', (type) => {
  const words = ['string', 'Buffer', 'Object'];
  const options = { style: 'long', type } as const;
  const formatter = new ListFormat('en', options);
  const expected = new Intl.ListFormat('en', options);
  expect(formatter.format(words)).toBe(expected.format(words));
  expect(formatter.format(words.slice(1))).toBe(expected.format(words.slice(1)));
});
