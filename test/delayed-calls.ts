import type { LogEntry } from '../src/emulator/log.ts';

/** A call: when it was sent and when it came in, in milliseconds of one clock. */
export interface Arrival {
  readonly sent: number;
  readonly at: number;
}

/**
 * The pace counts on a call to come in at most so long after it was sent, in milliseconds. One that
 * was held up for longer, by a machine with too much to do, may meet later ones at the server.
 */
const longestWay = 1500;

/** Whether a call came too soon because of one that was held up: it came in within the same second. */
export function excused(call: Arrival, arrivals: readonly Arrival[]): boolean {
  return arrivals.some(
    ({ sent, at }) => at > call.at - 1000 && at <= call.at && at - sent >= longestWay,
  );
}

/** Those of an emulator's log that it refused for the rate, without such an excuse. */
export function tooOften(log: readonly LogEntry[]): readonly LogEntry[] {
  const arrivals = log.map(arrivalOf);
  return log.filter(
    ({ code, status }, index) =>
      (code === 5007 || status === 429) && !excused(arrivals[index]!, arrivals),
  );
}

/** A Sequence is the time right before the call was sent. */
function arrivalOf({ query, time }: LogEntry): Arrival {
  return { sent: Number(query.Sequence), at: Date.parse(time) };
}
