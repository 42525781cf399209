import { outlineOf } from '../../src/cli/outline.ts';
import { type Invocation, parse } from '../../src/cli/parse.ts';
import { UsageError } from '../../src/errors.ts';
import { inBoth, type Lang } from '../../src/values/text.ts';

export const now = Date.UTC(2025, 0, 31, 12, 0, 0, 750);

/** Reads a command line at a fixed time, 80 columns wide. */
export function read(...argv: string[]): Promise<Invocation> {
  return parse(outlineOf(argv), { columns: 80, now: () => now, version: () => '1.2.3' });
}

/** Reads a command line that calls the API. */
export async function readCall(...argv: string[]) {
  const invocation = await read(...argv);
  if (invocation.kind !== 'call') throw new Error(`read as ${invocation.kind}`);
  return invocation;
}

/** Reads a command line that asks for help or the version. */
export async function readText(...argv: string[]): Promise<string> {
  const invocation = await read(...argv);
  if (invocation.kind !== 'text') throw new Error(`read as ${invocation.kind}`);
  return invocation.text;
}

/** The refusal of a command line that must not be understood, in English. */
export function refusal(...argv: string[]) {
  return refusalIn('en', ...argv);
}

/** The same in a language. */
export async function refusalIn(lang: Lang, ...argv: string[]) {
  const error: unknown = await read(...argv).catch((thrown) => thrown);
  if (!(error instanceof UsageError)) throw new Error(`not refused: ${argv.join(' ')}`);
  const [message, hint] = [error.detail, error.hint ?? ''].map((words) => inBoth(words)[lang]);
  return { message, hint: hint || null };
}

/** A right value for every option of the catalogue. */
export const right: Readonly<Record<string, string>> = {
  'stream <id>': 's1',
  'url <rtmp>': 'rtmp://cdn.example/live/s1?key=a%26b&x=1',
  'resume <instant>': '2025-02-01T08:00:00+08:00',
  'for <duration>': '2h',
  'vendor <name>': 'ws',
  'type <push|pull>': 'pull',
  'client-ip <ip>': '203.0.113.7',
};

/** An option with its right value: `--stream s1`. */
export function given(option: string): string[] {
  const value = right[option];
  if (value === undefined) throw new Error(`no right value for ${option}`);
  return [`--${option.split(' ')[0]}`, value];
}
