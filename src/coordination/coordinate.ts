import { createHash } from 'node:crypto';
import type { Clock, Coordinator } from './coordinator.ts';
import type { Journal, OpenJournal } from './journal.ts';
import { rateRollover } from './rate-queue.ts';
import { drawFrom, drawRollover } from './sequence.ts';
import { StreamQueue } from './stream-queue.ts';
import { StreamTicket } from './ticket.ts';

/** Bytes of a generation of a stream queue that count. */
const queueWindow = 128 * 1024;

/** Coordinates through journals: in files for the processes of a machine, in memory for one alone. */
export function coordinate(open: OpenJournal, around: Clock): Coordinator {
  const journals = new Map<string, Journal>();
  const journal: OpenJournal = (name, rollover) => {
    const found = journals.get(name) ?? open(name, rollover);
    journals.set(name, found);
    return found;
  };
  const queueRollover = {
    window: queueWindow,
    digest: (lines: readonly string[]) =>
      new StreamQueue(around.uptime, lines).digest(around.isDead),
  };
  return {
    async give(call) {
      const { appId, action, test, change } = call;
      const queue = `${action}${test ? '-test' : ''}`;
      const draw = () => drawFrom(journal(`${appId}/sequence`, drawRollover), around);
      const address = change?.address ?? null;
      return new StreamTicket({
        around,
        perSecond: call.perSecond,
        timeoutMs: call.timeoutMs,
        rateQueue: () => journal(`${appId}/${queue}`, rateRollover(call.perSecond)),
        streams: new Map(call.streams.map(({ id, key }) => [hashOf(`${appId} ${key}`), id])),
        log: call.streams.length > 0 ? journal(`${appId}/streams`, queueRollover) : null,
        draw: call.sequenced ? draw : null,
        queue,
        change: change && { ...change, address: address && hashOf(address) },
      });
    },
  };
}

/** The name of a stream is nobody's business on the disk. */
function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
