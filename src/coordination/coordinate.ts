import { createHash } from 'node:crypto';
import type { Clock, Coordinator, TicketRequest } from './coordinator.ts';
import type { Journal, OpenJournal } from './journal.ts';
import { rateRollover } from './rate-queue.ts';
import { drawFrom, drawRollover } from './sequence.ts';
import { StreamQueue } from './stream-queue.ts';
import { StreamTicket } from './ticket.ts';

/** Bytes of one generation of a stream queue. */
const queueWindow = 128 * 1024;

/** Coordinates through journals: in files for all processes of a machine, in memory for one alone. */
export function coordinate(open: OpenJournal, clock: Clock): Coordinator {
  const journals = new Map<string, Journal>();
  const opened: OpenJournal = (name, rollover) => {
    const found = journals.get(name) ?? open(name, rollover);
    journals.set(name, found);
    return found;
  };
  const queueRollover = {
    window: queueWindow,
    digest: (lines: readonly string[]) => new StreamQueue(clock.uptime, lines).digest(clock.isDead),
  };
  const ticketOf = (
    { appId, action, test, perSecond, timeoutMs, sequenced, ...call }: TicketRequest,
    isLookout = false,
  ) => {
    const queue = `${action}${test ? '-test' : ''}`;
    const ids = new Map(call.streams.map(({ id, key }) => [hashOf(`${appId} ${key}`), id]));
    const address = call.change?.address ?? null;
    const change = call.change && { ...call.change, address: address && hashOf(address) };
    const draw = (least: number) =>
      drawFrom(opened(`${appId}/sequence`, drawRollover), clock, [...ids.keys()], least);
    return new StreamTicket({
      ...{ clock, perSecond, timeoutMs, ids },
      call: { queue, change: isLookout ? null : change, streams: [...ids.keys()] },
      watched: isLookout ? change : null,
      journal: ids.size > 0 ? opened(`${appId}/streams`, queueRollover) : null,
      rateJournal: () => opened(`${appId}/${queue}`, rateRollover(perSecond)),
      draw: sequenced ? draw : null,
    });
  };
  return {
    issue: async (call) => ticketOf(call),
    async lookOut(call) {
      // In the queue it stands for a call that only reads and is never its turn.
      const ticket = ticketOf(call, true);
      return {
        undone: () => ticket.undone(),
        close: async () => void (await ticket.close('nothing')),
      };
    },
  };
}

/** Stream names stay off the disk: the journals hold hashes. */
function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
