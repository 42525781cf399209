import { failure, newerDecides } from '../codes/failures.ts';
import {
  InterruptedError,
  NetworkError,
  OutcomeUnknownError,
  RateLimitError,
  SupersededError,
  type ZegoError,
} from '../errors.ts';
import { joined, type Text } from '../values/text.ts';
import type { CallState, Ending } from './call-state.ts';
import { mayHaveTakenEffect } from './retry.ts';
import type { CallResult, PlannedCall } from './types.ts';

/**
 * Closes a call's ticket and gives the result of the call as a whole, not of its last attempt alone.
 * @returns one result, or one for each group of its streams that ended alike: those over which a newer command
 *   decides by now are a group of their own
 */
export async function conclude(state: CallState, last: Ending): Promise<readonly CallResult[]> {
  const { call, ticket, lost, sequence, attempts, waitedMs, serverAheadMs } = state;
  const mayHave =
    call.row.effect !== 'reads' && (state.isLost || (await mayHaveTakenEffect({ call, ...last })));
  // A call whose failure may pass must not be advised to try again once a newer command decides.
  const passing = last.error instanceof NetworkError || last.error instanceof RateLimitError;
  const overtaken = last.reply?.code === 0 ? [] : await ticket.overtaken();
  const isLeft = (id: string) => !(passing && overtaken.includes(id) && !lost.has(id));
  const ids = last.error instanceof SupersededError ? [] : state.ids.filter(isLeft);
  const gaveWay = ids.length === 0 && call.streams.length > 0;
  const how = mayHave ? 'done' : gaveWay ? 'overtaken' : 'nothing';
  const { passed, madeWay } = await ticket.close(how);

  const common = { sequence, attempts, waitedMs, serverAheadMs, madeWay: mayHave ? [] : madeWay };
  const told = explained(state, last);
  if (call.streams.length === 0) return [{ call, ...told, ...common, superseded: false }];
  const unknown = (name: 'outOfOrder' | 'notRepeated', hint: Text) =>
    new OutcomeUnknownError(failure(name)[0], hint);
  const { check } = call.row;
  const endings = {
    told,
    decided: told,
    unproven: { ...told, error: unknown('outOfOrder', check) },
    lost: { reply: null, error: unknown('notRepeated', joined(newerDecides, check)) },
    newer: { reply: null, error: overtakenError(state), sequence: null },
  };
  const fateOf = (id: string): keyof typeof endings => {
    if (!ids.includes(id)) return lost.has(id) ? 'lost' : 'newer';
    if (told.reply?.code === 0 && passed.includes(id)) return 'unproven';
    return overtaken.includes(id) ? 'decided' : 'told';
  };
  return (['told', 'decided', 'unproven', 'lost', 'newer'] as const).flatMap((fate) => {
    const streams = call.streams.filter((id) => fateOf(id) === fate);
    const superseded = fate !== 'told';
    const result = { call: { ...call, streams }, ...common, ...endings[fate], superseded };
    return streams.length > 0 ? [result] : [];
  });
}

/** A newer command decides over all streams that are left of a call. */
export function overtakenError({ refused }: CallState): SupersededError {
  return new SupersededError(...failure(refused ? 'supersededAgain' : 'superseded'));
}

/** The same ending with an error that says how the whole call stands. */
function explained({ call, isLost, refused }: CallState, { reply, error }: Ending): Ending {
  if (isLost && reply === null) return { reply, error: error && stillUnknown(error, call) };
  if (isLost && reply !== null && call.row.effect !== 'reads') {
    const unknown = new OutcomeUnknownError(...failure('lostEarlier'));
    return { reply, error: reply.code === 0 ? error : withCheck(unknown, call) };
  }
  if (error instanceof NetworkError && refused !== null) {
    // An earlier attempt reached the service, which refused it: that is the service's last word.
    if (refused.error === null) return { reply: refused.reply, error };
    const [both] = failure('thenFailed', { first: refused.error.detail, next: error.detail });
    return { reply, error: new RateLimitError(both, refused.error.hint) };
  }
  return { reply, error: error && withCheck(error, call) };
}

/** Where the outcome is unknown, the Action's row says how to find out. */
function withCheck(error: ZegoError, { row }: PlannedCall): ZegoError {
  if (error instanceof InterruptedError && error.sent) {
    return new InterruptedError(error.signal, { sent: true }, row.check);
  }
  if (!(error instanceof OutcomeUnknownError) || error.hint !== null) return error;
  const { detail: what, lost } = error;
  const [detail] = row.effect === 'reads' ? [what] : failure('mayHaveTakenEffect', { what });
  return new OutcomeUnknownError(detail, row.check, { lost });
}

/** A failure after a lost attempt does not undo that attempt. */
function stillUnknown(error: ZegoError, call: PlannedCall): ZegoError {
  if (error instanceof InterruptedError) {
    return withCheck(new InterruptedError(error.signal, { sent: true }), call);
  }
  if (error instanceof OutcomeUnknownError) return withCheck(error, call);
  const texts = failure('lostEarlierThen', { next: error.detail });
  return withCheck(new OutcomeUnknownError(...texts), call);
}
