import type { Ticket, Turn, WaitReason } from '../coordination/coordinator.ts';
import { HungUpError, InterruptedError, NetworkError, type Signal, ZegoError } from '../errors.ts';
import { answerOf } from './answer.ts';
import { conclude, overtakenError } from './conclusion.ts';
import type { CallMeans, Course, Ending } from './course.ts';
import { urlOf } from './query.ts';
import { repeatReason } from './repeat.ts';
import { buildQuery } from './request.ts';
import type { Account, CallResult, PlannedCall } from './types.ts';

const mostAttempts = 3;
const mostUnmade = 20;
/** At most; it doubles with every attempt. */
const firstPauseMs = 400;
/** So often a call that connects or pauses looks whether a newer one decides. */
const lookMs = 100;

/**
 * Makes one call and says what came of it: never throws a ZegoError, it returns it in the result. It is
 * repeated where that is safe, at most twice, each time with a new nonce, timestamp, signature and
 * Sequence.
 * @param ticket the call's; closed in the end
 * @returns one result, or one for each group of its streams that fared alike
 */
export async function makeCall(
  call: PlannedCall,
  ticket: Ticket,
  account: Account,
  means: CallMeans,
): Promise<readonly CallResult[]> {
  const course: Course = {
    ...{ call, ticket, account, means },
    ...{ ids: call.streams, lost: new Set(), isLost: false, refused: null },
    ...{ sequence: null, attempts: 0, unmade: 0, waited: false, waitedMs: 0, serverAheadMs: null },
  };
  for (;;) {
    const ending = await tryOnce(course);
    if (isUnmade(course, ending)) {
      course.attempts--;
      course.unmade++;
      await ticket.pause('again');
      continue;
    }
    const reason = course.attempts < mostAttempts ? await repeatReason({ call, ...ending }) : null;
    if (reason === null) return conclude(course, ending);
    if (reason.kind === 'refused') course.refused = ending;
    if (reason.kind === 'lost') {
      course.isLost = true;
      for (const id of course.ids) course.lost.add(id);
    }
    await ticket.pause(reason.kind === 'lost' ? 'lost' : 'not-done');
    // Full jitter, so that those who failed together do not come again together.
    const most = firstPauseMs * 2 ** (course.attempts - 1);
    const delayMs = Math.round((Number.parseInt(means.randomHex(4), 16) / 0xffff_ffff) * most);
    means.watch.repeating(reason.words, delayMs);
    const overtaken = whenOvertaken(course);
    try {
      const { deadline, interrupted } = means.limits;
      const early = AbortSignal.any([deadline, interrupted, overtaken.signal]);
      await means.sleep(delayMs, early);
    } catch {
      return conclude(course, endedBetween(ending, course, overtaken.signal));
    } finally {
      overtaken.stop();
    }
  }
}

/**
 * Whether it came to no attempt at all: this machine was held up between turn and request, or the server did
 * not keep the connection for as long as the turn took to come.
 */
function isUnmade({ unmade, waited }: Course, { error }: Ending): boolean {
  return (
    unmade < mostUnmade && (error instanceof StaleTurn || (error instanceof HungUpError && waited))
  );
}

/** What stands for a call that a signal came before. */
export async function notSent(
  call: PlannedCall,
  ticket: Ticket,
  signal: Signal,
): Promise<CallResult> {
  const { madeWay } = await ticket.close('nothing');
  const untouched = { reply: null, sequence: null, attempts: 0, waitedMs: 0, serverAheadMs: null };
  const error = new InterruptedError(signal, false);
  return { call, ...untouched, error, superseded: false, madeWay };
}

/** The turn was over before the request could be written: nothing was sent. */
class StaleTurn extends NetworkError {}

async function tryOnce(course: Course): Promise<Ending> {
  const { call, account, means } = course;
  const { limits, watch } = means;
  course.attempts++;
  course.waited = false;
  const overtaken = whenOvertaken(course);
  let stale = false;
  try {
    const prepare = async (ending: AbortSignal) => {
      overtaken.stop();
      const fresh = await winTurn(course, ending);
      const query = buildQuery({ ...call, streams: course.ids }, account, {
        nonce: means.randomHex(8),
        timestamp: Math.floor(means.now() / 1000),
        sequence: course.sequence,
      });
      watch.sending(query, course.attempts);
      return {
        url: urlOf(account.endpoint, query),
        fresh: () => {
          stale = !fresh();
          return !stale;
        },
      };
    };
    const answer = await means.send(account.endpoint, prepare, limits, overtaken.signal);
    watch.answered(answer);
    const ahead = answer.date === null ? Number.NaN : Date.parse(answer.date) - means.now();
    course.serverAheadMs = Number.isNaN(ahead) ? null : ahead;
    return { reply: answerOf(call, answer), error: null };
  } catch (error) {
    if (stale) return { reply: null, error: new StaleTurn('slot', 'its turn was over') };
    if (!(error instanceof ZegoError)) throw error;
    watch.failed(error);
    return { reply: null, error };
  } finally {
    overtaken.stop();
  }
}

/**
 * Waits for the call's turn.
 * @returns whether that still holds
 */
async function winTurn(course: Course, ending: AbortSignal): Promise<() => boolean> {
  const { call, ticket, means } = course;
  const onWait = (what: WaitReason, ms: number) => {
    course.waited = true;
    means.watch.waiting(what, ms);
  };
  let turn: Turn | null;
  try {
    turn = await ticket.turn(ending, onWait);
  } catch (error) {
    if (!means.limits.deadline.aborted) throw error;
    throw tooLate(course);
  }
  if (turn === null) throw overtakenError(course);
  course.ids = turn.ids;
  course.waitedMs += turn.waitedMs;
  course.sequence = call.row.sequenced ? (call.sequence ?? String(turn.sequence)) : null;
  return turn.fresh;
}

function tooLate({ call: { row }, account, ticket }: Course): NetworkError {
  const perSecond = account.isTest ? row.rate.test : row.rate.production;
  const why = {
    order: 'another command for this stream was under way all the time',
    slot: `no rate slot in time (${row.action} takes ${perSecond} calls a second)`,
  };
  return new NetworkError(
    'slot',
    `${why[ticket.awaits]}; nothing was sent`,
    'Run it again with a longer --timeout, or run fewer at once.',
  );
}

/** Looks now and then whether a newer command decides over all of the call's streams. */
function whenOvertaken(course: Course): { readonly signal: AbortSignal; stop(): void } {
  const found = new AbortController();
  const stop = course.means.every(lookMs, () => {
    void course.ticket.overtaken().then((ids) => {
      const left = course.call.streams.filter((id) => !ids.includes(id));
      if (ids.length > 0 && left.length === 0) found.abort(overtakenError(course));
    });
  });
  return { signal: found.signal, stop };
}

/** The time ran out, a signal came or a newer command was given between two attempts. */
function endedBetween(ending: Ending, course: Course, overtaken: AbortSignal): Ending {
  const { interrupted } = course.means.limits;
  if (interrupted.aborted) {
    return { reply: null, error: new InterruptedError(interrupted.reason, course.isLost) };
  }
  return overtaken.aborted ? { reply: null, error: overtaken.reason } : ending;
}
