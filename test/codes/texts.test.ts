import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { actions } from '../../src/actions/index.ts';
import { exitTexts } from '../../src/codes/exits.ts';
import { fill } from '../../src/codes/fill.ts';
import { hints } from '../../src/codes/hints.ts';
import { everyCode, familiesOf, lookUp } from '../../src/codes/lookup.ts';
import type { Family } from '../../src/codes/types.ts';
import type { Text } from '../../src/values/text.ts';

const names = [
  'appId',
  'appIdSource',
  'secretSource',
  'requestId',
  'rate',
  'action',
  'streamArg',
  'accountArgs',
  'testChange',
] as const;

const found = everyCode().flatMap((code) => [
  ...familiesOf(code),
  ...actions.flatMap((row) => lookUp(code, row) ?? []),
]);
const texts: Text[] = [
  ...new Set([
    ...found.map((one) => one.meaning),
    ...found.flatMap((one) => one.hint ?? []),
    ...Object.values(hints).flatMap((hint) => hint ?? []),
    ...Object.values(exitTexts).map(({ hint }) => hint),
  ]),
];
const bothLanguages = texts.flatMap((text) => [text.en, text.zh]);

describe('every meaning and hint', () => {
  it('is plain ASCII in English', () => {
    for (const { en } of texts) expect(en).toMatch(/^[\x20-\x7e]+$/);
  });

  it('is written in Chinese characters in Chinese', () => {
    for (const { zh } of texts) expect(zh).toMatch(/\p{Script=Han}/u);
  });

  it('is one trimmed line that ends like a sentence', () => {
    for (const { en, zh } of texts) {
      expect(en).toMatch(/^\S[^\n]*\.$/);
      expect(zh).toMatch(/^\S[^\n]*。$/);
    }
  });

  it('asks for the same facts in both languages, and for known ones only', () => {
    const asked = (text: string) => (text.match(/\{[^}]*\}?/g) ?? []).sort();
    for (const { en, zh } of texts) {
      expect([zh, asked(zh)]).toEqual([zh, asked(en)]);
      for (const one of asked(en)) expect(names.map((name) => `{${name}}`)).toContain(one);
    }
  });

  it('reads well without any fact: no gap, no brace, no space before a stop', () => {
    for (const text of bothLanguages) {
      expect(fill(text, {})).not.toMatch(/[{}|[\]]| {2}| [.,:;。，：；）]|（）|[,，：]$/);
    }
  });

  it('names no AppId or Action that is not there', () => {
    for (const { en, zh } of texts) {
      expect(fill(en, {})).not.toMatch(/\bthe (AppId|Action)( as well| takes| has|[.,:])/);
      expect(fill(zh, {})).not.toMatch(
        /^接口 ?：|接口 [：。]|使用 AppId 的|为 AppId 开通|：AppId 只有/,
      );
    }
  });

  it.each<[number, Family, Text]>([
    [
      5007,
      'media',
      {
        en: 'Each Action takes at most 5-40 calls a second per AppId: space out',
        zh: '各接口对每个 AppId 每秒最多 5-40 次调用',
      },
    ],
    [6, 'media-file', { en: 'with the same AppId as well.', zh: '使用同一 AppId 的调用' }],
    [206, 'room', { en: 'with the same AppId as well.', zh: '使用同一 AppId 的调用' }],
    [
      100000007,
      'gateway',
      { en: 'this address does not serve this Action.', zh: '该地址不提供此接口。' },
    ],
  ])('of %d is whole without the Action', (code, family, wanted) => {
    const hint = familiesOf(code).find((one) => one.family === family)?.hint;
    expect(fill(hint?.en ?? '', {})).toContain(wanted.en);
    expect(fill(hint?.zh ?? '', {})).toContain(wanted.zh);
  });
});

describe('every failure', () => {
  it('but an answer and a success says what to do next', () => {
    const silent = found.filter((one) => one.hint === null).map((one) => one.code);
    expect([...new Set(silent)]).toEqual([0, 41006]);
  });
});

describe('fill', () => {
  it('puts the facts in their places', () => {
    const facts = { secretSource: '.zegorc (serverSecret)', appId: '42', appIdSource: '--app-id' };
    const text = fill(hints['fix-secret']?.en ?? '', facts);
    expect(text).toContain('ServerSecret from .zegorc (serverSecret)');
    expect(text).toContain('AppId 42 from --app-id');
  });

  it('names the variables and options where the sources are not known', () => {
    const text = fill(hints['fix-secret']?.zh ?? '', { appId: '' });
    expect(text).toContain('ZEGO_SERVER_SECRET / --secret-file');
    expect(text).toContain('AppId（来自 ZEGO_APP_ID / --app-id）');
  });

  it('leaves out a placeholder without words, and the space before it', () => {
    expect(fill('the RequestId {requestId}.', {})).toBe('the RequestId.');
    expect(fill('a {nobodyKnows} b', {})).toBe('a b');
  });

  it('takes the words for what is known, else those for what is not', () => {
    const text = 'for [the AppId {appId}|this AppId].';
    expect(fill(text, { appId: '42' })).toBe('for the AppId 42.');
    expect(fill(text, {})).toBe('for this AppId.');
    expect(fill(text, { appId: '[{rate}|x]' })).toBe('for the AppId [{rate}|x].');
  });

  it('does not read a fact as a template', () => {
    expect(fill('{streamArg} {action}', { streamArg: '--stream {action}$&', action: 'A' })).toBe(
      '--stream {action}$& A',
    );
  });

  it('leaves no known placeholder in any text, whatever facts there are', () => {
    const value = fc.string({ minLength: 1 }).filter((text) => !/[{}]/.test(text));
    const facts = fc.dictionary(fc.constantFrom(...names), value);
    fc.assert(
      fc.property(fc.constantFrom(...bothLanguages), facts, (text, given) => {
        const filled = fill(text, given);
        expect(filled).not.toMatch(/[{}]/);
        for (const name of names) {
          if (text.includes(`{${name}}`)) expect(filled).toContain(given[name] ?? '');
        }
      }),
    );
  });
});
