import type { Hint } from '../errors.ts';
import type { OutputStream } from '../platform/stdio.ts';
import { inBoth, type Words } from '../values/text.ts';
import type { Redactor } from './redact.ts';
import { sanitize, sanitizeJson } from './sanitize.ts';
import { type Style, styleFor } from './style.ts';
import type { View } from './view.ts';

/** How a line on stderr begins; `host` stands for itself, and `caution` is a warning that `--quiet` leaves. */
export type Tone = 'error' | 'caution' | 'warning' | 'note' | 'hint' | 'debug' | 'host';

/** The only way out: everything written is redacted and sanitized here. */
export interface Printer {
  readonly view: View;
  /** Result lines, on stdout. */
  out(lines: Iterable<string>): void;
  /** One JSON document, on stdout. */
  json(document: unknown): void;
  /** One line on stderr. With `--quiet` only errors, their hints and the host are written. */
  say(tone: Tone, text: string): void;
  /** One line of a log on stderr, with `--json` as a document; with `--quiet` nothing. */
  log(entry: unknown, line: string): void;
  /** A text of zego itself with its line breaks, on stdout: help. */
  raw(text: string): void;
  readonly style: { readonly out: Style; readonly err: Style };
}

/** Makes the printer of a view. */
export async function printerFor(
  view: View,
  { stdout, stderr }: { readonly stdout: OutputStream; readonly stderr: OutputStream },
  redactor: Redactor,
): Promise<Printer> {
  const style = { out: await styleFor(view.color.out), err: await styleFor(view.color.err) };
  const prefix: Record<Tone, string> = {
    error: style.err.bad('error:'),
    caution: style.err.warn('warning:'),
    warning: style.err.warn('warning:'),
    note: style.err.dim('note:'),
    hint: style.err.hint('hint:'),
    debug: style.err.dim('debug:'),
    host: '',
  };
  const documentOf = (value: unknown, indent?: number) => {
    // Only strings: a secret may be `true`, and hiding that would break the document.
    const clean = (_: string, member: unknown) =>
      typeof member === 'string' ? redactor.redact(member) : member;
    return sanitizeJson(`${JSON.stringify(value, clean, indent)}\n`);
  };
  return {
    view,
    style,
    out: (lines) => pour(lines, stdout, (line) => redactor.redact(`${line}\n`)),
    json: (document) => pour(documentOf(document, stdout.isTTY ? 2 : undefined), stdout),
    log: (entry, line) => {
      if (view.quiet) return;
      if (view.json) pour(documentOf(entry), stderr);
      else stderr.write(`${sanitize(redactor.redact(line))}\n`);
    },
    say: (tone, text) => {
      if (view.quiet && !unquieted.includes(tone)) return;
      stderr.write(`${`${prefix[tone]} `.trimStart()}${sanitize(redactor.redact(text))}\n`);
    },
    raw: (text) => stdout.write(redactor.redact(text)),
  };
}

/** What `--quiet` leaves: all that would otherwise mislead. */
const unquieted: readonly Tone[] = ['error', 'hint', 'host', 'caution'];

const fullPiece = 65_536;

/** Writes many texts in pieces of 64 KiB: most results in one write, and none takes much memory. */
function pour(
  texts: Iterable<string>,
  stream: OutputStream,
  change = (text: string) => text,
): void {
  let piece = '';
  for (const text of texts) {
    piece += change(text);
    if (piece.length < fullPiece) continue;
    stream.write(piece);
    piece = '';
  }
  if (piece !== '') stream.write(piece);
}

/** Words in the view's language; what is not translated stays English. */
export function inLanguage(words: Words, view: View): string;
export function inLanguage(words: Hint, view: View): string | null;
export function inLanguage(words: Hint, { lang }: View): string | null {
  return words && inBoth(words)[lang];
}
