import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sanitizeJson as pieces, sanitize } from '../../src/output/sanitize.ts';

const sanitizeJson = (json: string) => [...pieces(json)].join('');

/** The format characters of Unicode 16, category Cf, written out by hand as first and last of each run. */
const formats = [
  [0xad],
  [0x600, 0x605],
  [0x61c],
  [0x6dd],
  [0x70f],
  [0x890, 0x891],
  [0x8e2],
  [0x180e],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x2064],
  [0x2066, 0x206f],
  [0xfeff],
  [0xfff9, 0xfffb],
  [0x110bd],
  [0x110cd],
  [0x13430, 0x1343f],
  [0x1bca0, 0x1bca3],
  [0x1d173, 0x1d17a],
  [0xe0001],
  [0xe0020, 0xe007f],
];

/** Whether a code point acts rather than showing. */
function acts(point: number): boolean {
  return (
    point < 0x20 ||
    (point >= 0x7f && point <= 0x9f) ||
    [0x2028, 0x2029].includes(point) ||
    formats.some(([first = 0, last = first]) => point >= first && point <= last) ||
    (point >= 0xd800 && point <= 0xdfff)
  );
}
const acting = Array.from({ length: 0x110000 }, (_, point) => point).filter(acts);
const points = (text: string) => [...text].map((char) => char.codePointAt(0)!);
const any = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...acting).map((point) => String.fromCodePoint(point)),
    fc.constantFrom('#', '[', '##vso[', '##teamcity[', ':', '::', ' ', 'a', '\\', '"', '流', '🎥'),
    fc.nat({ max: 0xffff }).map((point) => String.fromCharCode(point)),
  ),
});

describe('text on one line', () => {
  it('holds nothing that acts', () => {
    fc.assert(fc.property(any, (text) => expect(points(sanitize(text)).filter(acts)).toEqual([])));
  });

  it('says what stood there', () => {
    for (const point of acting) {
      expect(sanitize(`a${String.fromCodePoint(point)}b`)).toBe(`a\\u{${point.toString(16)}}b`);
    }
  });

  it('leaves everything else alone', () => {
    const harmless = fc
      .string({ unit: 'grapheme' })
      .filter((text) => !points(text).some(acts) && !/##|^\s*::/.test(text));
    fc.assert(fc.property(harmless, (text) => expect(sanitize(text)).toBe(text)));
    expect(sanitize('直播 🎥 é ## a::b')).toBe('直播 🎥 é ## a::b');
  });

  it.each([
    ['::set-output name=x::y', '\\u{3a}:set-output name=x::y'],
    ['  ::warning::x', '  \\u{3a}:warning::x'],
    ['a ##[command]x', 'a \\u{23}#[command]x'],
    ['##VSO[task.setvariable]x', '\\u{23}#VSO[task.setvariable]x'],
    ['###[error]', '#\\u{23}#[error]'],
  ])('starts no CI command: %s', (text, shown) => {
    expect(sanitize(text)).toBe(shown);
  });
});

it.each([':', ' ', ' :', '##', '##w', '\ud800', '\u0007', '\u200b', '\u{e0041}'])(
  'a million of %j are made sanitize in a moment',
  (flood) => {
    const text = flood.repeat(1_000_000 / flood.length);
    expect(points(sanitize(`${text}a`)).filter(acts)).toEqual([]);
  },
);

describe('a JSON document', () => {
  const values = fc.oneof(any, fc.array(any), fc.dictionary(any, any), fc.jsonValue());

  it('holds nothing that acts, and reads back as the same value', () => {
    fc.assert(
      fc.property(values, fc.constantFrom(undefined, 2), (value, indent) => {
        const plain = JSON.stringify(value, null, indent);
        const json = sanitizeJson(plain);
        expect(points(json.replaceAll('\n', '')).filter(acts)).toEqual([]);
        expect(json).not.toMatch(/##(vso)?\[/i);
        expect(JSON.parse(json)).toEqual(JSON.parse(plain));
      }),
    );
  });

  it('comes in pieces where it grows', () => {
    for (const flood of ['\u007f', '\u007f\u0085', '##[', '\ud800', '\u{e0041}']) {
      const all = [...pieces(flood.repeat(50_000))];
      expect(JSON.parse(`"${all.join('')}"`)).toBe(flood.repeat(50_000));
      expect(Math.max(...all.map(({ length }) => length))).toBeLessThan(10_000);
    }
  });

  it('keeps its own line breaks', () => {
    expect(sanitizeJson('{\n  "a": 1\n}')).toBe('{\n  "a": 1\n}');
  });
});
