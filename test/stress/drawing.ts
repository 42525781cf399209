import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { pick, token, uptime } from './clock.ts';
import { mountSmallDisk } from './disk.ts';
import { Fleet } from './fleet.ts';
import { judge, quantile, type Row, type Verdict } from './verdict.ts';
import type { DrawTask } from './worker.ts';

const hour = 3_600_000;

/** Draws under kill -9 from outside and at every file call, SIGSTOP, torn writes and foreign bytes. */
export async function killed(scratch: string): Promise<Row> {
  const { state, out, task } = rooms(scratch);
  const nasty = task({ mischief: ['die', 'tear'], chance: 0.001, burst: 10, rest: 150 });
  const deadline = Date.now() + 90_000;
  const fleet = await Fleet.during(60, nasty, async (running) => {
    while (running.killed < 600 && Date.now() < deadline) {
      running.kill();
      if (Math.random() < 0.3) running.freeze(Math.random() * 3000);
      if (Math.random() < 0.2) litter(join(state, '1', 'sequence'));
      await after(60);
    }
  });
  const verdict = judge(out);
  return {
    what: '60 processes draw; kill -9, SIGSTOP, torn writes, foreign bytes',
    figures: `${fleet.killed} kills, ${tally(verdict)}`,
    ok: sound(verdict) && fleet.killed >= 500,
  };
}

/** Draws while the clocks of the processes jump between hours. */
export async function stepped(scratch: string): Promise<Row> {
  const { out, task } = rooms(scratch);
  const drifts = [0, 0, hour, -hour, 24 * hour, -24 * hour, 500, -500];
  const fleet = await Fleet.during(30, task({ drifts }), async (running) => {
    for (let round = 0; round < 40; round++) {
      await after(250);
      running.kill();
    }
  });
  const verdict = judge(out);
  return {
    what: '30 processes draw; clocks step by up to a day both ways, kill -9',
    figures: `${fleet.killed} kills, ${tally(verdict)}`,
    ok: sound(verdict) && verdict.draws > 100,
  };
}

/** Draws on a disk that is full half of the time: a small one, or else injected failures. */
export async function full(scratch: string): Promise<Row> {
  const { state, out, task } = rooms(scratch);
  const disk = mountSmallDisk(state);
  try {
    const failing = disk ? {} : ({ mischief: ['tear'], chance: 0.2 } as const);
    await Fleet.during(20, task(failing), async () => {
      for (let round = 0; round < 20; round++) {
        await after(300);
        disk?.fill();
        await after(300);
        disk?.free();
      }
    });
  } finally {
    disk?.unmount();
  }
  const verdict = judge(out);
  return {
    what: `20 processes draw; ${disk ? 'the disk is full every other 0.3 s' : 'writes fail with ENOSPC'}`,
    figures: tally(verdict),
    ok: sound(verdict) && verdict.draws > 100 && verdict.failed > 0,
  };
}

/** One process alone, and the first draw of fresh processes. */
export async function alone(scratch: string): Promise<Row> {
  const [warm, first] = [rooms(scratch), rooms(scratch)];
  const endless = { rest: 0, burst: Number.MAX_SAFE_INTEGER };
  await Fleet.once(warm.task({ ...endless, draws: 5000 })(0));
  for (let round = 0; round < 40; round++) {
    await Fleet.once(first.task({ ...endless, draws: 1 })(round));
  }
  const took = (at: number, of = judge(warm.out).took) => quantile(of, at);
  const median = took(0.5);
  const times = median / quantile(bareAppends(warm.state), 0.5);
  const cold = judge(first.out).took;
  return {
    what: 'one process draws 5000 times; 40 fresh processes draw once',
    figures: `median ${ms(median)}, ${times.toFixed(1)} times a bare append, p99 ${ms(took(0.99))}; fresh: median ${ms(took(0.5, cold))}, worst ${ms(took(1, cold))}`,
    // Eight times is usual.
    ok: times < 40,
  };
}

/** Milliseconds of the least that a draw could be: a line is added to a file, and the file read. */
function bareAppends(directory: string): readonly number[] {
  const bytes = Buffer.alloc(16 * 1024);
  return Array.from({ length: 5000 }, () => {
    const began = uptime();
    const file = openSync(join(directory, 'bare'), 'a+');
    writeSync(file, `R ${Date.now()} ${token()} 0 ${token()};\n`);
    readSync(file, bytes, 0, bytes.length, 0);
    closeSync(file);
    return uptime() - began;
  });
}

const ms = (value: number) => `${value.toFixed(2)} ms`;

function sound({ repeated, outOfOrder }: Verdict): boolean {
  return repeated === 0 && outOfOrder === 0;
}

function tally({ draws, failed, repeated, outOfOrder }: Verdict): string {
  return `${draws} draws, ${failed} failed, ${repeated} repeated, ${outOfOrder} out of order`;
}

/** Directories for one scenario, and what its processes are told to do. */
function rooms(scratch: string) {
  const home = mkdtempSync(join(scratch, 'draw-'));
  const [state, out] = [join(home, 'state'), join(home, 'out')];
  mkdirSync(state);
  mkdirSync(out);
  const usual = { drifts: [0], mischief: [], chance: 0, burst: 10, rest: 20 };
  const task = (but: Partial<DrawTask>) => (member: number) =>
    ({ kind: 'draw', state, out: join(out, String(member)), ...usual, ...but }) as const;
  return { state, out, task };
}

/** Writes what does not belong there into the newest generation. */
function litter(home: string): void {
  if (!existsSync(home)) return;
  const newest = Math.max(1, ...readdirSync(home).map(Number).filter(Number.isFinite));
  const rubbish = [
    '\0\0\0',
    'R 17',
    '\r\n\n',
    `\nR 999999999999999999 ${token()} 0 ;\n`,
    '\nB 5;\n',
  ];
  appendFileSync(join(home, String(newest)), pick(rubbish));
}
