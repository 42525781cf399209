import { describe, expect, it } from '@jest/globals';
import { fill } from '../../src/codes/fill.ts';
import * as verdicts from '../../src/codes/verdicts.ts';
import type { Text } from '../../src/values/text.ts';

const { verdictTexts, liveTexts, waitStates, waitBroken, acts, waitCount } = verdicts;
const sentences: Text[] = [...Object.values(verdictTexts), ...Object.values(liveTexts)];
const phrases: Text[] = [
  ...Object.values(waitStates),
  ...Object.values(waitBroken),
  ...Object.values(acts),
  waitCount,
];
const facts = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

describe('the texts of verdicts', () => {
  it.each([...sentences, ...phrases])('$en: the same facts in both languages', ({ en, zh }) => {
    expect(en).toMatch(/^[\x20-\x7e]+$/);
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(facts(zh)).toEqual(facts(en));
  });

  it('end like sentences', () => {
    const given = { stream: 's1', waited: '60 s', stable: '3 s', newer: 'zego x', act: 'the ban' };
    const all = { ...given, since: 'A', until: 'B', created: 'C', what: 'D' };
    for (const { en, zh } of sentences) {
      expect(fill(en, all)).toMatch(/[^\s(.][.?]$/);
      expect(fill(zh, all)).toMatch(/[^\s（。][。？]$/);
      expect(fill(en, all)).not.toMatch(/[{}|[\]]| {2}| [.,;]/);
    }
  });
});
