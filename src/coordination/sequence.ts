import type { Journal, Rollover } from './journal.ts';

/**
 * The record of one draw, `R <now> <token> 0 `: wall clock in Unix milliseconds, the draw's token. What
 * follows is nothing to us: zego 0.1.0, which may run beside this one, writes and expects two more fields.
 * A clock beyond 14 digits (the year 5138) is foreign, so that no record can push a Sequence past
 * Number.MAX_SAFE_INTEGER.
 */
const record = /^R (\d{1,14}) ([0-9a-f]{12}) \d{1,15} [0-9a-f,]*$/;
const latest = 99_999_999_999_999;

/** The first line of a generation, `B <last>`: the highest Sequence of those before. */
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
 * Folds a journal down to one draw: each is numbered max(its clock, the number before + 1).
 * @param lines of a generation; foreign lines are passed over
 * @param token the draw's; without it, or if it is not among them, the last number
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
 * Draws a Sequence: greater than every one drawn before, and at least the time in milliseconds. After a
 * clock ran ahead the numbers stay ahead.
 * @param log the journal of draws
 */
export function drawFrom(log: Journal, { now, token }: DrawMeans): number {
  const drawn = token();
  return sequenceOf(log.append(drawLine(now(), drawn)), drawn);
}

interface DrawMeans {
  /** Unix milliseconds. */
  now(): number;
  /** 12 random hex digits. */
  token(): string;
}

/** A generation of draws begins with the highest Sequence so far; its size is that of zego 0.1.0. */
export const drawRollover: Rollover = {
  window: 16 * 1024,
  digest: (lines) => [`B ${sequenceOf(lines)}`],
};
