import { fill } from '../codes/fill.ts';
import type { Advice } from '../codes/types.ts';
import { EXIT, type Hint, NetworkError, OutcomeUnknownError } from '../errors.ts';
import { hideAddressSecrets } from '../values/rtmp.ts';
import { quoted } from '../values/shell.ts';
import { joined, type Text } from '../values/text.ts';
import { truncate } from '../values/truncate.ts';
import { addressesOf } from './request.ts';
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

const authentication: readonly Advice[] = ['fix-secret', 'fix-appid', 'fix-clock'];
const passing: readonly Advice[] = ['retry', 'retry-else-support', 'fault', 'slow-down'];

/**
 * Judges what came of a call by the Action's row and the meanings of return codes.
 * @returns the exit code of the contract, and the words in both languages, facts filled in
 */
export async function judge(result: CallResult, account: Account): Promise<Verdict> {
  const verdict = await judgeAlone(result, account);
  if (result.madeWay.length === 0) return verdict;
  const note = madeWayNote(result.madeWay);
  const { hint } = verdict;
  const text = typeof hint === 'string' ? { en: hint, zh: hint } : hint;
  return { ...verdict, hint: text ? joined(note, text) : note };
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
  const { lookUp } = await import('../codes/lookup.ts');
  const known = lookUp(reply.code, call.row);
  const { meaning, hint, advice } = known ?? unpublished;
  const answer = call.row.answers?.[reply.code];
  // A fault of the service says nothing of how far it got.
  const unclear = unknown || (advice === 'fault' && call.row.effect !== 'reads');
  const retryable = passing.includes(advice);
  return {
    ok: answer?.ok ?? false,
    exitCode: unclear ? EXIT.unknown : (answer?.exit ?? exitOf(advice)),
    meaning: answer ? resultIn(account, filled(meaning, facts)) : filled(meaning, facts),
    hint: unknown
      ? filled(call.row.check, facts)
      : hint && clockHint(filled(hint, facts), advice, result.serverAheadMs),
    retryable: retryable && !result.superseded && (!unclear || call.row.effect !== 'starts'),
  };
}

/** What to know of a command without effect to which an older one gave way: neither took effect. */
export function madeWayNote(streams: readonly string[]): Text {
  const ids = truncate(streams.join(', '), 200);
  return {
    en: `An older command for ${ids} gave way to this one: neither took effect.`,
    zh: `针对 ${ids} 的较早命令已让位于本命令：两者均未生效。`,
  };
}

/** A result as it is told: nobody may take what was done in the test environment for the real thing. */
export function resultIn({ isTest }: Account, result: Text): Text {
  return isTest ? { en: `Test environment: ${result.en}`, zh: `测试环境：${result.zh}` } : result;
}

/** For a clock that is off: by how much, as the server's Date header tells. */
function clockHint(hint: Text, advice: Advice, aheadMs: number | null): Text {
  if (advice !== 'fix-clock' || aheadMs === null) return hint;
  const minutes = Math.floor(Math.abs(aheadMs) / 60_000);
  const seconds = Math.floor(Math.abs(aheadMs) / 1000) % 60;
  const behind = aheadMs > 0;
  return {
    en: `This machine's clock is ${minutes} min ${seconds} s ${behind ? 'behind' : 'ahead of'} the server's. ${hint.en}`,
    zh: `本机时钟比服务器${behind ? '慢' : '快'} ${minutes} 分 ${seconds} 秒。${hint.zh}`,
  };
}

/** What the texts of rows and codes may name of a call: ids, address, where the credentials are from. */
export function factsOf(
  call: PlannedCall,
  { appId, isTest, from }: Account,
  requestId = '',
): Record<string, string> {
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
  };
}

/** Fills the placeholders of both languages. */
export function filled(text: Text, facts: Readonly<Record<string, string>>): Text {
  return { en: fill(text.en, facts), zh: fill(text.zh, facts) };
}

function streamArgument(id: string): string {
  return id.startsWith('-') ? `--stream=${quoted(id)}` : `--stream ${quoted(id)}`;
}

function exitOf(advice: Advice): number {
  if (authentication.includes(advice)) return EXIT.auth;
  return advice === 'slow-down' ? EXIT.rate : EXIT.refused;
}

/**
 * Repeating is safe unless the lost call may have begun something that a second one begins again, or it
 * would undo the newer command that won.
 */
function isRetryable({ call, error, superseded }: CallResult): boolean {
  if (superseded) return false;
  if (error instanceof OutcomeUnknownError) return call.row.effect !== 'starts';
  if (error instanceof NetworkError && !error.passing) return false;
  return error?.exitCode === EXIT.network || error?.exitCode === EXIT.rate;
}

const unpublished = {
  advice: 'support',
  meaning: {
    en: 'a return code that ZEGO has not published',
    zh: 'ZEGO 未公布的返回码',
  },
  hint: {
    en: 'Send the code and RequestId {requestId} to ZEGO support.',
    zh: '请将返回码和 RequestId {requestId} 提供给 ZEGO 技术支持。',
  },
} as const;
