import { failure } from '../codes/failures.ts';
import type { Ticket, Turn, WaitReason } from '../coordination/coordinator.ts';
import { HungUpError, InterruptedError, NetworkError, ZegoError } from '../errors.ts';
import { replyIn } from './answer.ts';
import type { CallDeps, CallState, Ending } from './call-state.ts';
import { conclude, overtakenError, streamsFact } from './conclusion.ts';
import { urlOf } from './query.ts';
import { buildQuery } from './request.ts';
import { type RetryReason, retryReason } from './retry.ts';
import type { Account, CallResult, PlannedCall } from './types.ts';

/** Those refused for the rate or the Sequence not counted. */
const mostAttempts = 3;
const mostUnmade = 20;
/** The longest pause before the second attempt; it doubles with every further one. */
const firstPauseMs = 400;
/** For so long the service counts a call against the rate. */
const rateWindowMs = 1000;
/** By how much a Sequence is above the last one, after each refusal. */
const stepsAheadMs = [1000, 2000, 4000];
/** The service compares Sequences over 10 s: one that is further ahead of the clock would shut out others for long. */
export const mostAheadMs = 10_000;
/** How often a call that connects or pauses checks whether a newer one decides. */
const lookMs = 100;

/**
 * Makes one call and gives its result; a ZegoError becomes part of the result and is not thrown. The call is
 * repeated where that is safe, each time with a new nonce, timestamp, signature and Sequence: at most twice, but
 * until the time is over while the service refuses it for the rate.
 * @param ticket the call's place among the commands of this machine; closed in the end
 * @returns one result, or one for each group of its streams that ended alike
 */
export async function makeCall(
  call: PlannedCall,
  ticket: Ticket,
  account: Account,
  deps: CallDeps,
): Promise<readonly CallResult[]> {
  const state: CallState = {
    ...{ call, ticket, account, deps },
    ...{ ids: call.streams, lost: new Set(), unknown: [], refused: null },
    ...{ sequence: null, attempts: 0, refusals: { rate: 0, sequence: 0 }, leastSequence: 0 },
    ...{ unmade: 0, waited: false, waitedMs: 0 },
    ...{ serverAheadMs: null, serverTime: null, first: null },
  };
  for (;;) {
    const ending = await tryOnce(state);
    if (isUnmade(state, ending)) {
      state.attempts--;
      state.unmade++;
      await ticket.pause('again');
      continue;
    }
    const reason = await retryReason({ call, ...ending });
    if (reason === null || !mayRepeat(state, reason)) return conclude(state, ending);
    if (reason.kind === 'lost') {
      state.unknown.push(ending);
      for (const id of state.ids) state.lost.add(id);
    } else if (reason.kind !== 'unsent') {
      state.refused = ending;
    }
    await ticket.pause(reason.kind === 'lost' ? 'lost' : 'not-done');
    const delayMs = pauseAfter(reason, state);
    deps.observer.repeating(reason.words, delayMs);
    const overtaken = whenOvertaken(state);
    try {
      const { deadline, interrupted } = deps.limits;
      const early = AbortSignal.any([deadline, interrupted, overtaken.signal]);
      await deps.sleep(delayMs, early);
    } catch {
      return conclude(state, endedBetween(ending, state, overtaken.signal));
    } finally {
      overtaken.stop();
    }
  }
}

/**
 * Whether the limits allow another attempt; counts those that were refused for the rate or the Sequence, and after
 * the latter sets the next Sequence.
 */
function mayRepeat(state: CallState, { kind }: RetryReason): boolean {
  const { refusals, deps, attempts } = state;
  if (kind === 'rate') {
    refusals.rate++;
    return true;
  }
  if (kind === 'sequence') {
    const step = stepsAheadMs[refusals.sequence];
    if (step === undefined) return false;
    const next = Number(state.sequence) + step;
    if (next > deps.now() + mostAheadMs) return false;
    refusals.sequence++;
    state.leastSequence = next;
    return true;
  }
  return attempts - refusals.rate - refusals.sequence < mostAttempts;
}

/**
 * Milliseconds until the next attempt. They are random, so that calls that failed together are not repeated
 * together; after a refusal for the rate they reach past the second that the service counts.
 */
function pauseAfter({ kind }: RetryReason, { attempts, refusals, deps }: CallState): number {
  const chance = Number.parseInt(deps.randomHex(4), 16) / 0xffff_ffff;
  if (kind === 'rate') {
    return Math.round(rateWindowMs + chance * Math.min(4, refusals.rate) * firstPauseMs);
  }
  const others = attempts - refusals.rate - refusals.sequence;
  return Math.round(chance * firstPauseMs * 2 ** Math.max(0, others - 1));
}

/**
 * Whether no attempt was made: the process was held up between turn and request, or the server closed the
 * connection while the call waited for its turn.
 */
