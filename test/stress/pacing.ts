import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { excused } from '../delayed-calls.ts';
import { uptime } from './clock.ts';
import { Fleet } from './fleet.ts';
import { type Arrival, CountingServer } from './server.ts';
import { quantile, type Row } from './verdict.ts';

/** Who calls, and how fast. */
export interface Crowd {
  readonly processes: number;
  readonly perSecond: number;
  /** Milliseconds the server takes to answer. */
  readonly answer: number;
}

const seconds = 12;

/** Processes call a server as fast as they may while one after the other is killed. */
export async function paced(scratch: string, crowd: Crowd): Promise<Row> {
  const { processes, perSecond, answer } = crowd;
  const server = new CountingServer(answer);
  const port = await server.port();
  const state = mkdtempSync(join(scratch, 'pace-'));
  let [from, to] = [0, 0];
  const task = { kind: 'call', state, out: '/dev/null', port, perSecond } as const;
  const fleet = await Fleet.during(
    processes,
    () => task,
    async (running) => {
      const deadline = uptime() + 10_000;
      while ((await server.connections()) < processes && uptime() < deadline) await after(50);
      from = uptime();
      while (uptime() < from + seconds * 1000) {
        await after(500);
        running.kill();
      }
      to = uptime();
    },
  );
  const { arrivals, ticks } = await server.close();

  const above = arrivals.filter(
    (call, index) => tooSoon(call, arrivals[index - perSecond]) && !excused(call, arrivals),
  );
  const counted = arrivals.filter(({ at }) => at >= from && at < to).length;
  const used = counted / (((to - from) / 1000) * perSecond);
  // Nobody can ask in time when even a timer comes late: then the rate used says nothing.
  const late = quantile(gaps(ticks.filter((at) => at >= from && at < to)), 0.95) - 10;
  // A slot is free again a second after the answer.
  const enough = used >= (0.8 * 1000) / (1000 + answer);
  const busy = !enough && late > 10;
  return {
    what: `${processes} processes at ${perSecond} calls a second, answered in ${answer} ms; kill -9`,
    figures: [
      `${fleet.killed} kills`,
      `${arrivals.length} calls`,
      `${above.length} above the rate`,
      `${(used * 100).toFixed(1)} % used${busy ? ` (timers ${late.toFixed(0)} ms late: not judged)` : ''}`,
    ].join(', '),
    ok: above.length === 0 && (enough || busy),
  };
}

function tooSoon(call: Arrival, before: Arrival | undefined): boolean {
  return before !== undefined && call.at - before.at < 1000;
}

function gaps(times: readonly number[]): readonly number[] {
  return times.slice(1).map((time, index) => time - times[index]!);
}
