// Characters that act on a terminal instead of showing: C0 and C1 controls, line separators, marks that turn
// the direction of text, the byte order mark, and halves of surrogate pairs.
const acting = /[\p{Cc}\p{Cs}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;

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

function visible(unit: number): string {
  return `\\u{${unit.toString(16)}}`;
}

/**
 * Makes a JSON document harmless: the same characters become `\uXXXX` escapes, which JSON readers undo. Its line
 * breaks stay: they are white space, never part of a string.
 * @returns the document in pieces, together up to six times as long as the text
 */
export function sanitizeJson(json: string): Iterable<string> {
  return escaped(json, unsafeInJson, (unit) => `\\u${unit.toString(16).padStart(4, '0')}`);
}

function isControl(unit: number): boolean {
  return unit < 0x20 || (unit >= 0x7f && unit <= 0x9f);
}

/**
 * Works in pieces, and on a run of one control character at once: String.replace() would hold a hundred bytes for
 * each of up to a million matches.
 */
function* escaped(text: string, pattern: RegExp, write: (unit: number) => string) {
  const escapes = new Map<number, string>();
  let [piece, taken] = ['', 0];
  pattern.lastIndex = 0;
  while (pattern.test(text)) {
    // Every match is one code unit.
    const at = pattern.lastIndex - 1;
    const unit = text.charCodeAt(at);
    if (!escapes.has(unit)) escapes.set(unit, write(unit));
    let end = at + 1;
    if (isControl(unit)) while (end < at + longestPiece && text.charCodeAt(end) === unit) end++;
    piece += text.slice(taken, at) + escapes.get(unit)?.repeat(end - at);
    taken = end;
    if (piece.length > longestPiece) {
      yield piece;
      piece = '';
    }
    pattern.lastIndex = taken;
  }
  yield piece + text.slice(taken);
}
