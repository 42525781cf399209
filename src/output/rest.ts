import { filled } from '../codes/fill.ts';
import { jsonRest, partDone, pasteRest } from '../codes/remarks.ts';
import type { Outcome } from '../core/outcome.ts';
import { quoted } from '../values/shell.ts';
import type { Text } from '../values/text.ts';
import { sanitize } from './sanitize.ts';

/** A longer command line is a nuisance to paste. */
const mostCharacters = 2000;

/**
 * After several calls that were not all done: how many streams are, and a command line for those that may be tried
 * again. Nothing else of what was typed changes.
 * @param argv the command line, without node and script
 */
export function restOf({ calls, ok }: Outcome, argv: readonly string[]): readonly Text[] {
  const streamsOf = (some: Outcome['calls']) => some.flatMap(({ call }) => call.streams);
  const all = streamsOf(calls);
  if (ok || calls.length === 1 || all.length < 2) return [];
  const done = streamsOf(calls.filter(({ verdict }) => verdict.ok));
  const rest = streamsOf(calls.filter(({ verdict }) => verdict.retryable));
  const count = filled(partDone, { done: `${done.length}`, all: `${all.length}` });
  if (rest.length === 0) return [count];
  const command = commandFor(rest, argv);
  // The pipe of a secret is not on the command line.
  const hasPipe = /--secret-file[ =]-( |$)/.test(argv.join(' '));
  const fits = !hasPipe && command.length <= mostCharacters && sanitize(command) === command;
  return [count, fits ? filled(pasteRest, { command }) : jsonRest];
}

function commandFor(streams: readonly string[], argv: readonly string[]): string {
  const others = argv.filter(
    (word, index) => argv[index - 1] !== '--stream' && !/^--stream(=|$)/.test(word),
  );
  const options = streams.flatMap((id) =>
    id.startsWith('-') ? [`--stream=${quoted(id)}`] : ['--stream', quoted(id)],
  );
  return ['zego', ...others.map(quoted), ...options].join(' ');
}
