import type { Coordinator, Drawn, Slot } from '../coordination/coordinator.ts';
import {
  InterruptedError,
  NetworkError,
  OutcomeUnknownError,
  type Signal,
  ZegoError,
} from '../errors.ts';
import { answerOf } from './answer.ts';
import { type Query, urlOf } from './query.ts';
import { repeatReason } from './repeat.ts';
import { buildQuery, sentStreamId } from './request.ts';
import type { Account, CallResult, HttpAnswer, Limits, PlannedCall, Reply, Send } from './types.ts';

/** What a call needs of the world. */
export interface CallMeans {
  readonly send: Send;
  readonly coordinator: Coordinator;
  readonly limits: Limits;
  /** Unix milliseconds. */
  now(): number;
  /** As many random bytes in lower-case hex, so twice as many digits. */
  randomHex(bytes: number): string;
  /** Throws the signal's reason as soon as it aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  readonly watch: CallWatch;
}

/** Who is told of every step: for `--debug`, and to hide what is secret before it can be shown. */
export interface CallWatch {
  waiting(ms: number): void;
  sending(query: Query, attempt: number): void;
  answered(answer: HttpAnswer): void;
  failed(error: ZegoError): void;
  repeating(reason: string, delayMs: number): void;
}

const mostAttempts = 3;
/** At most; it doubles with every attempt. */
const firstPauseMs = 400;

/**
 * Makes one call and says what came of it: never throws a ZegoError, it returns it in the result. It is
 * repeated where that is safe, at most twice, each time with a new nonce, timestamp, signature and
 * Sequence.
 */
export async function makeCall(
  call: PlannedCall,
  account: Account,
  means: CallMeans,
): Promise<CallResult> {
  const course: Course = {
    call,
    account,
    means,
    drawn: null,
    sequence: null,
    attempts: 0,
    waitedMs: 0,
    lost: false,
  };
  for (;;) {
    const lostBefore = course.lost;
    const result = await tryOnce(course);
    const told = explained(result, lostBefore);
    const reason = course.attempts < mostAttempts ? await repeatReason(result) : null;
    if (reason === null) return told;
    // A fault of the service says nothing of how far it got.
    course.lost ||= result.reply !== null && reason.unclear;
    // Full jitter, so that those who failed together do not come again together.
    const most = firstPauseMs * 2 ** (course.attempts - 1);
    const delayMs = Math.round((Number.parseInt(means.randomHex(4), 16) / 0xffff_ffff) * most);
    means.watch.repeating(reason.words, delayMs);
    try {
      await means.sleep(
        delayMs,
        AbortSignal.any([means.limits.deadline, means.limits.interrupted]),
      );
    } catch {
      return endedBetween(told, course);
    }
  }
}

/** What stands for a call that a signal came before. */
export function notSent(call: PlannedCall, signal: Signal): CallResult {
  const untouched = { reply: null, sequence: null, attempts: 0, waitedMs: 0, serverAheadMs: null };
  const error = new InterruptedError(signal, false);
  return { call, ...untouched, error, lost: false, superseded: false };
}

/** A call on its way through its attempts. */
interface Course {
  readonly call: PlannedCall;
  readonly account: Account;
  readonly means: CallMeans;
  drawn: Drawn | null;
  sequence: string | null;
  attempts: number;
  waitedMs: number;
  lost: boolean;
}

async function tryOnce(course: Course): Promise<CallResult> {
  const { call, account, means } = course;
  const { limits, watch } = means;
  let release = async () => {};
  const settled = (reply: Reply | null, error: ZegoError | null, serverAheadMs: number | null) => {
    const { sequence, attempts, waitedMs, lost } = course;
    const superseded = course.drawn?.superseded ?? false;
    return { call, reply, error, sequence, attempts, waitedMs, lost, superseded, serverAheadMs };
  };
  course.attempts++;
  try {
    const prepare = async (ending: AbortSignal) => {
      release = await winTurn(course, ending);
      const sequence = sequenceOf(course);
      course.sequence = sequence;
      const query = buildQuery(call, account, {
        nonce: means.randomHex(8),
        timestamp: Math.floor(means.now() / 1000),
        sequence,
      });
      watch.sending(query, course.attempts);
      return urlOf(account.endpoint, query);
    };
    const answer = await means.send(account.endpoint, prepare, limits);
    watch.answered(answer);
    const ahead = answer.date === null ? Number.NaN : Date.parse(answer.date) - means.now();
    return settled(answerOf(call, answer), null, Number.isNaN(ahead) ? null : ahead);
  } catch (error) {
    if (!(error instanceof ZegoError)) throw error;
    watch.failed(error);
    course.lost ||= error instanceof OutcomeUnknownError;
    return settled(null, error, null);
  } finally {
    await release();
  }
}

/**
 * Waits for a rate slot, then draws: whoever draws later sends later, as far as one machine can tell.
 * After a pause between the two (a stopped process) the slot is void, and both are won anew.
 * @returns to be called when the call is over
 */
async function winTurn(course: Course, ending: AbortSignal): Promise<() => Promise<void>> {
  const { call, account, means } = course;
  const { action, rate } = call.row;
  const lane = { appId: account.appId, action, test: account.isTest };
  const perSecond = account.isTest ? rate.test : rate.production;
  for (;;) {
    let slot: Slot;
    try {
      slot = await means.coordinator.slot(lane, perSecond, ending, means.watch.waiting);
    } catch (error) {
      if (!means.limits.deadline.aborted) throw error;
      throw new NetworkError(
        'slot',
        `no rate slot in time (${action} takes ${perSecond} calls a second); nothing was sent`,
        'Run it again with a longer --timeout, or run fewer at once.',
      );
    }
    course.waitedMs += slot.waitedMs;
    course.drawn = await draw(course);
    if (slot.fresh() && !course.drawn?.superseded) return slot.done;
    await slot.done();
    if (course.drawn?.superseded) {
      throw new NetworkError(
        'slot',
        'not sent again: a newer command for this stream was given on this machine',
        'The newer command decides. Run this one again only if it should win.',
      );
    }
  }
}

/** A command without a Sequence draws too, so that it is not repeated over a newer one. */
async function draw({ call, account, means, drawn }: Course): Promise<Drawn | null> {
  if (drawn !== null) return drawn.again();
  const { row, streams } = call;
  if (row.lever === null) return row.sequenced ? means.coordinator.draw(account.appId, []) : null;
  const environment = account.isTest ? 'test' : 'production';
  const states = streams.map(
    (id) => `${row.lever} ${environment} ${sentStreamId(row, account, id)}`,
  );
  return means.coordinator.draw(account.appId, states);
}

function sequenceOf({ call, drawn }: Course): string | null {
  if (!call.row.sequenced) return null;
  if (drawn === null) throw new Error('a sequenced call without a draw');
  return call.sequence ?? String(drawn.sequence);
}

/** The same result with an error that says how the whole call stands, not only its last attempt. */
function explained(result: CallResult, lostBefore: boolean): CallResult {
  const { call, error } = result;
  if (error === null) return result;
  return { ...result, error: lostBefore ? stillUnknown(error, call) : withCheck(error, call) };
}

/** Where the outcome is unknown, the way to find out belongs to the Action. */
function withCheck(error: ZegoError, { row }: PlannedCall): ZegoError {
  if (error instanceof InterruptedError && error.sent) {
    return new InterruptedError(error.signal, true, row.check);
  }
  if (!(error instanceof OutcomeUnknownError) || error.hint !== null) return error;
  const may = row.effect === 'reads' ? '' : '; it may have taken effect';
  return new OutcomeUnknownError(error.message + may, error.lost, row.check);
}

/** What fails after an attempt was lost cannot undo that one. */
function stillUnknown(error: ZegoError, call: PlannedCall): ZegoError {
  if (error instanceof InterruptedError) {
    return withCheck(new InterruptedError(error.signal, true), call);
  }
  if (error instanceof OutcomeUnknownError) return withCheck(error, call);
  return withCheck(
    new OutcomeUnknownError(
      `an earlier attempt went out and its outcome is unknown, then: ${error.message}`,
      false,
    ),
    call,
  );
}

/** The time ran out, or a signal came, between two attempts. */
function endedBetween(result: CallResult, { means, lost }: Course): CallResult {
  const { interrupted } = means.limits;
  if (!interrupted.aborted) return result;
  return {
    ...result,
    reply: null,
    error: withCheck(new InterruptedError(interrupted.reason, lost), result.call),
  };
}
