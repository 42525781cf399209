import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One row of the table: what was done, the figures, and whether they are as promised. */
export interface Row {
  readonly what: string;
  readonly figures: string;
  readonly ok: boolean;
  /** What was wrong, for whoever has to mend it. */
  readonly cases?: readonly string[];
}

interface Draw {
  readonly began: number;
  readonly ended: number;
  readonly sequence: number;
}

/** What the workers' reports say. */
export interface Verdict {
  readonly draws: number;
  readonly failed: number;
  readonly repeated: number;
  /** Draws that began after one with an equal or greater Sequence had ended. */
  readonly outOfOrder: number;
  /** Milliseconds of each draw. */
  readonly took: readonly number[];
}

/** Reads the reports of a directory: a line a draw, `began ended sequence`, or `failed`. */
export function judge(directory: string): Verdict {
  const lines = readdirSync(directory).flatMap((file) =>
    readFileSync(join(directory, file), 'utf8').split('\n').slice(0, -1),
  );
  const draws = lines.filter((line) => line !== 'failed').map(read);
  return {
    draws: draws.length,
    failed: lines.length - draws.length,
    repeated: draws.length - new Set(draws.map((draw) => draw.sequence)).size,
    outOfOrder: outOfOrder(draws),
    took: draws.map(({ began, ended }) => ended - began),
  };
}

/** The p-th part of the sorted values. */
export function quantile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? Number.NaN;
}

function read(line: string): Draw {
  const [began, ended, sequence] = line.split(' ').map(Number);
  return {
    began: began ?? Number.NaN,
    ended: ended ?? Number.NaN,
    sequence: sequence ?? Number.NaN,
  };
}

function outOfOrder(draws: readonly Draw[]): number {
  const byEnd = [...draws].sort((a, b) => a.ended - b.ended);
  let highest = 0;
  let next = 0;
  let wrong = 0;
  for (const draw of [...draws].sort((a, b) => a.began - b.began)) {
    for (; byEnd[next] !== undefined && byEnd[next]!.ended < draw.began; next++) {
      highest = Math.max(highest, byEnd[next]!.sequence);
    }
    if (draw.sequence <= highest) wrong++;
  }
  return wrong;
}
