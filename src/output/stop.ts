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
 * Shows what became of each lever: one row each on stdout, in the order in which they were called; the hints of those
 * that failed on stderr, each once.
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
  for (const [hint, some] of hintsOf(outcome, view)) printer.say('hint', `${some}: ${hint}`);
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

/** The hints of the levers that failed, each once, with the levers that it is for. */
function hintsOf({ calls }: Outcome, view: View): ReadonlyMap<string, string> {
  const hints = new Map<string, string>();
  for (const { call, verdict } of calls) {
    const hint = inLanguage(verdict.hint, view);
    const lever = call.row.change?.lever;
    if (hint === null || lever === undefined) continue;
    const before = hints.get(hint);
    if (!before?.split(', ').includes(lever))
      hints.set(hint, before ? `${before}, ${lever}` : lever);
  }
  return hints;
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
