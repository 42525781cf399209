import type { Invocation } from '../cli/parse.ts';
import { failure } from '../codes/failures.ts';
import { filled } from '../codes/fill.ts';
import { allAccepted, relaysLeft as relaysLeftText } from '../codes/stop.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Account, CallResult } from '../core/types.ts';
import { judge } from '../core/verdict.ts';
import { EXIT, NetworkError, type ZegoError } from '../errors.ts';
import { outcomeDocument } from '../output/document.ts';
import type { Printer } from '../output/printer.ts';
import { presentLevers } from '../output/stop.ts';
import type { Text } from '../values/text.ts';

type StopInvocation = Extract<Invocation, { kind: 'stop' }>;

/** The lever was left alone, as the service does not know the account. */
class UntriedError extends NetworkError {}

/**
 * Why no further lever is tried: the service refused the authentication of the first, and would refuse that of the
 * others as well. Any other failure does not stop them.
 */
export async function whyNoFurther(
  [first]: readonly CallResult[],
  account: Account,
): Promise<ZegoError | null> {
  const isRefused = first && (await judge(first, account)).exitCode === EXIT.auth;
  return isRefused ? new UntriedError('slot', ...failure('leverUntried')) : null;
}

/**
 * Shows what became of the levers.
 * @param said warnings and notes from before the calls
 * @returns the exit code
 */
export function conclude(
  outcome: Outcome,
  { relaysLeft }: StopInvocation,
  said: readonly Text[],
  printer: Printer,
): number {
  const whole = wholeOf(outcome);
  presentLevers(whole, relaysLeft, printer);
  if (printer.view.json) {
    const cautions = [...said, ...(relaysLeft ? [relaysLeftText] : [])];
    printer.json(outcomeDocument(whole, cautions, printer.view));
  }
  return whole.exitCode;
}

/** The notes that matter where every lever was used: none says which other lever there is. */
const kept = ['unconfirmed', 'clock', 'ineffective', 'spelling'];

function wholeOf(outcome: Outcome): Outcome {
  const tried = outcome.calls.filter(({ error }) => !(error instanceof UntriedError));
  const levers = new Set(outcome.calls.map(({ call }) => call.row.change?.lever ?? ''));
  const isUntried = tried.length < outcome.calls.length;
  return {
    ...outcome,
    ...(isUntried && tried[0] ? { primary: tried[0], exitCode: EXIT.auth } : {}),
    notes: outcome.notes.filter(({ kind }) => kept.includes(kind)),
    meaning: outcome.ok ? filled(allAccepted, { levers: [...levers].join(', ') }) : outcome.meaning,
  };
}
