import { describe, expect, it } from '@jest/globals';
import { failure, failures } from '../../src/codes/failures.ts';
import type { Text } from '../../src/values/text.ts';

const names = Object.keys(failures) as (keyof typeof failures)[];
const texts: readonly Text[] = Object.values(failures).flat();
const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

describe('every failure without a return code', () => {
  it('is said in plain English and in Chinese characters, with the same facts', () => {
    for (const { en, zh } of texts) {
      expect(en).toMatch(/^[\x20-\x7e]+$/);
      expect(zh.replace('{first}；随后：{next}', '随后')).toMatch(/\p{Script=Han}/u);
      expect([zh, placeholders(zh)]).toEqual([zh, placeholders(en)]);
    }
  });

  it('leaves no gap where a fact is missing', () => {
    for (const name of names) {
      for (const text of failure(name)) {
        expect(text?.en ?? '').not.toMatch(/[{}]| {2}| [,;]/);
        expect(text?.zh ?? '').not.toMatch(/[{}]| {2}/);
      }
    }
  });

  it('takes facts that are texts themselves, each in its language', () => {
    const [what] = failure('answer', { code: 'ECONNRESET' });
    const [both] = failure('mayHaveTakenEffect', { what });
    expect(both).toEqual({
      en: 'the request went out, the answer was lost (ECONNRESET); it may have taken effect',
      zh: '请求已发出，但未收到应答（ECONNRESET）；命令可能已经生效',
    });
  });
});
