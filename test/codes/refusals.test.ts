import { describe, expect, it } from '@jest/globals';
import * as emulator from '../../src/codes/emulator.ts';
import * as expected from '../../src/codes/expected.ts';
import { filled } from '../../src/codes/fill.ts';
import * as platform from '../../src/codes/platform.ts';
import * as programs from '../../src/codes/programs.ts';
import * as settings from '../../src/codes/settings.ts';
import { unreadable } from '../../src/codes/unreadable.ts';
import * as usage from '../../src/codes/usage.ts';
import type { Text } from '../../src/values/text.ts';

/** Every text of a table, by where it stands. */
function textsIn(name: string, table: object): readonly (readonly [string, Text])[] {
  if ('en' in table && 'zh' in table) return [[name, table as Text]];
  return Object.entries(table).flatMap(([key, inner]) => textsIn(`${name}.${key}`, inner));
}

const tables = { emulator, expected, platform, programs, settings, unreadable, usage };
const texts = textsIn('codes', tables);
const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();

// Made of facts alone, or of what no language changes.
const bare =
  /^codes\.(settings\.(folderSearched|subjects\.(appId|secretFile)|badSecret\.ofProgram)|expected\.forms\.choice)$/;

describe('every text about a command line, a setting or a file', () => {
  it('is plain ASCII in English, and written in Chinese characters in Chinese', () => {
    for (const [name, { en, zh }] of texts) {
      expect([name, en]).toEqual([name, expect.stringMatching(/^[\x20-\x7e]+$/)]);
      if (!bare.test(name))
        expect([name, zh]).toEqual([name, expect.stringMatching(/\p{Script=Han}/u)]);
    }
  });

  it('asks for the same facts in both languages', () => {
    for (const [name, { en, zh }] of texts) {
      const grammar = (fact: string) => fact !== '{are}';
      expect([name, placeholders(zh)]).toEqual([name, placeholders(en).filter(grammar)]);
    }
  });

  it('leaves no brace where a fact is missing', () => {
    for (const [, text] of texts) {
      const { en, zh } = filled(text, {});
      expect(en + zh).not.toMatch(/\{\w+\}|\||did you mean \?|是否想输入 ？/);
    }
  });
});
