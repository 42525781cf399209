import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { part } from '../part.ts';
import { type Command, Project, wordsOf } from './command.ts';
import { Recorder } from './recorder.ts';
import { Tally } from './tally.ts';
import type { Row } from './verdict.ts';

/** Commands for other streams that fill the lane, and pairs of opposites behind them, in a round. */
const [others, pairs] = [30, 20];
const rounds = Math.ceil(14 * part);

/** The older of two opposites waits for its rate; the lane of the newer is empty. */
export async function queues(scratch: string): Promise<Row> {
  const home = mkdtempSync(join(scratch, 'queues-'));
  const tally = new Tally();
  for (let round = 0; round < rounds; round++) {
    const server = await Recorder.start();
    // The test environment lets 5 a second through.
    const project = new Project(server, home, { ZEGO_TEST: '1' });
    const verbs = round % 2 === 0 ? ['forbid', 'resume'] : ['resume', 'forbid'];
    const words = (nth: number, stream: string) => wordsOf('stream', verbs[nth]!, stream);
    const given: Command[] = [];
    const asking = Array.from({ length: others }, (_, nth) =>
      project.giveWithoutSecret(words(0, `other${nth}`)),
    );
    await Promise.all(asking.map(({ asked }) => asked));
    for (const command of asking) command.tell();
    await server.until(() => server.arrivals.length > 0);
    const older = Array.from({ length: pairs }, (_, nth) =>
      project.giveWithoutSecret(words(0, `pair${nth}`)),
    );
    await Promise.all(older.map(({ asked }) => asked));
    for (const command of older) command.tell();
    const newer = Array.from({ length: pairs }, (_, nth) => project.give(words(1, `pair${nth}`)));
    given.push(...asking, ...older);
    const decided = await Promise.all(newer.map(({ ended }) => ended));
    const ends = await Promise.all(given.map(({ ended }) => ended));
    for (const ended of [...ends, ...decided]) tally.addEnd(ended, server);
    for (const [nth, ended] of decided.entries()) tally.addState(`pair${nth}`, ended, server);
    tally.addCalls(server);
    await server.close();
  }
  return tally.row(
    `${others} commands fill a lane of 5 a second; ${pairs} wait behind them, whose opposites have a lane that is empty`,
  );
}
