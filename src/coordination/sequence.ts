/**
 * The record of one draw, `R <now> <token> <intent> <mark>,<mark>`: wall clock in Unix milliseconds,
 * the draw's token, the Sequence first drawn for the same command (0 in that first draw), the states.
 * A clock beyond 14 digits (the year 5138) is foreign, so that no record can push a Sequence past
 * Number.MAX_SAFE_INTEGER.
 */
const record = /^R (\d{1,14}) ([0-9a-f]{12}) (\d{1,15}) ([0-9a-f,]*)$/;
const latest = 99_999_999_999_999;

/** The first line of a generation, `B <last>`: the highest Sequence of those before. */
const base = /^B (\d{1,15})$/;

/** What a draw puts on record. */
export interface Draw {
  /** Unix milliseconds. */
  readonly now: number;
  /** 12 random hex digits. */
  readonly token: string;
  /** The Sequence drawn first for the same command; 0 if this is the first. */
  readonly intent: number;
  /** Short hashes of the states it changes. */
  readonly marks: readonly string[];
}

/** What a draw came to. */
export interface Result {
  readonly sequence: number;
  /** A command that began later was drawn for one of the same states before this draw. */
  readonly superseded: boolean;
}

/** The line of a draw. */
export function drawLine({ now, token, intent, marks }: Draw): string {
  const clock = Math.min(Math.max(Math.floor(now), 0), latest);
  return `R ${clock} ${token} ${intent} ${marks.join(',')}`;
}

/**
 * Folds a journal down to one draw: each is numbered max(its clock, the number before + 1).
 * @param lines from the start of a generation; foreign lines are passed over
 * @returns undefined if the draw is not among them
 */
export function findDraw(lines: readonly string[], draw: Draw): Result | undefined {
  let sequence = baseOf(lines);
  let superseded = false;
  for (const line of lines) {
    const [, now, token, intent, marks] = record.exec(line) ?? [];
    if (marks === undefined) continue;
    sequence = Math.max(Number(now), sequence + 1);
    if (token === draw.token) return { sequence, superseded };
    const began = Number(intent) || sequence;
    superseded ||=
      draw.intent > 0 &&
      began > draw.intent &&
      marks.split(',').some((mark) => draw.marks.includes(mark));
  }
  return undefined;
}

/** What the next generation begins with: the highest Sequence so far. */
export function digestDraws(lines: readonly string[]): readonly string[] {
  let sequence = baseOf(lines);
  for (const line of lines) {
    const now = record.exec(line)?.[1];
    if (now !== undefined) sequence = Math.max(Number(now), sequence + 1);
  }
  return [`B ${sequence}`];
}

function baseOf(lines: readonly string[]): number {
  return Number(base.exec(lines[0] ?? '')?.[1] ?? 0);
}
