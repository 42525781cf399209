import type { Coordinator, Ticket } from '../coordination/coordinator.ts';
import { givenCall } from '../core/given.ts';
import type { Account, PlannedCall } from '../core/types.ts';
import { madeWayNote } from '../core/verdict.ts';
import type { Text } from '../values/text.ts';

/** A call that is on record as given. */
export interface TicketedCall {
  readonly call: PlannedCall;
  readonly ticket: Ticket;
}

/**
 * Puts the calls of a command on record as given, in their order.
 * @param timeoutMs how long the command may last
 */
export async function giveAll(
  calls: readonly PlannedCall[],
  account: Omit<Account, 'secret'>,
  timeoutMs: number,
  coordinator: Coordinator,
): Promise<readonly TicketedCall[]> {
  const given: TicketedCall[] = [];
  for (const call of calls) {
    given.push({ call, ticket: await coordinator.issue(givenCall(call, account, timeoutMs)) });
  }
  return given;
}

/**
 * Withdraws calls that cannot be made.
 * @param warn told if an older command gave way to one of them
 */
export async function withdraw(
  given: readonly TicketedCall[],
  warn: (text: Text) => void,
): Promise<void> {
  for (const { ticket } of given) {
    const { madeWay } = await ticket.close('nothing');
    if (madeWay.length > 0) warn(madeWayNote(madeWay));
  }
}
