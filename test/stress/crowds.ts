import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { part } from '../part.ts';
import { pick, uptime } from './clock.ts';
import { type Ended, Project, verbsOf, wordsOf } from './command.ts';
import { Recorder } from './recorder.ts';
import type { Lever } from './service.ts';
import { Tally } from './tally.ts';
import type { Row } from './verdict.ts';

/** Processes that are started at once, all for one stream. */
interface Crowd {
  readonly processes: number;
  readonly rounds: number;
  /** Which command comes next: a lever and a verb. */
  readonly command: () => readonly [Lever, string];
  /** Milliseconds that the answers take, round by round in turn. */
  readonly answers: readonly number[];
}

const usual = { processes: part < 1 ? 50 : 100, rounds: part < 1 ? 2 : 10, answers: [0, 200] };

/** One Action for one stream. */
export async function same(scratch: string): Promise<Row> {
  const crowd: Crowd = { ...usual, command: () => ['stream', 'forbid'] };
  const { tally, ok, figures } = await crowded(scratch, crowd);
  return tally.row(`${words(crowd)} stream forbid for one stream`, figures, ok);
}

/** What the cost of order is measured by: the rate queue lets 10 of them through a second. */
export async function stops(scratch: string): Promise<Row> {
  const crowd: Crowd = {
    processes: 40,
    rounds: Math.ceil(8 * part),
    answers: [0],
    command: () => ['transfer', 'stop'],
  };
  const { tally, ok, figures } = await crowded(scratch, crowd);
  return tally.row(`${words(crowd)} transfer stop for one stream`, figures, ok);
}

/** Two Actions that undo each other; which of them was given last is not known here. */
export async function mixed(scratch: string): Promise<Row> {
  const crowd: Crowd = { ...usual, command: () => ['stream', pick(verbsOf('stream'))] };
  const { tally, figures } = await crowded(scratch, crowd);
  return tally.row(`${words(crowd)} stream forbid or stream resume for one stream`, figures);
}

/** Two levers of one stream, each with two Actions. */
export async function levers(scratch: string): Promise<Row> {
  const command = (): readonly [Lever, string] => {
    const lever = pick(['cdn', 'stream'] as const);
    return [lever, pick(verbsOf(lever))];
  };
  const crowd: Crowd = { ...usual, command };
  const { tally, figures } = await crowded(scratch, crowd);
  return tally.row(`${words(crowd)} cdn or stream, forbid or resume, for one stream`, figures);
}

function words({ rounds, processes, answers }: Crowd): string {
  return `${rounds} times ${processes} processes at once, answered in ${answers.join(' or ')} ms:`;
}

/** Runs the crowds of a row; `ok`: all of its commands were carried out. */
async function crowded(scratch: string, { processes, rounds, command, answers }: Crowd) {
  const home = mkdtempSync(join(scratch, 'crowd-'));
  const tally = new Tally();
  const took = new Map(answers.map((ms) => [ms, [] as number[]]));
  let ok = true;
  for (let round = 0; round < rounds; round++) {
    const server = await Recorder.start();
    const answerIn = answers[round % answers.length]!;
    server.answerIn(answerIn);
    const project = new Project(server, home);
    const from = uptime();
    const given = Array.from({ length: processes }, () =>
      project.start(wordsOf(...command(), 'one')),
    );
    const ends = await Promise.all(given.map(({ ended }) => ended));
    took.get(answerIn)?.push((uptime() - from) / 1000);
    for (const ended of ends) tally.addEnd(ended, server);
    for (const last of deciding(ends, server)) tally.addState('one', last, server);
    tally.addCalls(server);
    ok &&= ends.every(({ code }) => code === 0);
    await server.close();
  }
  const figures = [...took].map(([ms, seconds]) => {
    const mean = seconds.reduce((sum, each) => sum + each, 0) / seconds.length;
    return `${mean.toFixed(1)} s a crowd at ${ms} ms`;
  });
  return { tally, ok, figures };
}

/** For each lever, the command that came in last of those that say they are done. */
function deciding(ends: readonly Ended[], { arrivals }: Recorder): readonly Ended[] {
  const done = ends.filter(({ code }) => code === 0);
  return [...new Set(arrivals.map(({ lever }) => lever))].flatMap((lever) => {
    const owners = arrivals
      .filter((call) => call.lever === lever)
      .map(({ nonce }) => done.find(({ nonces }) => nonces.includes(nonce)));
    return owners.findLast((owner) => owner !== undefined) ?? [];
  });
}
