import { openSync, writeSync } from 'node:fs';
import { get } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as after } from 'node:timers/promises';
import { coordinate } from '../../src/coordination/coordinate.ts';
import { fileJournals } from '../../src/coordination/file-journal.ts';
import type { Journal } from '../../src/coordination/journal.ts';
import { drawFrom, drawRollover } from '../../src/coordination/sequence.ts';
import { pick, realClock, token, uptime } from './clock.ts';
import { sabotage } from './sabotage.ts';

/** What a worker is told to do, as JSON in its first argument. */
export type Task = DrawTask | CallTask;

/** Draw, and write down when and what. */
export interface DrawTask extends Places {
  readonly kind: 'draw';
  /** Milliseconds the wall clock jumps between. */
  readonly drifts: readonly number[];
  /** What goes wrong with its file calls, and how often. */
  readonly mischief: readonly ('die' | 'tear')[];
  readonly chance: number;
  /** Draws before it ends; without it, for ever. */
  readonly draws?: number;
  /** Draws in one go, and the milliseconds of rest after them. */
  readonly burst: number;
  readonly rest: number;
}

/** Call a server as fast as the pace allows, for ever. */
interface CallTask extends Places {
  readonly kind: 'call';
  readonly port: number;
  readonly perSecond: number;
}

interface Places {
  readonly state: string;
  readonly out: string;
}

const write = writeSync; // not the one that is sabotaged
const task = JSON.parse(process.argv[2] ?? '') as Task;
const out = openSync(task.out, 'a');
let drift = 0;
const clock = realClock(() => drift);
const open = fileJournals(task.state, token);
const coordinator = coordinate(open, clock);
const never = new AbortController().signal;

if (task.kind === 'draw') {
  let draws: Journal | undefined;
  if (task.mischief.length > 0) sabotage(task.mischief, task.chance);
  for (let count = 0; count < (task.draws ?? Number.POSITIVE_INFINITY); count++) {
    if (count % 10 === 0) drift = pick(task.drifts);
    if (count % task.burst === task.burst - 1) await after(Math.random() * 2 * task.rest);
    const began = uptime();
    try {
      draws ??= open('1/sequence', drawRollover);
      const sequence = drawFrom(draws, clock);
      write(out, `${began} ${uptime()} ${sequence}\n`);
    } catch {
      write(out, 'failed\n');
      await after(5);
    }
  }
} else {
  const { port, perSecond } = task;
  const call = {
    ...{ appId: 1, action: `At${perSecond}`, test: false, perSecond, sequenced: true },
    timeoutMs: 60_000,
    // A stream of its own: those of one stream go one after the other.
    ...{ change: null, streams: [{ id: 's', key: String(process.pid) }] },
  };
  for (;;) {
    const socket = await connected(port);
    const ticket = await coordinator.issue(call);
    const turn = await ticket.turn(never, () => {});
    if (turn?.fresh()) await ask(socket, `/${uptime()}/${turn.sequence}`);
    socket.destroy();
    await ticket.close('done');
  }
}

/** The connection stands before the slot is won, so that the request goes out at once. */
function connected(port: number): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
    socket.on('error', () => {});
  });
}

function ask(socket: Socket, path: string): Promise<void> {
  return new Promise((resolve) => {
    const request = get({ path, createConnection: () => socket }, (reply) => {
      reply.resume().on('close', resolve);
    });
    request.on('error', () => resolve());
  });
}
