import { failure } from '../codes/failures.ts';
import { theStream } from '../codes/remarks.ts';
import {
  InterruptedError,
  NetworkError,
  OutcomeUnknownError,
  RateLimitError,
  SupersededError,
  type ZegoError,
} from '../errors.ts';
import type { CallState, Ending } from './call-state.ts';
import { mayHaveTakenEffect } from './retry.ts';
import type { CallResult, PlannedCall } from './types.ts';

/**
 * Closes a call's ticket and gives the result of the call as a whole, not of its last attempt alone.
 * @returns one result, or one for each group of its streams that ended alike: those over which a newer command
 *   decides by now are a group of their own
 */
export async function conclude(state: CallState, last: Ending): Promise<readonly CallResult[]> {
  const { call, ticket, lost, sequence, attempts } = state;
  const { waitedMs, serverAheadMs, serverTime, first } = state;
  const times = { waitedMs, serverAheadMs, serverTime, first };
  const lastIsOpen = await mayHaveTakenEffect({ call, ...last });
  const wentOut = new Set([...state.unknown, ...(lastIsOpen ? [last] : [])]).size;
  const mayHave = call.row.effect !== 'reads' && wentOut > 0;
  // A call whose failure may pass must not be advised to try again once a newer command decides.
  const passing = last.error instanceof NetworkError || last.error instanceof RateLimitError;
  const overtaken = last.reply?.code === 0 ? [] : await ticket.overtaken();
  const isLeft = (id: string) => !(passing && overtaken.includes(id) && !lost.has(id));
  const ids = last.error instanceof SupersededError ? [] : state.ids.filter(isLeft);
  const gaveWay = ids.length === 0 && call.streams.length > 0;
  const how = mayHave ? 'done' : gaveWay ? 'overtaken' : 'nothing';
  const { passed, madeWay } = await ticket.close(how);

  const common = { sequence, attempts, ...times, madeWay: mayHave ? [] : madeWay };
  const told = explained(state, last, wentOut);
  if (call.streams.length === 0) return [{ call, ...told, ...common, superseded: false }];
  const unknown = (name: 'outOfOrder' | 'notRepeated', streams: readonly string[]) =>
    new OutcomeUnknownError(failure(name, streamsFact(streams))[0], call.row.check);
  const fateOf = (id: string): Fate => {
    if (!ids.includes(id)) return lost.has(id) ? 'lost' : 'newer';
    if (told.reply?.code === 0 && passed.includes(id)) return 'unproven';
    return overtaken.includes(id) ? 'decided' : 'told';
  };
  const endingOf = (fate: Fate, streams: readonly string[]) => {
    if (fate === 'unproven') return { ...told, error: unknown('outOfOrder', streams) };
    if (fate === 'lost') return { reply: null, error: unknown('notRepeated', streams) };
    if (fate !== 'newer') return told;
    return { reply: null, error: overtakenError(state, streams), sequence: null };
  };
  return fates.flatMap((fate) => {
    const streams = call.streams.filter((id) => fateOf(id) === fate);
    const result = { ...common, ...endingOf(fate, streams), superseded: fate !== 'told' };
    return streams.length > 0 ? [{ call: { ...call, streams }, ...result }] : [];
  });
}

/**
 * What became of a stream: as the service said, or the lack of an answer says; the same, and a newer command
 * decides by now; done, though an opposite call was sent meanwhile; lost and not repeated; or not sent.
 */
const fates = ['told', 'decided', 'unproven', 'lost', 'newer'] as const;
type Fate = (typeof fates)[number];

/** A newer command decides over these streams of a call. */
export function overtakenError(
  { refused, call }: CallState,
  streams: readonly string[] = call.streams,
): SupersededError {
  const name = refused ? 'supersededAgain' : 'superseded';
  return new SupersededError(...failure(name, streamsFact(streams)));
}

/** The fact `theStream` of a failure's words. */
export function streamsFact(streams: readonly string[]) {
  return { theStream: theStream[streams.length > 1 ? 'many' : 'one'] };
}

/** The same ending with an error that says how the whole call stands. */
function explained(state: CallState, { reply, error }: Ending, wentOut: number): Ending {
  const { call, unknown, refused, deps } = state;
  const isLost = unknown.length > 0;
  if (isLost && reply === null)
    return { reply, error: error && stillUnknown(error, call, wentOut) };
  if (isLost && reply !== null && call.row.effect !== 'reads') {
    const earlier = new OutcomeUnknownError(...failure('lostEarlier'));
    return { reply, error: reply.code === 0 ? error : withCheck(earlier, call, wentOut) };
  }
  if (refused !== null && error instanceof InterruptedError && !error.sent) {
    return { reply, error: new InterruptedError(error.signal, { sent: false, refused: true }) };
  }
  if (error instanceof NetworkError && refused !== null) {
    // An earlier attempt reached the service, which refused it: that is the service's last word.
    if (deps.limits.deadline.aborted) return refused;
    if (refused.error === null) return { reply: refused.reply, error };
    const [both] = failure('thenFailed', { first: refused.error.detail, next: error.detail });
    return { reply, error: new RateLimitError(both, refused.error.hint) };
  }
  return { reply, error: error && withCheck(error, call, wentOut) };
}

/** Where the outcome is unknown, the Action's row says how to find out. */
function withCheck(error: ZegoError, { row }: PlannedCall, wentOut: number): ZegoError {
  if (error instanceof InterruptedError && error.sent) {
    const attempt = { sent: true, reads: row.effect === 'reads' };
    return new InterruptedError(error.signal, attempt, row.check);
  }
  if (!(error instanceof OutcomeUnknownError) || error.hint !== null) return error;
  const { detail: what, lost, foreign } = error;
  const [attempts] = failure(wentOut > 1 ? 'manyAttempts' : 'oneAttempt', { count: `${wentOut}` });
  const [detail] =
    row.effect === 'reads' ? [what] : failure('mayHaveTakenEffect', { what, attempts });
  return new OutcomeUnknownError(detail, row.check, { lost, foreign });
}

/** A failure after a lost attempt does not undo that attempt. */
function stillUnknown(error: ZegoError, call: PlannedCall, wentOut: number): ZegoError {
  if (error instanceof InterruptedError) {
    return withCheck(new InterruptedError(error.signal, { sent: true }), call, wentOut);
  }
  if (error instanceof OutcomeUnknownError) return withCheck(error, call, wentOut);
  const texts = failure('lostEarlierThen', { next: error.detail });
  return withCheck(new OutcomeUnknownError(...texts), call, wentOut);
}
