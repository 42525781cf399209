import type { Text } from '../codes/types.ts';
import type { Hint } from '../errors.ts';
import type { Sink } from '../world.ts';
import type { Redactor } from './redact.ts';
import { safe, safeJson } from './safe.ts';
import { type Style, styleFor } from './style.ts';
import type { View } from './view.ts';

/** How a line on stderr begins. */
export type Tone = 'error' | 'warning' | 'note' | 'hint' | 'debug';

/** The one way out: everything written is made safe and stripped of secrets here. */
export interface Printer {
  readonly view: View;
  /** Result lines, on stdout. */
  out(lines: Iterable<string>): void;
  /** One JSON document, on stdout. */
  json(document: unknown): void;
  /** One line on stderr. With `--quiet` only errors and their hints are written. */
  say(tone: Tone, text: string): void;
  /** A text of our own, line breaks kept: help, on stdout or stderr. */
  raw(stream: 'out' | 'err', text: string): void;
  readonly style: { readonly out: Style; readonly err: Style };
}

/** Makes the printer of a view. */
export async function printerFor(
  view: View,
  { stdout, stderr }: { readonly stdout: Sink; readonly stderr: Sink },
  redactor: Redactor,
): Promise<Printer> {
  const style = { out: await styleFor(view.color.out), err: await styleFor(view.color.err) };
  const prefix: Record<Tone, string> = {
    error: style.err.bad('error:'),
    warning: style.err.warn('warning:'),
    note: style.err.dim('note:'),
    hint: style.err.hint('hint:'),
    debug: style.err.dim('debug:'),
  };
  return {
    view,
    style,
    out: (lines) => pour(lines, (line) => redactor.redact(`${line}\n`), stdout),
    json: (document) => {
      // Strings alone: a stream key may be `true`, which must not break the document.
      const clean = (_: string, value: unknown) =>
        typeof value === 'string' ? redactor.redact(value) : value;
      const text = JSON.stringify(document, clean, stdout.isTTY ? 2 : undefined);
      pour(safeJson(`${text}\n`), (piece) => piece, stdout);
    },
    say: (tone, text) => {
      if (view.quiet && tone !== 'error' && tone !== 'hint') return;
      stderr.write(redactor.redact(`${prefix[tone]} ${safe(text)}\n`));
    },
    raw: (stream, text) => (stream === 'out' ? stdout : stderr).write(redactor.redact(text)),
  };
}

const fullPiece = 65_536;

/** Writes many texts in few pieces: a result in one, unless it is so long that it would cost memory. */
function pour(texts: Iterable<string>, made: (text: string) => string, sink: Sink): void {
  let piece = '';
  for (const text of texts) {
    piece += made(text);
    if (piece.length < fullPiece) continue;
    sink.write(piece);
    piece = '';
  }
  if (piece !== '') sink.write(piece);
}

/** The words of a text in the view's language. */
export function wordsOf(text: Text | Hint, { lang }: View): string | null {
  return text === null || typeof text === 'string' ? text : text[lang];
}
