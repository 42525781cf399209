import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { uptime } from './around.ts';
import type { Row } from './drawing.ts';
import { Fleet } from './fleet.ts';
import { type Arrival, CountingServer } from './server.ts';

/** Who calls, and how fast. */
export interface Crowd {
  readonly processes: number;
  readonly perSecond: number;
  /** Calls of one process before another takes its place. */
  readonly calls: number;
  /** Milliseconds the server takes to answer. */
  readonly answer: number;
}

/** Processes call a server as fast as they may while one after the other is killed. */
export async function paced(scratch: string, crowd: Crowd, seconds = 20): Promise<Row> {
  const { processes, perSecond, calls, answer } = crowd;
  const server = new CountingServer(answer);
  const port = await server.port();
  const state = mkdtempSync(join(scratch, 'pace-'));
  const fleet = new Fleet(processes, () => ({
    ...{ kind: 'call', state, out: '/dev/null', port, perSecond, calls },
  }));

  await after(3000); // until all of them run
  const from = uptime();
  while (uptime() < from + seconds * 1000) {
    await after(500);
    fleet.kill();
  }
  const to = uptime();
  await fleet.close();
  const arrivals = await server.close();

  const above = arrivals.filter(
    ({ at }, index) => at - arrivalAt(arrivals, index - perSecond) < 1000,
  );
  const swapped = arrivals.filter(
    ({ sequence }, index) => sequence <= (arrivals[index - 1]?.sequence ?? 0),
  );
  const counted = arrivals.filter(({ at }) => at >= from && at < to).length;
  const used = counted / (((to - from) / 1000) * perSecond);
  return {
    what: `${processes} processes, ${perSecond} calls a second, ${calls} by each, answered in ${answer} ms, kill -9`,
    figures: `${fleet.killed} kills, ${arrivals.length} calls, ${above.length} above the rate, ${swapped.length} out of order, ${(used * 100).toFixed(1)} % used`,
    ok: above.length === 0 && used >= 0.8,
  };
}

function arrivalAt(arrivals: readonly Arrival[], index: number): number {
  return arrivals[index]?.at ?? Number.NEGATIVE_INFINITY;
}
