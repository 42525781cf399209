import type { Note } from '../core/notes.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Account } from '../core/types.ts';
import { factsOf } from '../core/verdict.ts';
import { EXIT, exitOfSignal } from '../errors.ts';
import type { PresentedWait } from '../output/present.ts';
import type { Printer } from '../output/printer.ts';
import { presentWait, shownWait } from '../output/verification.ts';
import type { WaitResult } from '../verify/types.ts';

/** What a command came to after a wait, and how that is shown. */
export function afterWait(
  before: Outcome,
  waited: WaitResult,
  account: Account,
  printer: Printer,
): { readonly outcome: Outcome; readonly wait: PresentedWait } {
  const { call } = before.primary;
  const facts = (stream: string) => factsOf({ ...call, streams: [stream] }, account);
  return {
    outcome: outcomeAfter(before, waited),
    wait: {
      shown: shownWait(waited, facts),
      present: (sayRefusal) => presentWait(waited, facts, printer, sayRefusal),
    },
  };
}

/**
 * What a command came to after a wait. A read that was refused for authentication speaks for the whole, and notes that
 * the wait has answered are dropped.
 */
function outcomeAfter(outcome: Outcome, waited: WaitResult): Outcome {
  const exitCode = exitAfterWait(outcome.exitCode, waited);
  const isAnswered = waited.streams.every(({ reads }) => reads > 0);
  const noise: readonly Note['kind'][] = isAnswered ? ['check', 'spelling'] : [];
  const { refused } = waited;
  return {
    ...outcome,
    exitCode,
    ok: exitCode === EXIT.done,
    ...(refused && exitCode === EXIT.auth
      ? { primary: refused, meaning: refused.verdict.meaning }
      : {}),
    notes: outcome.notes.filter(({ kind }) => !noise.includes(kind)),
  };
}

/**
 * The exit code after a wait.
 * @param before what the calls of the command came to; of a question that counts for nothing
 */
function exitAfterWait(before: number, waited: WaitResult): number {
  const { act, wanted, streams, refused, interrupted } = waited;
  const verdicts = streams.map(({ verdict }) => verdict);
  if (act !== 'wait' && before === EXIT.unknown) return before;
  if (interrupted) return exitOfSignal[interrupted];
  if (act !== 'wait' && before !== EXIT.done) return before;
  if (refused) return EXIT.auth;
  if (verdicts.includes(wanted === 'live' ? 'off-air' : 'still-live')) return EXIT.stillLive;
  return verdicts.includes('unverifiable') ? EXIT.unverifiable : EXIT.done;
}
