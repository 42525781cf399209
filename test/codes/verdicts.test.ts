import { expect, it } from '@jest/globals';
import { probeHints, probeResults, sights } from '../../src/codes/verdicts.ts';
import type { Text } from '../../src/values/text.ts';

const asked = (text: string) => (text.match(/\{[^}]*\}?/g) ?? []).sort();
const rows = (texts: Readonly<Record<string, Text>>) =>
  Object.entries(texts).map(([name, text]) => [name, text] as const);

it.each([...rows(sights), ...rows(probeResults), ...rows(probeHints)])(
  '%s is English and Chinese, and asks for the same facts in both',
  (_, { en, zh }) => {
    expect(en).toMatch(/^[\x20-\x7e]+$/);
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(asked(zh)).toEqual(asked(en));
  },
);

it.each(rows(sights))('%s is a phrase that stands in a sentence', (_, { en, zh }) => {
  expect(en).not.toMatch(/\.$|^[A-Z](?![A-Z])/);
  expect(zh).not.toMatch(/。$/);
});

it.each([...rows(probeResults), ...rows(probeHints)])('%s is a sentence', (_, { en, zh }) => {
  expect(en).toMatch(/^[A-Z].*\.$|^zego .*\.$/);
  expect(zh).toMatch(/。$/);
});
