import { isSafeNumber } from 'lossless-json';
import { unreadable } from '../codes/unreadable.ts';
import type { Text } from './text.ts';

/** A text is not JSON, too large a structure, or of another shape than expected. */
export class UnreadableJson extends Error {
  /** Which of these; `message` is the same in English. */
  readonly what: Text;

  constructor(what: Text) {
    super(what.en);
    this.what = what;
  }
}

// Enough for a list of 1,798 bans; 1 MiB of brackets, which has more, would take forty times its size in memory.
const mostValues = 9_000;
const deepest = 100;

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const longestNumber = 64;

/**
 * Reads JSON. A number that a double cannot hold becomes a string, digits exact. The structure is checked before
 * anything is built; JSON.parse builds it, since a parser that builds strings letter by letter takes sixty times
 * their size.
 * @throws UnreadableJson for a text that is not JSON, has a duplicate key, is nested too deeply or has too many
 *   values
 */
export function readJson(text: string): unknown {
  const { exact, keys } = withExactNumbers(text);
  const value = parsed(exact);
  // JSON.parse keeps the last of duplicate keys.
  if (keysIn(value) !== keys) throw new UnreadableJson(unreadable.duplicate);
  return value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnreadableJson(unreadable.notJson);
  }
}

/**
 * Puts numbers that a double cannot hold in quotes; invalid JSON stays invalid.
 * @returns the text, and how many keys it has, duplicates counted
 */
function withExactNumbers(text: string): { exact: string; keys: number } {
  // The objects and lists that are open, outermost first.
  const open: ('object' | 'list')[] = [];
  const pieces: string[] = [];
  let [taken, values, keys, before] = [0, 0, 0, ''];
  let at = 0;
  while (at < text.length) {
    const start = at++;
    const mark = text.charAt(start);
    const isKey = open.at(-1) === 'object' && before !== ':';
    if (mark === '"') {
      at = endOfString(text, start);
      if (isKey) keys++;
    } else if (mark === '{' || mark === '[') {
      open.push(mark === '{' ? 'object' : 'list');
    } else if (mark === '}' || mark === ']') {
      open.pop();
    } else if ((mark === '-' || (mark >= '0' && mark <= '9')) && !isKey) {
      number.lastIndex = start;
      if (number.test(text)) at = number.lastIndex;
      const digits = text.slice(start, at);
      if (digits !== '-' && (digits.length > longestNumber || !isSafeNumber(digits))) {
        pieces.push(text.slice(taken, start), digits);
        taken = at;
      }
    }
    if ('{[,:'.includes(mark)) before = mark;
    if ('{[,'.includes(mark)) values++;
    if (open.length > deepest) throw new UnreadableJson(unreadable.deep);
    if (values > mostValues) throw new UnreadableJson(unreadable.large);
  }
  // The joining quotes are those around the numbers.
  return { exact: [...pieces, text.slice(taken)].join('"'), keys };
}

/** The end of a string, in one pass over it. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const letter = text.charCodeAt(at);
    if (letter === 0x22) return at + 1;
    if (letter === 0x5c) at++;
  }
  throw new UnreadableJson(unreadable.notJson);
}

/** The number of keys in a value, nested ones included. */
function keysIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const members: unknown[] = Object.values(value);
  const own = Array.isArray(value) ? 0 : members.length;
  return members.reduce((sum: number, member) => sum + keysIn(member), own);
}
