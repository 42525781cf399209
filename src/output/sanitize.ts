// Characters that act on a terminal, or on other text, instead of showing: C0 and C1 controls, line separators,
// halves of surrogate pairs, and Unicode's format characters: marks that turn the direction of text, the byte order
// mark, spaces without width, soft hyphens, tags.
const acting = /[\p{Cc}\p{Cs}\p{Cf}\u2028\u2029]/u;

// GitHub Actions acts on `::command` at the start of a line and on `##[command]` anywhere in it, Azure
// Pipelines on `##vso[command]`, TeamCity on `##teamcity[command]`.
const ciCommand = /#(?=#\w*\[)/u;

const unsafe = new RegExp(`${acting.source}|${ciCommand.source}`, 'gu');
const unsafeInJson = new RegExp(`(?!\\n)(?:${unsafe.source})`, 'gu');

const longestPiece = 1024;

/**
 * Makes text from a server, a file or the command line harmless on one line: characters that act on a terminal
 * or start a CI command become a visible `\u{..}`.
 */
export function sanitize(text: string): string {
  const line = [...escaped(text, unsafe, visible)].join('');
  const start = text.length - text.trimStart().length;
  if (!text.startsWith('::', start)) return line;
  return line.replace(':', visible(0x3a));
}

function visible(point: number): string {
  return `\\u{${point.toString(16)}}`;
}

/**
 * Makes a JSON document harmless: the same characters become `\uXXXX` escapes, which JSON readers undo. Its line
 * breaks stay: they are white space, never part of a string.
 * @returns the document in pieces, together up to six times as long as the text
 */
export function sanitizeJson(json: string): Iterable<string> {
  return escaped(json, unsafeInJson, (point) =>
    String.fromCodePoint(point)
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}

function isControl(unit: number): boolean {
  return unit < 0x20 || (unit >= 0x7f && unit <= 0x9f);
}

/**
 * Works in pieces, and on a run of one control character at once: String.replace() would hold a hundred bytes for
 * each of up to a million matches.
 */
function* escaped(text: string, pattern: RegExp, write: (point: number) => string) {
  const escapes = new Map<number, string>();
  let [piece, taken] = ['', 0];
  pattern.lastIndex = 0;
  while (pattern.test(text)) {
    // Every match is one code point. That of half a pair is its unit.
    let end = pattern.lastIndex;
    const last = text.codePointAt(end - 2) ?? 0;
    const at = last > 0xffff ? end - 2 : end - 1;
    const point = text.codePointAt(at) ?? 0;
    if (!escapes.has(point)) escapes.set(point, write(point));
    if (isControl(point)) while (end < at + longestPiece && text.charCodeAt(end) === point) end++;
    piece += text.slice(taken, at) + escapes.get(point)?.repeat(isControl(point) ? end - at : 1);
    taken = end;
    if (piece.length > longestPiece) {
      yield piece;
      piece = '';
    }
    pattern.lastIndex = taken;
  }
  yield piece + text.slice(taken);
}
