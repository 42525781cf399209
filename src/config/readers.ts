import { durationForm, parseDuration } from '../values/duration.ts';
import { longestSecret } from '../values/limits.ts';
import type { Parsed } from '../values/parsed.ts';
import type { Lang } from '../values/text.ts';

/** Where a raw value was found, as far as that decides how it is read. */
export interface Spot {
  /** The name of the option (`appId`), the variable, or the key of a file. */
  readonly key: string;
  /** Makes a path absolute, from the folder that relative paths start from here. */
  resolve(path: string): string;
  /** Only for a value of a configuration file. */
  readonly file?: {
    /** The place of the key, in words: `.zegorc line 3 names as serverSecretFile`. */
    readonly namedAt: string;
    /** Why the file may not name a program to run; null if it may. */
    readonly mayNotRun: string | null;
  };
}

/** Reads an AppId (uint32, not 0): a number or its decimal digits. */
export function readAppId(raw: unknown): Parsed<number> {
  const digits = typeof raw === 'number' || typeof raw === 'string' ? String(raw) : '';
  return /^[1-9]\d{0,9}$/.test(digits) && Number(digits) <= 0xffff_ffff
    ? { value: Number(digits) }
    : { expected: 'expected a whole number from 1 to 4294967295' };
}

/** Says what is wrong with a secret that is too long, wherever it was found. */
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

/** Reads yes or no: `true` and `false`; of a variable 1, true, 0 and false. */
export function readFlag(raw: unknown, spot: Pick<Spot, 'file'>): Parsed<boolean> {
  if (typeof raw === 'boolean') return { value: raw };
  if (spot.file) return { expected: 'expected true or false, unquoted' };
  if (/^(1|true)$/i.test(String(raw))) return { value: true };
  if (/^(0|false)$/i.test(String(raw))) return { value: false };
  return { expected: 'expected 1, true, 0 or false' };
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
