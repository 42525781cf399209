import type { Outcome } from '../core/outcome.ts';
import { showable, urlOf } from '../core/query.ts';
import type { Account } from '../core/types.ts';
import type { JudgedCall } from '../core/verdict.ts';
import type { Text } from '../values/text.ts';
import { bothTimes, dataLines } from './data.ts';
import { dryRunDocument, outcomeDocument, type UnsentRequest } from './document.ts';
import { inLanguage, type Printer } from './printer.ts';
import { sanitize } from './sanitize.ts';

/**
 * Shows the outcome of a command that called the API.
 * @param cautions warnings and notes from before the calls, for the JSON document
 * @param columns the width of stdout, 0 where it is unknown
 */
export function presentOutcome(
  outcome: Outcome,
  cautions: readonly Text[],
  columns: number,
  printer: Printer,
): void {
  const { view } = printer;
  if (view.json) printer.json(outcomeDocument(outcome, cautions, view));
  for (const call of outcome.calls) {
    if (isAnswer(call)) {
      if (!view.json) printer.out(successLines(call, columns, printer));
      const hint = inLanguage(call.verdict.hint, view);
      if (hint !== null) printer.say('note', hint);
    } else {
      sayFailure(call, outcome, printer);
    }
  }
  for (const note of outcome.notes) printer.say('note', inLanguage(note, view));
}

/** Code 0, or another code that answers the question: the result, also where the answer is no. */
function isAnswer({ call, reply, verdict }: JudgedCall): boolean {
  return verdict.ok || (reply !== null && call.row.answers?.[reply.code] !== undefined);
}

function* successLines(
  { call, reply, verdict }: JudgedCall,
  columns: number,
  printer: Printer,
): Generator<string> {
  const { style, view } = printer;
  const lines = dataLines(call.row.data, reply?.data, columns);
  // Other programs read the addresses: nothing else is printed.
  if (call.row.data === 'urls') return yield* lines;
  const tone = verdict.exitCode === 0 ? style.out.good : style.out.warn;
  yield tone(sanitize(inLanguage(verdict.meaning, view) ?? ''));
  const resume = call.fields.ResumeTime;
  if (resume !== undefined) {
    yield `To resume ${bothTimes(Date.parse(resume))}, where ResumeTime is honoured`;
  }
  yield* lines;
  if (reply?.requestId) yield style.out.dim(sanitize(`RequestId ${reply.requestId}`));
}

function sayFailure(
  { call, reply, error, verdict }: JudgedCall,
  outcome: Outcome,
  printer: Printer,
): void {
  const { view } = printer;
  const subject = [outcome.command, call.streams.join(', ')].filter(Boolean).join(' ');
  if (reply === null || verdict.meaning === null) {
    printer.say('error', `${subject}: ${error?.message ?? 'no answer'}`);
  } else {
    const said = [`code ${reply.code}`, reply.message && JSON.stringify(reply.message)];
    const id = reply.requestId ? `, RequestId ${reply.requestId}` : '';
    const meaning = inLanguage(verdict.meaning, view)?.replace(/[.。]$/, '');
    const answer = `${meaning} (${said.filter(Boolean).join(' ')}${id})`;
    const unknown = error?.kind === 'outcome-unknown';
    const both = unknown ? [error.message, answer] : [answer, ...(error ? [error.message] : [])];
    printer.say('error', `${subject}: ${both.join('; then: ')}`);
  }
  const hint = inLanguage(verdict.hint, view);
  if (hint !== null) printer.say('hint', hint);
}

// On stdout, before all else: a request alone could be taken for one that was sent.
const dryRun: Text = { en: 'Dry run, not sent:', zh: '试运行，未发送：' };

/** Shows requests that are not sent: Signature and stream keys hidden. */
export function presentDryRun(
  command: string,
  account: Account,
  requests: readonly UnsentRequest[],
  cautions: readonly Text[],
  printer: Printer,
): void {
  if (printer.view.json) {
    printer.json(dryRunDocument(command, account, requests, cautions, printer.view));
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
}
