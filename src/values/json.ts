import { isSafeNumber } from 'lossless-json';

/** A text is not JSON, or not worth reading; `message` says in what way. */
export class UnreadableJson extends Error {}

// Above any answer of 1 MiB that says something; below what costs memory (a body of brackets takes forty
// times its size once it is read) or the stack.
const mostValues = 20_000;
const deepest = 100;

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const longestNumber = 64;

/**
 * Reads JSON. A number that a double cannot hold becomes a string, digits exact. The structure is looked
 * at before anything is built; the building is left to JSON.parse, since a parser that makes texts letter
 * by letter takes sixty times their size.
 * @throws UnreadableJson for what is not JSON, says a key twice, or is nested or divided too far
 */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(withExactNumbers(text));
  } catch (error) {
    if (error instanceof UnreadableJson) throw error;
    throw new UnreadableJson('not JSON');
  }
}

/** Puts numbers that a double cannot hold in quotes; what is no JSON stays as wrong as it is. */
function withExactNumbers(text: string): string {
  // The keys so far of each object that is open; null for a list.
  const open: (Set<string> | null)[] = [];
  const pieces: string[] = [];
  let [taken, values, before] = [0, 0, ''];
  let at = 0;
  while (at < text.length) {
    const start = at++;
    const mark = text.charAt(start);
    const keys = open.at(-1);
    if (mark === '"') {
      at = endOfString(text, start);
      if (keys && before !== ':') note(text.slice(start, at), keys);
    } else if (mark === '{' || mark === '[') {
      open.push(mark === '{' ? new Set() : null);
    } else if (mark === '}' || mark === ']') {
      open.pop();
    } else if ((mark === '-' || (mark >= '0' && mark <= '9')) && (!keys || before === ':')) {
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
    if (open.length > deepest) throw new UnreadableJson('JSON nested too deeply');
    if (values > mostValues) throw new UnreadableJson('JSON of too many values');
  }
  // What stands between the pieces are the quotes around the numbers.
  return [...pieces, text.slice(taken)].join('"');
}

/** Where a string that begins here ends; each letter is looked at once, whatever the text. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const letter = text.charCodeAt(at);
    if (letter === 0x22) return at + 1;
    if (letter === 0x5c) at++;
  }
  throw new UnreadableJson('not JSON');
}

function note(token: string, keys: Set<string>): void {
  const key = token.includes('\\') ? String(JSON.parse(token)) : token.slice(1, -1);
  if (keys.has(key)) throw new UnreadableJson('JSON that says a key twice');
  keys.add(key);
}
