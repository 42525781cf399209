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

/** The first line of a generation, `B <last>`: the highest Sequence drawn before it. */
const base = /^B (\d{1,15})$/;

/**
 * The line of a draw.
 * @param now Unix milliseconds
 * @param token 12 random hex digits
 */
export function drawLine(now: number, token: string): string {
  return `R ${Math.min(Math.max(Math.floor(now), 0), latest)} ${token} 0 `;
}

/**
 * The Sequence of a draw. Each draw gets its clock, or the number before plus 1 if that is greater.
 * @param lines of a generation; foreign lines are skipped
 * @param token the draw's; if it is omitted or not among the lines, the last draw counts
 */
export function sequenceOf(lines: readonly string[], token?: string): number {
  let sequence = Number(base.exec(lines[0] ?? '')?.[1] ?? 0);
  for (const line of lines) {
    const [, now, drawn] = record.exec(line) ?? [];
    if (now === undefined) continue;
    sequence = Math.max(Number(now), sequence + 1);
    if (drawn === token) break;
  }
  return sequence;
}

/**
 * Draws a Sequence: greater than all drawn before, and at least the Unix time in milliseconds. After a
 * clock ran ahead, the numbers stay ahead.
 */
export function drawFrom(journal: Journal, clock: Pick<Clock, 'now' | 'token'>): number {
  const token = clock.token();
  return sequenceOf(journal.append(drawLine(clock.now(), token)), token);
}

/** How the journal of draws goes on. The size of a generation is that of zego 0.1.0. */
export const drawRollover: Rollover = {
  window: 16 * 1024,
  digest: (lines) => [`B ${sequenceOf(lines)}`],
};
