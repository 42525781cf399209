import { failure } from '../codes/failures.ts';
import type { Ticket, Turn, WaitReason } from '../coordination/coordinator.ts';
import { HungUpError, InterruptedError, NetworkError, type Signal, ZegoError } from '../errors.ts';
import { replyIn } from './answer.ts';
import type { CallDeps, CallState, Ending } from './call-state.ts';
import { conclude, overtakenError } from './conclusion.ts';
import { urlOf } from './query.ts';
import { buildQuery } from './request.ts';
import { retryReason } from './retry.ts';
import type { Account, CallResult, PlannedCall } from './types.ts';

const mostAttempts = 3;
const mostUnmade = 20;
/** The longest pause before the second attempt; it doubles with every further one. */
const firstPauseMs = 400;
/** How often a call that connects or pauses checks whether a newer one decides. */
const lookMs = 100;

/**
 * Makes one call and gives its result; a ZegoError becomes part of the result and is not thrown. The call is
 * repeated where that is safe, at most twice, each time with a new nonce, timestamp, signature and Sequence.
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
    ...{ ids: call.streams, lost: new Set(), isLost: false, refused: null },
    ...{ sequence: null, attempts: 0, unmade: 0, waited: false, waitedMs: 0, serverAheadMs: null },
  };
  for (;;) {
    const ending = await tryOnce(state);
    if (isUnmade(state, ending)) {
      state.attempts--;
      state.unmade++;
      await ticket.pause('again');
      continue;
    }
    const reason = state.attempts < mostAttempts ? await retryReason({ call, ...ending }) : null;
    if (reason === null) return conclude(state, ending);
    if (reason.kind === 'refused') state.refused = ending;
    if (reason.kind === 'lost') {
      state.isLost = true;
      for (const id of state.ids) state.lost.add(id);
    }
    await ticket.pause(reason.kind === 'lost' ? 'lost' : 'not-done');
    // Full jitter, so that calls that failed together are not repeated together.
    const most = firstPauseMs * 2 ** (state.attempts - 1);
    const delayMs = Math.round((Number.parseInt(deps.randomHex(4), 16) / 0xffff_ffff) * most);
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
 * Whether no attempt was made: the process was held up between turn and request, or the server closed the
 * connection while the call waited for its turn.
 */
function isUnmade({ unmade, waited }: CallState, { error }: Ending): boolean {
  return (
    unmade < mostUnmade && (error instanceof StaleTurn || (error instanceof HungUpError && waited))
  );
}

/** The result of a call that a signal prevented. */
export async function notSent(
  call: PlannedCall,
  ticket: Ticket,
  signal: Signal,
): Promise<CallResult> {
  const { madeWay } = await ticket.close('nothing');
  const untouched = { reply: null, sequence: null, attempts: 0, waitedMs: 0, serverAheadMs: null };
  const error = new InterruptedError(signal, { sent: false });
  return { call, ...untouched, error, superseded: false, madeWay };
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
  try {
    const prepare = async (ending: AbortSignal) => {
      overtaken.stop();
      const fresh = await winTurn(state, ending);
      const query = buildQuery({ ...call, streams: state.ids }, account, {
        nonce: deps.randomHex(8),
        timestamp: Math.floor(deps.now() / 1000),
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
    const ahead = answer.date === null ? Number.NaN : Date.parse(answer.date) - deps.now();
    state.serverAheadMs = Number.isNaN(ahead) ? null : ahead;
    return { reply: replyIn(call, answer), error: null };
  } catch (error) {
    if (stale) return { reply: null, error: new StaleTurn('slot', ...failure('staleTurn')) };
    if (!(error instanceof ZegoError)) throw error;
    observer.failed(error);
    return { reply: null, error };
  } finally {
    overtaken.stop();
  }
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
    turn = await ticket.turn(ending, onWait);
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

function tooLate({ call: { row }, account, ticket }: CallState): NetworkError {
  const rate = `${account.isTest ? row.rate.test : row.rate.production}`;
  const name = ticket.awaits === 'order' ? 'noTurn' : 'noSlot';
  return new NetworkError('slot', ...failure(name, { action: row.action, rate }));
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
    return { reply: null, error: new InterruptedError(interrupted.reason, { sent: state.isLost }) };
  }
  return overtaken.aborted ? { reply: null, error: overtaken.reason } : ending;
}
