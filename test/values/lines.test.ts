import { describe, expect, it } from '@jest/globals';
import { brokenLine, lineOf } from '../../src/values/lines.ts';

describe('the line of a key', () => {
  const yaml = 'profiles:\n  a:\n    lang: en\n  b:\n    lang: zh\n# lang: en\nlang: zh\n';

  it('is found by the keys that lead to it', () => {
    expect(lineOf(yaml, ['lang'])).toBe(7);
    expect(lineOf(yaml, ['profiles', 'a', 'lang'])).toBe(3);
    expect(lineOf(yaml, ['profiles', 'b', 'lang'])).toBe(5);
  });

  it('is found in JSON, also on a single line', () => {
    expect(
      lineOf('{\n  "profiles": {\n    "a.b": { "lang": 1 }\n}}', ['profiles', 'a.b', 'lang']),
    ).toBe(3);
    expect(lineOf('{"lang":"en","appid":1}', ['appid'])).toBe(1);
  });

  it('is left open when it is not to be told', () => {
    expect(lineOf('lang: en\nlang: zh', ['lang'])).toBeUndefined();
    expect(lineOf('"l\\u0061ng": en', ['lang'])).toBeUndefined();
    expect(lineOf('xlang: en', ['lang'])).toBeUndefined();
    expect(lineOf(yaml, ['profiles', 'c', 'lang'])).toBeUndefined();
    expect(lineOf(`{"${'a'.repeat(60_000)}":1}`, ['a'.repeat(60_000)])).toBeUndefined();
  });
});

it('the line where JSON breaks is told for every fault, wherever it stands', () => {
  const sound = ['{', '"a": [', '1,', '2],', '"b": {', '"c": "d"', '}', '}'];
  for (const line of sound.keys()) {
    const broken = sound.with(line, `? ${sound[line]}`);
    expect(brokenLine(broken.join('\n'))).toBe(line + 1);
    if (line > 0) expect(brokenLine(sound.slice(0, line).join('\n'))).toBe(line);
  }
});

it.each([
  ['keys', 'lang:\n'.repeat(100_000), 'lang'],
  ['spaces', `"": 1${' '.repeat(1_000_000)}`, ''],
  ['spaces after a key', `lang${' '.repeat(1_000_000)}`, 'lang'],
])('a line is looked for among a hundred thousand %s in a moment', (_, text, key) => {
  expect(lineOf(text, [key])).toBeUndefined();
});
