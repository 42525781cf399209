import type { Clock } from './coordinator.ts';
import type { Journal, Rollover } from './journal.ts';

/**
 * The record of one draw, `R <now> <token> 0 `: the wall clock in Unix milliseconds and the draw's token.
 * Two more fields follow, unused: zego 0.1.0, which may run beside this one, writes and expects them.
 * A clock beyond 14 digits (the year 5138) is foreign, so that no record can push a Sequence past
 * Number.MAX_SAFE_INTEGER.
 */
const record = /^R (\d{1,14}) ([0-9a-f]{12}) \d{1,15} [0-9a-f,]*$/;
const latest = 99_999_999_999_999;

/** The first line of a generation, `B <last>`: the highest Sequence of all `R` lines before it. */
const base = /^B (\d{1,15})$/;

/**
 * The record of a draw ahead, `A <least> <token> <streams>`: a number for these streams alone, that much at least.
 * It leaves the numbers of other streams as they are: those must not run ahead of other machines' clocks.
 */
const aheadRecord = /^A (\d{1,15}) ([0-9a-f]{12}) ([0-9a-f]{12}(?:,[0-9a-f]{12})*)$/;
/** The most streams to carry into the next generation; more are not ahead of the clock at once. */
const carriedStreams = 100;

/**
 * The line of a draw.
 * @param now Unix milliseconds
 * @param token 12 random hex digits
 */
export function drawLine(now: number, token: string): string {
  return `R ${Math.min(Math.max(Math.floor(now), 0), latest)} ${token} 0 `;
}

function aheadLine(least: number, token: string, streams: readonly string[]): string {
  return `A ${least} ${token} ${streams.join(',')}`;
}

/** What the draws up to one of them came to. */
interface Draws {
  /** The Sequence of the last of them. */
  readonly sequence: number;
  /** The highest Sequence of all but those ahead. */
  readonly last: number;
  /** The last Sequence drawn ahead, by the stream's hash. */
  readonly ahead: ReadonlyMap<string, number>;
}

function drawsIn(lines: readonly string[], token?: string): Draws {
  let last = Number(base.exec(lines[0] ?? '')?.[1] ?? 0);
  let sequence = last;
  const ahead = new Map<string, number>();
  for (const line of lines) {
    const [, now, drawn] = record.exec(line) ?? [];
    if (now !== undefined) {
      last = Math.max(Number(now), last + 1);
      sequence = last;
      if (drawn === token) break;
      continue;
    }
    const [, least, drawnAhead, names = ''] = aheadRecord.exec(line) ?? [];
    if (least === undefined) continue;
    const streams = names.split(',');
    sequence = Math.max(Number(least), last + 1, ...streams.map((id) => (ahead.get(id) ?? 0) + 1));
    for (const stream of streams) ahead.set(stream, sequence);
    if (drawnAhead === token) break;
  }
  return { sequence, last, ahead };
}

/**
 * The Sequence of a draw. Each draw gets its clock, or the number before plus 1 if that is greater.
 * @param lines of a generation; foreign lines are skipped
 * @param token the draw's; if it is omitted or not among the lines, the last draw counts
 */
export function sequenceOf(lines: readonly string[], token?: string): number {
  return drawsIn(lines, token).sequence;
}

/**
 * Draws a Sequence: greater than all drawn before for these streams, and at least the Unix time in milliseconds.
 * After a clock ran ahead, the numbers stay ahead.
 * @param streams the hashes of the streams that it is for
 * @param least for a draw ahead: the least number to draw, for these streams alone
 */
export function drawFrom(
  journal: Journal,
  clock: Pick<Clock, 'now' | 'token'>,
  streams: readonly string[] = [],
  least = 0,
): number {
  let floor = least;
  if (floor === 0) {
    const token = clock.token();
    const draws = drawsIn(journal.append(drawLine(clock.now(), token)), token);
    floor = Math.max(0, ...streams.map((stream) => draws.ahead.get(stream) ?? 0)) + 1;
    if (draws.sequence >= floor) return draws.sequence;
  }
  const token = clock.token();
  return sequenceOf(journal.append(aheadLine(floor, token, streams)), token);
}

/** How the journal of draws goes on. The size of a generation is that of zego 0.1.0. */
export const drawRollover: Rollover = {
  window: 16 * 1024,
  digest: (lines) => {
    const { last, ahead } = drawsIn(lines);
    const still = [...ahead].filter(([, sequence]) => sequence > last).slice(-carriedStreams);
    // No draw has such a token: it stands for the stream's last one.
    return [
      `B ${last}`,
      ...still.map(([stream, sequence]) => aheadLine(sequence, stream, [stream])),
    ];
  },
};
