import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { pick, token } from './around.ts';
import { Fleet } from './fleet.ts';
import { judge, quantile, type Verdict } from './verdict.ts';

/** One row of the table: what was done, the figures, and whether they are as promised. */
export interface Row {
  readonly what: string;
  readonly figures: string;
  readonly ok: boolean;
}

const hour = 3_600_000;
const drifts = [0, 0, hour, -hour, 24 * hour, -24 * hour, 500, -500];

/** Draws under kill -9 from outside and at every file call, SIGSTOP, torn writes and foreign bytes. */
export async function killed(scratch: string, kills: number): Promise<Row> {
  const { state, out } = rooms(scratch);
  const fleet = new Fleet(60, (member) => ({
    ...{ kind: 'draw', state, out: join(out, String(member)), drifts: [0] },
    ...{ mischief: ['die', 'tear'], chance: 0.0004, burst: 40, rest: 150 },
  }));
  const deadline = Date.now() + 90_000;
  while (fleet.killed < kills && Date.now() < deadline) {
    fleet.kill();
    if (Math.random() < 0.3) fleet.freeze(50 + Math.random() * 500);
    if (Math.random() < 0.2) litter(join(state, '1', 'sequence'));
    await after(60);
  }
  await fleet.close();
  const verdict = judge(out);
  return {
    what: 'draws of 60 processes under kill -9, SIGSTOP, torn writes, foreign bytes',
    figures: `${fleet.killed} kills, ${tally(verdict)}`,
    ok: sound(verdict) && fleet.killed >= kills,
  };
}

/** Draws while the clocks of the processes jump between hours. */
export async function stepped(scratch: string): Promise<Row> {
  const { state, out } = rooms(scratch);
  const fleet = new Fleet(30, (member) => ({
    ...{ kind: 'draw', state, out: join(out, String(member)), drifts },
    ...{ mischief: [], chance: 0, burst: 10, rest: 20 },
  }));
  for (let round = 0; round < 40; round++) {
    await after(250);
    fleet.kill();
  }
  await fleet.close();
  const verdict = judge(out);
  return {
    what: 'draws of 30 processes, clocks stepping by up to a day both ways',
    figures: `${fleet.killed} kills, ${tally(verdict)}`,
    ok: sound(verdict) && verdict.draws > 1000,
  };
}

/** Draws on a disk that is full half of the time: a small tmpfs, or else injected failures. */
export async function full(scratch: string): Promise<Row> {
  const { state, out } = rooms(scratch);
  const mounted = mount(state);
  const filler = join(state, 'filler');
  try {
    const fleet = new Fleet(20, (member) => ({
      ...{ kind: 'draw', state, out: join(out, String(member)), drifts: [0] },
      ...{ mischief: mounted ? [] : ['tear'], chance: 0.2, burst: 10, rest: 20 },
    }));
    for (let round = 0; round < 20; round++) {
      await after(300);
      if (mounted) fill(filler);
      await after(300);
      if (mounted) rmSync(filler);
    }
    await fleet.close();
  } finally {
    if (mounted) execFileSync('umount', [state]);
  }
  const verdict = judge(out);
  return {
    what: `draws of 20 processes, disk full every other 0.3 s (${mounted ? 'tmpfs' : 'injected'})`,
    figures: tally(verdict),
    ok: sound(verdict) && verdict.draws > 500 && verdict.failed > 50,
  };
}

/** One process alone, and the first draw of a fresh process. */
export async function alone(scratch: string): Promise<Row> {
  const { state, out } = rooms(scratch);
  const common = { kind: 'draw', state, drifts: [0], mischief: [], chance: 0, rest: 0 } as const;
  const one = (draws: number, name: string) =>
    new Fleet(1, () => ({ ...common, out: join(out, name, 'all'), draws, burst: 1000 })).ended();
  mkdirSync(join(out, 'warm'));
  mkdirSync(join(out, 'first'));
  await one(5000, 'warm');
  for (let round = 0; round < 40; round++) await one(1, 'first');
  const [warm, first] = [judge(join(out, 'warm')).took, judge(join(out, 'first')).took];
  const [median, p99] = [quantile(warm, 0.5), quantile(warm, 0.99)];
  const cold = [quantile(first, 0.5), quantile(first, 0.99)];
  return {
    what: 'a draw alone: 5000 in a row; the first of 40 fresh processes',
    figures: `median ${ms(median)}, p99 ${ms(p99)}; first: median ${ms(cold[0])}, worst ${ms(cold[1])}`,
    ok: median < 2 && p99 < 10,
  };
}

function ms(value = Number.NaN): string {
  return `${value.toFixed(2)} ms`;
}

function sound({ repeated, outOfOrder }: Verdict): boolean {
  return repeated === 0 && outOfOrder === 0;
}

function tally({ draws, failed, repeated, outOfOrder }: Verdict): string {
  return `${draws} draws, ${failed} failed, ${repeated} repeated, ${outOfOrder} out of order`;
}

function rooms(scratch: string): { state: string; out: string } {
  const home = mkdtempSync(join(scratch, 'draw-'));
  const [state, out] = [join(home, 'state'), join(home, 'out')];
  mkdirSync(state);
  mkdirSync(out);
  return { state, out };
}

/** Writes what does not belong there into the newest generation. */
function litter(home: string): void {
  const newest = Math.max(...readdirSync(home).map(Number).filter(Number.isFinite));
  const rubbish = [
    '\0\0\0',
    'R 17',
    '\r\n\n',
    `\nR 999999999999999999 ${token()} 0 ;\n`,
    '\nB 5;\n',
  ];
  appendFileSync(join(home, String(newest)), pick(rubbish));
}

function mount(directory: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', directory], {
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}

function fill(path: string): void {
  try {
    for (;;) appendFileSync(path, Buffer.alloc(4096));
  } catch {
    // Full, as intended.
  }
}
