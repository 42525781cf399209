import { expected, expectedForm, forms } from '../codes/expected.ts';
import { filled } from '../codes/fill.ts';
import { parseDuration } from './duration.ts';
import { longestSecret } from './limits.ts';
import type { Parsed } from './parsed.ts';
import type { Lang } from './text.ts';

/** Reads an AppId (uint32, not 0): a number or its decimal digits. */
export function readAppId(raw: unknown): Parsed<number> {
  const digits = typeof raw === 'number' || typeof raw === 'string' ? String(raw) : '';
  return /^[1-9]\d{0,9}$/.test(digits) && Number(digits) <= 0xffff_ffff
    ? { value: Number(digits) }
    : { expected: expected.appId };
}

/** Says what is wrong with a secret that is too long, wherever it was found. */
export const secretTooLong = filled(expected.shortSecret, { most: `${longestSecret}` });

/** Reads a ServerSecret; spaces around it are dropped. */
export function readSecretText(raw: unknown): Parsed<string> {
  if (typeof raw !== 'string') return { expected: expected.string };
  const text = raw.trim();
  if (text.length > longestSecret) return { expected: secretTooLong };
  // Base64 may end in =, and has nothing after it.
  if (/^(?:export\s+|set\s+)?[A-Za-z_]\w*\s*=(?!=*$)/.test(text)) {
    return { expected: expected.noAssignment };
  }
  if (/^["'`“‘]|["'`”’]$/.test(text)) return { expected: expected.noQuotes };
  return /^[^\s\p{Cc}\uFFFD]+$/u.test(text) && text.isWellFormed()
    ? { value: text }
    : { expected: expected.oneWord };
}

/**
 * Reads yes or no: `true` and `false`; of a variable 1, true, 0 and false.
 * @param where `file` is there where a configuration file says it
 */
export function readFlag(raw: unknown, { file }: { readonly file?: unknown }): Parsed<boolean> {
  if (typeof raw === 'boolean') return { value: raw };
  if (file !== undefined) return { expected: expected.boolean };
  if (/^(1|true)$/i.test(String(raw))) return { value: true };
  if (/^(0|false)$/i.test(String(raw))) return { value: false };
  return { expected: expected.flag };
}

/** Reads a language. */
export function readLang(raw: unknown): Parsed<Lang> {
  return raw === 'en' || raw === 'zh' ? { value: raw } : { expected: expected.lang };
}

// A timer of Node fires at once when it is set further ahead than 24.8 days.
const longest = 24 * 86_400_000;

/** Reads a time to wait, in milliseconds. */
export function readTimeout(raw: unknown): Parsed<number> {
  const ms = typeof raw === 'string' ? parseDuration(raw) : undefined;
  if (ms === undefined) return { expected: filled(expectedForm, { form: forms.duration }) };
  return ms <= longest ? { value: ms } : { expected: expected.shortTimeout };
}
