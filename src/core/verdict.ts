import { endpointFrom } from '../codes/account.ts';
import { newerDecides } from '../codes/failures.ts';
import { filled } from '../codes/fill.ts';
import {
  badIds,
  foreignAnswer,
  madeWay,
  rateUsedUp,
  runningAgain,
  sequenceHints,
} from '../codes/remarks.ts';
import { testChange } from '../codes/results.ts';
import { redirectSecret } from '../codes/settings.ts';
import type { Advice } from '../codes/types.ts';
import { EXIT, type Hint, InterruptedError, NetworkError, OutcomeUnknownError } from '../errors.ts';
import { serviceOf } from '../values/host.ts';
import { hideAddressSecrets } from '../values/rtmp.ts';
import { quoted } from '../values/shell.ts';
import { inBoth, joined, type Text, type Words } from '../values/text.ts';
import { truncate } from '../values/truncate.ts';
import { clockHint, isClockRight } from './clock.ts';
import { addressesOf, sentStreamId } from './request.ts';
import { mayDrawAhead } from './retry.ts';
import type { Account, CallResult, PlannedCall } from './types.ts';

/** What a result means to the person and to the script. */
export interface Verdict {
  readonly ok: boolean;
  readonly exitCode: number;
  /** What the answer says; null where there was none. */
  readonly meaning: Text | null;
  /** What to do next. */
  readonly hint: Hint;
  /** Running the same command again may succeed. */
  readonly retryable: boolean;
}

/** One call of a command, judged. */
export interface JudgedCall extends CallResult {
  readonly verdict: Verdict;
}

const authentication: readonly Advice[] = ['fix-secret', 'fix-appid', 'fix-clock'];
const passing: readonly Advice[] = ['retry', 'retry-else-support', 'fault', 'slow-down'];

/**
 * Judges what came of a call: the one place where a reply becomes an exit code, by the Action's row and the
 * advice of its return code. A failure without a reply brings its own (src/errors.ts).
 * @returns the exit code, and meaning and hint in both languages, facts filled in
 */
export async function judge(result: CallResult, account: Account): Promise<Verdict> {
  const verdict = withEndpoint(await judgeAlone(result, account), result.error, account);
  const before = notesBefore(result, verdict);
  const { hint } = verdict;
  const all = hint === null ? before : [...before, inBoth(hint)];
  return before.length === 0 ? verdict : { ...verdict, hint: all.reduce(joined) };
}

/** What is to be said before the hint of a call, whatever that is. */
function notesBefore(
  { call, reply, error, ...result }: CallResult,
  { exitCode }: Verdict,
): readonly Text[] {
  const { effect, again } = call.row;
  const isLost =
    error instanceof OutcomeUnknownError || (error instanceof InterruptedError && error.sent);
  const decided = result.superseded && reply?.code !== 0;
  const facts = { attempts: `${result.attempts}` };
  const repeating = isLost && !decided && effect !== 'reads' ? [again ?? runningAgain[effect]] : [];
  const isForeign = error instanceof OutcomeUnknownError && error.foreign;
  return [
    ...(isForeign ? [foreignAnswer] : []),
    ...(result.madeWay.length > 0 ? [madeWayNote(result.madeWay)] : []),
    ...(decided ? [newerDecides] : repeating),
    // It was repeated until the time was over, or a newer command decided.
    ...(exitCode === EXIT.rate && !decided ? [filled(rateUsedUp, facts)] : []),
  ];
}

/** Where an endpoint that somebody set was not reached, or does not know the project, the hint says who set it. */
function withEndpoint(
  verdict: Verdict,
  error: CallResult['error'],
  { endpoint, from }: Account,
): Verdict {
  const { hint, exitCode } = verdict;
  const isAway = error instanceof NetworkError && error.phase !== 'slot';
  // Of a project that another host does not know, this host may be what is wrong.
  const isElsewhere = exitCode === EXIT.auth && serviceOf(endpoint) !== 'zego';
  if (!(isAway || isElsewhere) || hint === null || from.endpoint === 'default') return verdict;
  const origin = filled(endpointFrom, { endpoint, endpointSource: from.endpoint });
  return { ...verdict, hint: joined(inBoth(hint), origin) };
}

async function judgeAlone(result: CallResult, account: Account): Promise<Verdict> {
  const { call, reply, error } = result;
  const facts = factsOf(call, account, reply?.requestId ?? '');
  const unknown = error instanceof OutcomeUnknownError;
  if (reply === null || (unknown && reply.code === 0)) {
    const hint = error?.hint ?? null;
    return {
      ok: false,
      exitCode: error?.exitCode ?? EXIT.fault,
      meaning: null,
      hint: hint === null || typeof hint === 'string' ? hint : filled(hint, facts),
      retryable: isRetryable(result),
    };
  }
  if (reply.code === 0) {
    const meaning = resultIn(account, filled(call.row.done, facts));
    return { ok: true, exitCode: EXIT.done, meaning, hint: null, retryable: false };
  }
  const { lookUp, unpublished } = await import('../codes/lookup.ts');
  const { meaning, hint, advice } = lookUp(reply.code, call.row) ?? unpublished;
  const answer = call.row.answers?.[reply.code];
  // A fault of the service leaves open how far it got.
  const unclear = unknown || (advice === 'fault' && call.row.effect !== 'reads');
  return {
    ok: answer?.ok ?? false,
    exitCode: unclear ? EXIT.unknown : (answer?.exit ?? exitOf(advice)),
    meaning: answer ? resultIn(account, filled(meaning, facts)) : filled(meaning, facts),
    hint: unknown
      ? filled(call.row.check, facts)
      : hint && hintAfter(result, account, advice, (text = hint) => filled(text, facts)),
    retryable:
      mayPass(result, advice) && !result.superseded && (!unclear || call.row.effect !== 'starts'),
  };
}

