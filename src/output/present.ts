import type { Text } from '../codes/types.ts';
import type { JudgedCall, Outcome } from '../core/outcome.ts';
import { showable, urlOf } from '../core/request.ts';
import type { Account } from '../core/types.ts';
import { FaultError, type ZegoError } from '../errors.ts';
import { bothTimes, dataLines } from './data.ts';
import { dryRunDocument, errorDocument, outcomeDocument, type UnsentRequest } from './document.ts';
import { type Printer, wordsOf } from './printer.ts';
import type { Redactor } from './redact.ts';
import { safe } from './safe.ts';

/**
 * Shows what came of a command that called the API.
 * @param cautions what was said before the calls, for the JSON document
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
      const hint = wordsOf(call.verdict.hint, view);
      if (hint !== null) printer.say('note', hint);
    } else {
      sayFailure(call, outcome, printer);
    }
  }
  for (const note of outcome.notes) printer.say('note', wordsOf(note, view) ?? '');
}

/** Code 0, or another code that answers the question: the result, also where the answer is no. */
function isAnswer({ call, reply, verdict }: JudgedCall): boolean {
  return verdict.ok || (reply !== null && call.row.answers?.[reply.code] !== undefined);
}

function successLines(
  { call, reply, verdict }: JudgedCall,
  columns: number,
  printer: Printer,
): readonly string[] {
  const { style, view } = printer;
  const lines = dataLines(call.row.data, reply?.data, columns);
  // Addresses are for other programs: nothing stands beside them.
  if (call.row.data === 'urls') return lines;
  const resume = call.fields.ResumeTime;
  return [
    (verdict.exitCode === 0 ? style.out.good : style.out.warn)(
      safe(wordsOf(verdict.meaning, view) ?? ''),
    ),
    ...(resume === undefined
      ? []
      : [`To resume ${bothTimes(Date.parse(resume))}, where ResumeTime is honoured`]),
    ...lines,
    ...(reply?.requestId ? [style.out.dim(safe(`RequestId ${reply.requestId}`))] : []),
  ];
}

function sayFailure(
  { call, reply, error, verdict }: JudgedCall,
  outcome: Outcome,
  printer: Printer,
): void {
  const { view } = printer;
  const subject = [outcome.command, call.streams.join(', ')].filter(Boolean).join(' ');
  if (reply === null) {
    printer.say('error', `${subject}: ${error?.message ?? 'no answer'}`);
  } else {
    const said = [`code ${reply.code}`, reply.message && JSON.stringify(reply.message)];
    const id = reply.requestId ? `, RequestId ${reply.requestId}` : '';
    const meaning = wordsOf(verdict.meaning, view)?.replace(/[.。]$/, '');
    printer.say('error', `${subject}: ${meaning} (${said.filter(Boolean).join(' ')}${id})`);
  }
  const hint = wordsOf(verdict.hint, view);
  if (hint !== null) printer.say('hint', hint);
}

/** Shows an error that ended a command before any call was made. */
export function presentError(error: ZegoError, command: string, printer: Printer): void {
  if (printer.view.json) printer.json(errorDocument(error, command || null, printer.view));
  printer.say('error', error.message);
  const hint = wordsOf(error.hint, printer.view);
  if (hint !== null) printer.say('hint', hint);
  if (printer.view.debug && error.stack) printer.say('debug', error.stack);
}

/**
 * Shows a fault of zego itself: one line and how to report it, the stack only with `--debug`.
 * @param redactor takes out what the fault may repeat: its words are not ours
 * @returns the exit code
 */
export function presentFault(
  fault: unknown,
  command: string,
  printer: Printer,
  redactor: Redactor,
): number {
  const what = fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault);
  const error = new FaultError(
    `a fault of zego itself: ${redactor.redactForeign(what)}`,
    'Please report it with the output of the same command and --debug.',
  );
  if (fault instanceof Error && fault.stack) error.stack = redactor.redactForeign(fault.stack);
  presentError(error, command, printer);
  return error.exitCode;
}

/** Shows requests that are not sent: Signature and stream keys hidden. */
export function presentDryRun(
  command: string,
  account: Account,
  requests: readonly UnsentRequest[],
  printer: Printer,
): void {
  if (printer.view.json) {
    printer.json(dryRunDocument(command, account, requests));
    return;
  }
  for (const { query } of requests) {
    const shown = showable(query);
    const width = Math.max(...shown.map(([name]) => name.length));
    printer.out([
      safe(`GET ${urlOf(account.endpoint, shown)}`),
      ...shown.map(([name, value]) => safe(`  ${name.padEnd(width)}  ${value}`)),
    ]);
  }
  printer.say('note', 'Dry run: nothing was sent.');
}
