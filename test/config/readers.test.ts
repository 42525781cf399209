import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { givenLanguage } from '../../src/config/layers.ts';
import { ConfigError, UsageError } from '../../src/errors.ts';
import { viewOf } from '../../src/output/view.ts';
import { readAppId, readSecretText } from '../../src/values/readers.ts';

describe('an AppId', () => {
  it('is every uint32 but 0, as a number or as digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 0xffff_ffff }), (appId) => {
        expect(readAppId(appId)).toEqual({ value: appId });
        expect(readAppId(String(appId))).toEqual({ value: appId });
      }),
      { examples: [[1], [0xffff_ffff]] },
    );
  });

  it('is no other number', () => {
    const others = fc.oneof(
      fc.integer({ max: 0 }),
      fc.maxSafeInteger().filter((n) => n > 0xffff_ffff),
      fc.double().filter((n) => !Number.isInteger(n)),
    );
    fc.assert(
      fc.property(others, (number) => {
        expect(readAppId(number)).toHaveProperty('expected');
        expect(readAppId(String(number))).toHaveProperty('expected');
      }),
      { examples: [[0], [0x1_0000_0000], [Number.NaN], [Number.POSITIVE_INFINITY]] },
    );
  });

  it.each(['', '+1', '01', '1e3', '0x10', '1 ', '１２', '1\n', null, true, [5], {}])(
    'is not %j',
    (raw) => {
      expect(readAppId(raw)).toHaveProperty('expected');
    },
  );
});

it('a ServerSecret is one word, trimmed', () => {
  expect(readSecretText(' abc\n')).toEqual({ value: 'abc' });
  for (const raw of ['', ' ', 'a b', 'a\u0000b', 'a\u001b', 'a\u0085b', 5, null, ['a']]) {
    expect(readSecretText(raw)).toHaveProperty('expected');
  }
});

it.each([
  ['"abc"', 'found it in quotes', '却带有引号'],
  ["'abc'", 'found it in quotes', '却带有引号'],
  ['“abc”', 'found it in quotes', '却带有引号'],
  ['abc"', 'found it in quotes', '却带有引号'],
  ['ZEGO_SERVER_SECRET=abc', 'found a NAME=value line', '却是一行 NAME=value'],
  ['export ZEGO_SERVER_SECRET="abc"', 'found a NAME=value line', '却是一行 NAME=value'],
  ['serverSecret = abc', 'found a NAME=value line', '却是一行 NAME=value'],
])('a ServerSecret of the shape %s is refused by that shape', (raw, en, zh) => {
  expect(readSecretText(raw)).toEqual({
    expected: { en: `expected the secret alone, ${en}`, zh: `应只有密钥本身，${zh}` },
  });
});

it('a ServerSecret may be Base64, padded', () => {
  for (const value of ['YWJj', 'YWI=', 'YQ==']) expect(readSecretText(value)).toEqual({ value });
});

describe('the language', () => {
  it.each([
    [{}, 'en'],
    [{ LANG: 'zh_CN.UTF-8' }, 'zh'],
    [{ LANG: 'de_DE', LC_ALL: '' }, 'en'],
    [{ LANG: 'en_US', LC_MESSAGES: 'zh_TW' }, 'zh'],
    [{ LANG: 'zh_CN', LC_MESSAGES: 'zh_CN', LC_ALL: 'C' }, 'en'],
  ])('of the locale %j is %s', (env, lang) => {
    const pipe = { write() {}, isTTY: false, columns: 0 };
    expect(viewOf({ env, stdout: pipe, stderr: pipe }, {}).lang).toBe(lang);
  });

  it('asked for is that of --lang, then of ZEGO_LANG', () => {
    expect(givenLanguage('en', { ZEGO_LANG: 'zh' })).toBe('en');
    expect(givenLanguage(undefined, { ZEGO_LANG: 'zh', ZEGO_TIMEOUT: 'x' })).toBe('zh');
    expect(givenLanguage(undefined, { LANG: 'zh' })).toBeNull();
    expect(() => givenLanguage('fr', {})).toThrow(UsageError);
    expect(() => givenLanguage(undefined, { ZEGO_LANG: 'fr' })).toThrow(ConfigError);
  });
});