/**
 * The hint of a return code, where need be with what this call adds to it.
 * @param fillIn fills the facts in: by default into the hint of the code
 */
function hintAfter(
  { call, serverAheadMs }: CallResult,
  account: Account,
  advice: Advice,
  fillIn: (text?: Text) => Text,
): Text {
  if (advice === 'fix-clock') return clockHint(fillIn(), serverAheadMs);
  if (advice === 'fix-sequence') return fillIn(sequenceHints[sequenceCase(call)]);
  if (advice === 'fix-secret' && account.from.secret === '--secret-file -')
    return joined(fillIn(), redirectSecret);
  // The hint names a single stream itself.
  if (advice !== 'fix-stream' || call.streams.length < 2) return fillIn();
  const bad = call.streams.filter((id) => !isStrict(sentStreamId(call.row, account, id)));
  const ids = truncate(bad.map(quoted).join(', '), 200);
  return bad.length > 0 ? joined(filled(badIds, { ids }), fillIn()) : fillIn();
}

/** The rules of a StreamId that the documentation gives (RTMPDispatchV2); other Actions may be vaguer. */
function isStrict(id: string): boolean {
  return /^[\w-]{1,256}$/.test(id);
}

function sequenceCase(call: PlannedCall): keyof typeof sequenceHints {
  if (call.sequence !== undefined) return 'chosen';
  return call.row.change === null || mayDrawAhead(call) ? 'drawn' : 'notRedrawn';
}

/**
 * Whether the same command may succeed if it is run again, after a return code. A resume or a start whose Sequence
 * was refused might undo what another machine did.
 */
function mayPass({ call, serverAheadMs }: CallResult, advice: Advice): boolean {
  if (advice === 'fix-clock') return isClockRight(serverAheadMs);
  if (advice === 'fix-sequence') return sequenceCase(call) === 'drawn';
  return passing.includes(advice);
}

/** The note that an older command gave way to one that had no effect. */
export function madeWayNote(streams: readonly string[]): Text {
  return filled(madeWay, { ids: truncate(streams.join(', '), 200) });
}

/** The words for a result, marked where it happened in the test environment. */
export function resultIn({ isTest }: Account, result: Text): Text {
  return isTest ? { en: `Test environment: ${result.en}`, zh: `测试环境：${result.zh}` } : result;
}

/** The facts that fill the placeholders in texts of rows and codes: ids, address, sources of the credentials. */
export function factsOf(
  call: PlannedCall,
  { appId, isTest, from, typed = '' }: Account,
  requestId = '',
): Readonly<Record<string, Words>> {
  const { row, streams } = call;
  const [first = ''] = streams;
  const [address = ''] = addressesOf(call);
  return {
    action: row.action,
    appId: String(appId),
    appIdSource: from.appId,
    secretSource: from.secret,
    requestId,
    rate: String(isTest ? row.rate.test : row.rate.production),
    stream: streams.join(', '),
    streamArg: streams.length === 1 ? streamArgument(first) : '--stream ID',
    url: hideAddressSecrets(address),
    accountArgs: [typed, isTest ? '--test' : ''].filter(Boolean).join(' '),
    testChange: testChange[isTest ? 'out' : 'in'],
  };
}

function streamArgument(id: string): string {
  // What acts on a terminal is shown escaped, and the escape would be another id.
  if (/[\p{C}\p{Zl}\p{Zp}]/u.test(id)) return '--stream ID';
  return id.startsWith('-') ? `--stream=${quoted(id)}` : `--stream ${quoted(id)}`;
}

/**
 * What several calls add up to: 9 if the outcome of one that changes something is unknown; else the signal's
 * code if one was interrupted; else what all of them ended with, or 7 where they differ.
 */
export function exitCodeOf(calls: readonly JudgedCall[]): number {
  const codes = calls.map(({ verdict }) => verdict.exitCode);
  const unknown = calls.some(
    ({ call, verdict }) => call.row.effect !== 'reads' && verdict.exitCode === EXIT.unknown,
  );
  if (unknown) return EXIT.unknown;
  const interrupted = calls.find(({ error }) => error?.kind === 'interrupted');
  if (interrupted) return interrupted.verdict.exitCode;
  const [first = EXIT.done] = codes;
  return codes.every((code) => code === first) ? first : EXIT.partial;
}

function exitOf(advice: Advice): number {
  if (authentication.includes(advice)) return EXIT.auth;
  return advice === 'slow-down' ? EXIT.rate : EXIT.refused;
}

/**
 * Repeating is safe unless a second start might start twice, or the call would undo the newer command that won.
 */
function isRetryable({ call, error, superseded }: CallResult): boolean {
  if (superseded) return false;
  if (error instanceof InterruptedError && !error.sent) return true;
  if (error instanceof OutcomeUnknownError || error instanceof InterruptedError) {
    return call.row.effect !== 'starts';
  }
  if (error instanceof NetworkError && !error.passing) return false;
  return error?.exitCode === EXIT.network || error?.exitCode === EXIT.rate;
}
