import { filled } from '../codes/fill.ts';
import type { Text } from '../values/text.ts';
import { clockNotes } from './clock.ts';
import { notesAfter, uniqueTexts } from './notes.ts';
import type { Account, CallResult } from './types.ts';
import { exitCodeOf, factsOf, type JudgedCall, judge, resultIn } from './verdict.ts';

/** What came of a command that calls the API. */
export interface Outcome {
  readonly command: string;
  readonly appId: number;
  readonly test: boolean;
  readonly calls: readonly JudgedCall[];
  /** The call that speaks for all: the first with the exit code of the whole, else the first that failed, else the last. */
  readonly primary: JudgedCall;
  readonly ok: boolean;
  readonly exitCode: number;
  readonly notes: readonly Text[];
  /** What the answers mean together; null where there is none. */
  readonly meaning: Text | null;
}

/** Judges the calls of a command and sums them up. */
export async function sumUp(
  command: string,
  results: readonly CallResult[],
  account: Account,
): Promise<Outcome> {
  const calls = await Promise.all(
    results.map(async (result) => ({ ...result, verdict: await judge(result, account) })),
  );
  const failed = calls.filter(({ verdict }) => !verdict.ok);
  const exitCode = exitCodeOf(calls);
  const decisive = failed.find(({ verdict }) => verdict.exitCode === exitCode);
  const primary = decisive ?? failed[0] ?? calls.at(-1);
  if (primary === undefined) throw new Error('a command without a call');
  return {
    command,
    appId: account.appId,
    test: account.isTest,
    calls,
    primary,
    ok: failed.length === 0,
    exitCode,
    notes: uniqueTexts([
      ...calls.flatMap(clockNotes),
      ...calls.flatMap((call) => notesAfter(call, account)),
    ]),
    meaning: failed.length === 0 ? meaningOfAll(calls, account) : primary.verdict.meaning,
  };
}

function meaningOfAll(calls: readonly JudgedCall[], account: Account): Text | null {
  const [first] = calls;
  if (first === undefined || calls.length === 1) return first?.verdict.meaning ?? null;
  const streams = calls.flatMap(({ call }) => call.streams);
  const facts = factsOf({ ...first.call, streams }, account);
  return resultIn(account, filled(first.call.row.done, facts));
}
