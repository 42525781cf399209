import { isAbsolute } from 'node:path';
import { expected } from '../codes/expected.ts';
import type { Parsed } from './parsed.ts';

/** A program by its whole path, and its arguments. */
export type Command = readonly [program: string, ...args: string[]];

/** Reads a command: a list of words, the first of them an absolute path. */
export function readCommand(raw: unknown): Parsed<Command> {
  const isWord = (word: unknown) => typeof word === 'string' && !word.includes('\0');
  const words: readonly string[] = Array.isArray(raw) && raw.every(isWord) ? raw : [];
  const [program = '', ...args] = words;
  if (isAbsolute(program)) return { value: [program, ...args] };
  return { expected: expected.command };
}