function isUnmade({ unmade, waited }: CallState, { error }: Ending): boolean {
  return (
    unmade < mostUnmade && (error instanceof StaleTurn || (error instanceof HungUpError && waited))
  );
}

/** The result of a call that is not made at all, for the reason that `error` gives. */
export async function notMade(
  call: PlannedCall,
  ticket: Ticket,
  error: ZegoError,
): Promise<CallResult> {
  const { madeWay } = await ticket.close('nothing');
  const untouched = { reply: null, sequence: null, attempts: 0, waitedMs: 0 };
  const unheard = { serverAheadMs: null, serverTime: null, first: null };
  return { call, ...untouched, ...unheard, error, superseded: false, madeWay };
}

/** The turn was over before the request could be written: nothing was sent. */
class StaleTurn extends NetworkError {}

async function tryOnce(state: CallState): Promise<Ending> {
  const { call, account, deps } = state;
  const { limits, observer } = deps;
  state.attempts++;
  state.waited = false;
  const overtaken = whenOvertaken(state);
  let stale = false;
  let [sentAt, serverTime] = [Number.NaN, Number.NaN];
  try {
    const prepare = async (ending: AbortSignal) => {
      overtaken.stop();
      const fresh = await winTurn(state, ending);
      sentAt = deps.now();
      const query = buildQuery({ ...call, streams: state.ids }, account, {
        nonce: deps.randomHex(8),
        timestamp: Math.floor(sentAt / 1000),
        sequence: state.sequence,
      });
      observer.sending(query, state.attempts);
      return {
        url: urlOf(account.endpoint, query),
        fresh: () => {
          stale = !fresh();
          return !stale;
        },
      };
    };
    const answer = await deps.send(account.endpoint, prepare, limits, overtaken.signal);
    observer.answered(answer);
    serverTime = Date.parse(answer.date ?? '');
    state.serverTime = numberOrNull(serverTime);
    state.serverAheadMs = numberOrNull(serverTime - deps.now());
    return { reply: replyIn(call, answer, deps.redactForeign), error: null };
  } catch (error) {
    if (stale) return { reply: null, error: new StaleTurn('slot', ...failure('staleTurn')) };
    if (!(error instanceof ZegoError)) throw error;
    observer.failed(error);
    return { reply: null, error };
  } finally {
    overtaken.stop();
    if (!stale && !Number.isNaN(sentAt))
      state.first ??= { sentAt, serverTime: numberOrNull(serverTime) };
  }
}

function numberOrNull(number: number): number | null {
  return Number.isNaN(number) ? null : number;
}

/**
 * Waits for the call's turn.
 * @returns a function that tells whether the turn still lasts
 * @throws SupersededError where a newer command decides, NetworkError where the time runs out
 */
async function winTurn(state: CallState, ending: AbortSignal): Promise<() => boolean> {
  const { call, ticket, deps } = state;
  const onWait = (what: WaitReason, ms: number) => {
    state.waited = true;
    deps.observer.waiting(what, ms);
  };
  let turn: Turn | null;
  try {
    turn = await ticket.turn(ending, onWait, state.leastSequence);
  } catch (error) {
    if (!deps.limits.deadline.aborted) throw error;
    throw tooLate(state);
  }
  if (turn === null) throw overtakenError(state);
  state.ids = turn.ids;
  state.waitedMs += turn.waitedMs;
  state.sequence = call.row.sequenced ? (call.sequence ?? String(turn.sequence)) : null;
  return turn.fresh;
}

function tooLate({ call: { row, streams }, account, ticket }: CallState): NetworkError {
  const rate = `${account.isTest ? row.rate.test : row.rate.production}`;
  const name = ticket.awaits === 'order' ? 'noTurn' : 'noSlot';
  return new NetworkError(
    'slot',
    ...failure(name, { action: row.action, rate, ...streamsFact(streams) }),
  );
}

/** Checks at intervals whether a newer command decides over all of the call's streams: then `signal` aborts. */
function whenOvertaken(state: CallState): { readonly signal: AbortSignal; stop(): void } {
  const found = new AbortController();
  const stop = state.deps.every(lookMs, () => {
    void state.ticket.overtaken().then((ids) => {
      const left = state.call.streams.filter((id) => !ids.includes(id));
      if (ids.length > 0 && left.length === 0) found.abort(overtakenError(state));
    });
  });
  return { signal: found.signal, stop };
}

/** The time ran out, a signal came or a newer command was given between two attempts. */
function endedBetween(ending: Ending, state: CallState, overtaken: AbortSignal): Ending {
  const { interrupted } = state.deps.limits;
  if (interrupted.aborted) {
    return {
      reply: null,
      error: new InterruptedError(interrupted.reason, { sent: state.unknown.length > 0 }),
    };
  }
  return overtaken.aborted ? { reply: null, error: overtaken.reason } : ending;
}
