import { isAbsolute } from 'node:path';
import { durationForm, parseDuration } from '../values/duration.ts';
import { longestSecret } from '../values/limits.ts';
import type { Lang } from '../values/text.ts';
import type { Command, Sourced } from './types.ts';

/** What a raw value says, or in words what it should have been. */
export type Parsed<T> = { readonly value: T } | { readonly expected: string };

/** Gives the value of a reading, or throws what `refuse` makes of the words. */
export function unwrap<T>(parsed: Parsed<T>, refuse: (expected: string) => Error): T {
  if ('expected' in parsed) throw refuse(parsed.expected);
  return parsed.value;
}

/** Makes a setting whose value is read when it is asked for, and not before. */
export function lazily<T>(from: string, read: () => T): Sourced<T> {
  return {
    from,
    get value() {
      return read();
    },
  };
}

/** Reads an AppId (uint32, not 0): a number or its decimal digits. */
export function readAppId(raw: unknown): Parsed<number> {
  const digits = typeof raw === 'number' || typeof raw === 'string' ? String(raw) : '';
  return /^[1-9]\d{0,9}$/.test(digits) && Number(digits) <= 0xffff_ffff
    ? { value: Number(digits) }
    : { expected: 'expected a whole number from 1 to 4294967295' };
}

/** What is said of a secret that is none, whatever its place. */
export const secretTooLong = `a ServerSecret has no more than ${longestSecret} characters`;

/** Reads a ServerSecret; spaces around it are dropped. */
export function readSecretText(raw: unknown): Parsed<string> {
  if (typeof raw !== 'string') return { expected: 'expected a string: put it in quotes' };
  const text = raw.trim();
  if (text.length > longestSecret) return { expected: secretTooLong };
  return /^[^\s\p{Cc}\uFFFD]+$/u.test(text) && text.isWellFormed()
    ? { value: text }
    : { expected: 'expected one word without spaces or control characters' };
}

/** Reads a path as text. */
export function readPath(raw: unknown): Parsed<string> {
  return typeof raw === 'string' && raw !== '' ? { value: raw } : { expected: 'expected a path' };
}

/** Reads the yes or no of a file. */
export function readFlag(raw: unknown): Parsed<boolean> {
  return typeof raw === 'boolean'
    ? { value: raw }
    : { expected: 'expected true or false, unquoted' };
}

/** Reads the yes or no of an environment variable. */
export function readFlagText(raw: string): Parsed<boolean> {
  if (/^(1|true)$/i.test(raw)) return { value: true };
  if (/^(0|false)$/i.test(raw)) return { value: false };
  return { expected: 'expected 1, true, 0 or false' };
}

/** Reads a command as program and arguments, for no shell to see. */
export function readCommand(raw: unknown): Parsed<Command> {
  const isWord = (word: unknown) => typeof word === 'string' && !word.includes('\0');
  const words: readonly string[] = Array.isArray(raw) && raw.every(isWord) ? raw : [];
  const [program = '', ...args] = words;
  return isAbsolute(program)
    ? { value: [program, ...args] }
    : {
        expected:
          'expected a list such as ["/usr/bin/pass", "zego"], the program by its whole path, each word a text (numbers in quotes)',
      };
}

/** Reads a language. */
export function readLang(raw: unknown): Parsed<Lang> {
  return raw === 'en' || raw === 'zh' ? { value: raw } : { expected: 'expected en or zh' };
}

// A timer of Node fires at once when it is set further ahead than 24.8 days.
const longest = 24 * 86_400_000;

/** Reads a time to wait, in milliseconds. */
export function readTimeout(raw: unknown): Parsed<number> {
  const ms = typeof raw === 'string' ? parseDuration(raw) : undefined;
  if (ms === undefined) return { expected: `expected ${durationForm}` };
  return ms <= longest ? { value: ms } : { expected: 'expected at most 24d' };
}
