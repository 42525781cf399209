import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { part } from '../part.ts';
import { type Ended, Project, verbsOf, wordsOf } from './command.ts';
import { Recorder } from './recorder.ts';
import { Tally } from './tally.ts';
import type { Row } from './verdict.ts';

const rounds = Math.ceil(20 * part);
/** Commands for other streams that fill the queue of an Action, and pairs of opposites behind them. */
const [others, pairs] = [30, 10];

/** The older of two opposites waits for its rate; nobody waits where the newer is. */
export async function queues(scratch: string): Promise<Row> {
  const home = mkdtempSync(join(scratch, 'queues-'));
  const tally = new Tally();
  for (const nth of numbers(rounds)) {
    const server = await Recorder.start();
    const [first, second] = verbsOf('stream');
    // The test environment lets 5 a second through.
    const project = new Project(server, home, { ZEGO_TEST: '1' });
    await queue(project, nth % 2 === 0 ? [first, second] : [second, first], tally);
    tally.addCalls(server);
    await server.close();
  }
  return tally.row(
    `${others} commands fill a queue of 5 a second; ${pairs} wait behind them, and their opposites nowhere`,
  );
}

async function queue(
  project: Project,
  [older, newer]: readonly [string, string],
  tally: Tally,
): Promise<void> {
  const { server } = project;
  const filling = numbers(others).map((nth) =>
    project.start(wordsOf('stream', older, `other${nth}`)),
  );
  await server.until(() => server.arrivals.length > 0);
  const ends = await Promise.all(
    numbers(pairs).map(async (nth): Promise<readonly [Ended, Ended]> => {
      const first = project.startWithoutSecret(wordsOf('stream', older, `pair${nth}`));
      await first.asked;
      first.tell();
      const second = project.start(wordsOf('stream', newer, `pair${nth}`));
      return [await first.ended, await second.ended];
    }),
  );
  for (const command of filling) tally.addEnd(await command.ended, server);
  for (const [nth, [first, second]] of ends.entries()) {
    tally.addEnd(first, server);
    tally.addEnd(second, server);
    tally.addState(`pair${nth}`, second, server);
  }
}

function numbers(below: number): readonly number[] {
  return Array.from({ length: below }, (_, nth) => nth);
}
