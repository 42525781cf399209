import { levers } from '../actions/stop.ts';
import type { Lever } from '../actions/types.ts';
import { nothingStopped, relaysLeft } from '../codes/stop.ts';
import { saidNotes } from '../core/notes.ts';
import type { Outcome } from '../core/outcome.ts';
import { addressesOf } from '../core/request.ts';
import type { JudgedCall } from '../core/verdict.ts';
import { EXIT } from '../errors.ts';
import { hideAddressSecrets } from '../values/rtmp.ts';
import type { Text } from '../values/text.ts';
import { banEndText } from './ban-end.ts';
import { bothTimes } from './data.ts';
import { callDocument, outcomeDocument, type ShownWait } from './document.ts';
import { failureWords, originOf } from './present.ts';
import { inLanguage, type Printer } from './printer.ts';
import { sanitize } from './sanitize.ts';
import type { View } from './view.ts';

const width = Math.max(...Object.keys(levers).map(({ length }) => length));

/**
 * Shows what became of each lever: one row each on stdout, in the order in which they were called; errors and hints of
 * those that failed on stderr, each once.
 * @param areRelaysLeft whether a row says that nobody named a relay
 */
export function presentLevers(outcome: Outcome, areRelaysLeft: boolean, printer: Printer): void {
  const { view, style } = printer;
  if (!view.json) {
    const rowsOf = (lever: Lever, texts: Iterable<string>) =>
      [...texts].map((text, nth) => `${(nth === 0 ? lever : '').padEnd(width)}  ${text}`);
    const named = (Object.keys(levers) as Lever[]).flatMap((lever) => {
      if (lever === 'relay' && areRelaysLeft)
        return rowsOf(lever, [style.out.warn(inLanguage(relaysLeft, view))]);
      const calls = outcome.calls.filter(({ call }) => call.row.change?.lever === lever);
      return calls.flatMap((call) => rowsOf(lever, callRows(call, outcome, printer)));
    });
    const isNothing = outcome.calls.every(
      ({ verdict }) => !verdict.ok && verdict.exitCode !== EXIT.unknown,
    );
    const sum = isNothing ? [style.out.bad(inLanguage(nothingStopped, view))] : [];
    printer.out([...named, ...sum, style.out.dim(`AppId ${outcome.appId}`)]);
  }
  const failed = outcome.calls.filter(({ verdict }) => !verdict.ok);
  const errors = leversBy(failed, (call) => failureWords(call, null, view));
  const hints = leversBy(outcome.calls, ({ verdict }) => inLanguage(verdict.hint, view));
  for (const [words, some] of errors) printer.say('error', `${some}: ${words}`);
  for (const [words, some] of hints) printer.say('hint', `${some}: ${words}`);
}

/** Shows the notes on the whole: three at most. */
export function presentNotes(outcome: Outcome, printer: Printer): void {
  const { view } = printer;
  for (const { kind, text } of saidNotes(outcome.notes)) {
    const isWarning = kind === 'unconfirmed' || kind === 'clock';
    printer.say(isWarning ? 'warning' : 'note', inLanguage(text, view));
  }
}

/** What became of a call; behind a ban on the CDN, when it ends. */
function* callRows(call: JudgedCall, { banEnds }: Outcome, printer: Printer): Generator<string> {
  const { view, style } = printer;
  const { verdict, reply } = call;
  if (!verdict.ok) return yield style.out.bad(sanitize(failureWords(call, null, view)));
  const origin = originOf(reply, null);
  const meaning = inLanguage(verdict.meaning, view) ?? '';
  yield `${style.out.good(sanitize(meaning))}${origin && style.out.dim(sanitize(` (${origin})`))}`;
  if (call.call.row.change?.lever !== 'cdn') return;
  for (const end of banEnds) yield sanitize(inLanguage(banEndText(end, bothTimes), view));
}

/** What is said of calls, each once, with the levers of which it is said. */
function leversBy(
  calls: Outcome['calls'],
  wordsOf: (call: JudgedCall) => string | null,
): ReadonlyMap<string, string> {
  const levers = new Map<string, string>();
  for (const call of calls) {
    const words = wordsOf(call);
    const lever = call.call.row.change?.lever;
    if (words === null || lever === undefined) continue;
    const before = levers.get(words)?.split(', ') ?? [];
    levers.set(words, [...new Set([...before, lever])].join(', '));
  }
  return levers;
}

/**
 * The JSON document of the whole.
 * @param cautions warnings and notes from before the calls
 * @param waited what came of waiting, if it waited
 */
export function leversDocument(
  outcome: Outcome,
  cautions: readonly Text[],
  view: View,
  waited?: ShownWait,
): Record<string, unknown> {
  const calls = outcome.calls.map((judged) => {
    const { change, action } = judged.call.row;
    const [url] = addressesOf(judged.call).map(hideAddressSecrets);
    const lever = { lever: change?.lever ?? null, action, url: url ?? null };
    return { ...lever, ...callDocument(judged, view) };
  });
  return { ...outcomeDocument(outcome, cautions, view, waited), calls };
}
