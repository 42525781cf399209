import { failure } from '../codes/failures.ts';
import { saidNotes } from '../core/notes.ts';
import type { Outcome } from '../core/outcome.ts';
import { showable, urlOf } from '../core/query.ts';
import type { Account, Reply } from '../core/types.ts';
import type { JudgedCall } from '../core/verdict.ts';
import type { Text, Words } from '../values/text.ts';
import { banEndText } from './ban-end.ts';
import { bothTimes, dataLines } from './data.ts';
import { dryRunDocument, outcomeDocument, type ShownWait, type UnsentRequest } from './document.ts';
import { inLanguage, type Printer } from './printer.ts';
import { sanitize } from './sanitize.ts';
import type { View } from './view.ts';

/**
 * Shows the outcome of a command that called the API.
 * @param cautions warnings and notes from before the calls, for the JSON document
 * @param columns the width of stdout, 0 where it is unknown
 * @param wait what came of waiting, if the command waited
 */
export function presentOutcome(
  outcome: Outcome,
  cautions: readonly Text[],
  columns: number,
  printer: Printer,
  wait: PresentedWait | null = null,
): void {
  const { view } = printer;
  if (view.json) printer.json(outcomeDocument(outcome, cautions, view, wait?.shown));
  for (const call of outcome.calls) {
    if (isAnswer(call)) {
      if (!view.json) showAnswer(call, outcome, columns, printer);
      const hint = inLanguage(call.verdict.hint, view);
      if (hint !== null) printer.say('note', hint);
    } else {
      sayFailure(call, outcome, printer);
    }
  }
  wait?.present((call) => sayFailure(call, outcome, printer));
  for (const { kind, text } of saidNotes(outcome.notes)) {
    const isWarning = kind === 'unconfirmed' || kind === 'clock';
    printer.say(isWarning ? 'warning' : 'note', inLanguage(text, view));
  }
}

/** What came of a wait, to be shown with the outcome; only a command that waits loads it. */
export interface PresentedWait {
  readonly shown: ShownWait;
  /** @param sayRefusal shows a refused call */
  present(sayRefusal: (call: JudgedCall) => void): void;
}

/** Code 0, or another code that answers the question: the result, also where the answer is no. */
function isAnswer({ call, reply, verdict }: JudgedCall): boolean {
  return verdict.ok || (reply !== null && call.row.answers?.[reply.code] !== undefined);
}

function showAnswer(call: JudgedCall, outcome: Outcome, columns: number, printer: Printer): void {
  const lines = dataLines(call.call.row.data, call.reply?.data, columns);
  const origin = originOf(call.reply, outcome.appId);
  // Other programs read the addresses: nothing else goes to stdout.
  if (call.call.row.data === 'urls') {
    printer.out(lines);
    printer.say('note', origin);
  } else {
    printer.out(answerLines(call, outcome, lines, origin, printer));
  }
}

function* answerLines(
  { verdict }: JudgedCall,
  { banEnds, notes }: Outcome,
  lines: Iterable<string>,
  origin: string,
  { style, view }: Printer,
): Generator<string> {
  const isSure = verdict.exitCode === 0 && !notes.some(({ kind }) => kind === 'unconfirmed');
  const tone = isSure ? style.out.good : style.out.warn;
  yield tone(sanitize(inLanguage(verdict.meaning, view) ?? ''));
  for (const end of banEnds) yield sanitize(inLanguage(banEndText(end, bothTimes), view));
  yield* lines;
  yield style.out.dim(sanitize(origin));
}

/** What identifies an answer, to ZEGO support as well; with its code, unless that is 0. No AppId where that is null. */
export function originOf(reply: Reply | null, appId: number | null): string {
  const { code = 0, message = '', requestId = null } = reply ?? {};
  return [
    code !== 0 && [`code ${code}`, message && JSON.stringify(message)].filter(Boolean).join(' '),
    appId !== null && `AppId ${appId}`,
    requestId && `RequestId ${requestId}`,
  ]
    .filter(Boolean)
    .join(', ');
}

/** Says on stderr that a call failed, and what to do. */
export function sayFailure(failed: JudgedCall, outcome: Outcome, printer: Printer) {
  const { view } = printer;
  const subject = [outcome.command, failed.call.streams.join(', ')].filter(Boolean).join(' ');
  printer.say('error', `${subject}: ${failureWords(failed, outcome.appId, view)}`);
  const hint = inLanguage(failed.verdict.hint, view);
  if (hint !== null) printer.say('hint', hint);
}

/** What became of a call that failed: in words, with what identifies its answer. */
export function failureWords(
  { reply, error, verdict }: JudgedCall,
  appId: number | null,
  view: View,
): string {
  let said: Words = error?.detail ?? 'no answer';
  if (reply !== null && verdict.meaning !== null) {
    const meaning = inLanguage(verdict.meaning, view).replace(/[.。]$/, '');
    said = `${meaning} (${originOf(reply, appId)})`;
    const isUnknown = error?.kind === 'outcome-unknown';
    const [first, next] = isUnknown ? [error.detail, said] : [said, error?.detail];
    if (next !== undefined) [said] = failure('thenFailed', { first, next });
  }
  return inLanguage(said, view);
}

// On stdout, before all else: a request alone could be taken for one that was sent.
export const dryRun: Text = { en: 'Dry run, not sent:', zh: '试运行，未发送：' };

/**
 * Shows requests that are not sent: Signature and stream keys hidden.
 * @param then what would follow them
 */
export function presentDryRun(
  command: string,
  account: Account,
  requests: readonly UnsentRequest[],
  cautions: readonly Text[],
  printer: Printer,
  then: readonly Text[] = [],
): void {
  if (printer.view.json) {
    printer.json(dryRunDocument(command, account, requests, [...cautions, ...then], printer.view));
    return;
  }
  printer.out([inLanguage(dryRun, printer.view)]);
  for (const { query } of requests) {
    const shown = showable(query);
    const width = Math.max(...shown.map(([name]) => name.length));
    printer.out([
      sanitize(`GET ${urlOf(account.endpoint, shown)}`),
      ...shown.map(([name, value]) => sanitize(`  ${name.padEnd(width)}  ${value}`)),
    ]);
  }
  printer.out(then.map((text) => sanitize(inLanguage(text, printer.view))));
}
