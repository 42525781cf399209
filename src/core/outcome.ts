import { filled } from '../codes/fill.ts';
import { confirmedByNone, notConfirmedBy } from '../codes/results.ts';
import { joined, type Text } from '../values/text.ts';
import { truncate } from '../values/truncate.ts';
import { type BanEnd, banEndsOf } from './ban-end.ts';
import { unconfirmedCdns } from './data.ts';
import { type Note, notesAfter, uniqueNotes } from './notes.ts';
import type { Account, CallResult } from './types.ts';
import { exitCodeOf, factsOf, type JudgedCall, judge, resultIn, type Verdict } from './verdict.ts';

/** What came of a command that calls the API. */
export interface Outcome {
  readonly command: string;
  readonly appId: number;
  readonly test: boolean;
  readonly endpoint: string;
  /** Where the endpoint came from, in words. */
  readonly endpointSource: string;
  readonly calls: readonly JudgedCall[];
  /** The call that speaks for all: the first with the exit code of the whole, else the first that failed, else the last. */
  readonly primary: JudgedCall;
  readonly ok: boolean;
  readonly exitCode: number;
  /** When a CDN ban ends; none for any other command, or where it failed. */
  readonly banEnds: readonly BanEnd[];
  readonly notes: readonly Note[];
  /** What the answers mean together; null where there is none. */
  readonly meaning: Text | null;
}

/**
 * Judges the calls of a command and sums them up.
 * @param now Unix milliseconds
 */
export async function sumUp(
  command: string,
  results: readonly CallResult[],
  account: Account,
  now: number,
): Promise<Outcome> {
  const calls = await Promise.all(
    results.map(async (result) => ({
      ...result,
      verdict: withConfirmation(await judge(result, account), result),
    })),
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
    endpoint: account.endpoint,
    endpointSource: account.from.endpoint,
    calls,
    primary,
    ok: failed.length === 0,
    exitCode,
    banEnds: calls.flatMap((call) => banEndsOf(call, now)),
    notes: uniqueNotes(calls.flatMap((call) => notesAfter(call, account, now))),
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

/**
 * Adds to a success which CDNs did not confirm it. It stays a success, exit 0: code 0 is the API's answer, and no
 * other text than one sample is published.
 */
function withConfirmation(verdict: Verdict, { call, reply }: CallResult): Verdict {
  const { ok, meaning } = verdict;
  if (!ok || meaning === null || call.row.data !== 'cdnResults') return verdict;
  const cdns = unconfirmedCdns(reply?.data);
  if (cdns?.length === 0) return verdict;
  const words = cdns
    ? filled(notConfirmedBy, { cdns: truncate(cdns.join(', '), 200) })
    : confirmedByNone;
  return { ...verdict, meaning: joined(meaning, words) };
}
