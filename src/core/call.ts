import { OutcomeUnknownError, RateLimitError, ZegoError } from '../errors.ts';
import { readReply, UnreadableReply } from './reply.ts';
import { buildQuery, type Query, urlOf } from './request.ts';
import type { SequenceSource } from './sequence.ts';
import type { Account, CallResult, HttpAnswer, PlannedCall, Reply, Send, Stamp } from './types.ts';

/** What a call needs of the world. */
export interface CallMeans {
  readonly send: Send;
  /** Unix milliseconds. */
  now(): number;
  /** As many random bytes in lower-case hex, so twice as many digits. */
  randomHex(bytes: number): string;
  readonly sequences: SequenceSource;
  readonly interrupted: AbortSignal;
  /** Told of every request before it goes out, and of every answer. */
  readonly watch: CallWatch;
}

/** What `--debug` shows, and where secrets are made known to whoever hides them. */
export interface CallWatch {
  sending(call: PlannedCall, query: Query): void;
  answered(call: PlannedCall, answer: HttpAnswer): void;
}

/**
 * Makes one call and says what came of it: never throws a ZegoError, it returns it in the result.
 * @param deadline Unix milliseconds by which it must be over
 */
export async function makeCall(
  call: PlannedCall,
  account: Account,
  means: CallMeans,
  deadline: number,
): Promise<CallResult> {
  let stamp: Stamp | null = null;
  try {
    stamp = await freshStamp(call, account, means);
    const query = buildQuery(call, account, stamp);
    means.watch.sending(call, query);
    const answer = await means.send(urlOf(account.endpoint, query), {
      timeoutMs: Math.max(1, deadline - means.now()),
      interrupted: means.interrupted,
    });
    means.watch.answered(call, answer);
    return result(call, stamp, replyOf(call, answer), null);
  } catch (error) {
    if (error instanceof ZegoError) return result(call, stamp, null, withCheck(error, call));
    throw error;
  }
}

/** Everything that must be new with every attempt; a Sequence is drawn last, right before sending. */
async function freshStamp(call: PlannedCall, { appId }: Account, means: CallMeans): Promise<Stamp> {
  const sequence = call.row.sequenced
    ? (call.sequence ?? (await means.sequences.draw(appId)))
    : null;
  return { nonce: means.randomHex(8), timestamp: Math.floor(means.now() / 1000), sequence };
}

function result(
  call: PlannedCall,
  stamp: Stamp | null,
  reply: Reply | null,
  error: ZegoError | null,
): CallResult {
  return {
    call,
    reply,
    error,
    sequence: stamp?.sequence ?? null,
    attempts: stamp === null ? 0 : 1,
  };
}

/** A body of the documented shape counts whatever the HTTP status; else the status must explain. */
function replyOf(call: PlannedCall, { status, body }: HttpAnswer): Reply {
  // A redirect would carry the signed URL elsewhere: it is never followed, nor believed.
  if (status >= 300 && status < 400) {
    throw new OutcomeUnknownError(`the server answered with a redirect (HTTP ${status})`);
  }
  try {
    return readReply(body);
  } catch (error) {
    if (!(error instanceof UnreadableReply)) throw error;
    if (status === 429) {
      const { rate } = call.row;
      throw new RateLimitError('called too often (HTTP 429)', {
        en: `${call.row.action} takes ${rate.production} calls a second per AppId (test: ${rate.test}). Wait a moment and run it again.`,
        zh: `${call.row.action} 每个 AppId 每秒最多 ${rate.production} 次（测试环境 ${rate.test} 次）。请稍候重试。`,
      });
    }
    const how = status === 200 ? error.message : `HTTP ${status} and ${error.message}`;
    throw new OutcomeUnknownError(`the answer is unreadable: ${how}`);
  }
}

/** Where the outcome is unknown, the way to find out belongs to the Action. */
function withCheck(error: ZegoError, { row }: PlannedCall): ZegoError {
  if (!(error instanceof OutcomeUnknownError) || error.hint !== null) return error;
  const may = row.effect === 'reads' ? '' : '; it may have taken effect';
  return new OutcomeUnknownError(error.message + may, row.check);
}
