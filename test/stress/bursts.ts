import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { part } from '../part.ts';
import { pick } from './clock.ts';
import { type AskingCommand, type Command, Project, verbsOf, wordsOf } from './command.ts';
import { Recorder } from './recorder.ts';
import { inParallel, Tally } from './tally.ts';
import type { Row } from './verdict.ts';

const workers = 4;
const count = Math.ceil(300 * part);

/**
 * Opposite commands, each given when the one before is known to have been: it has connected, or it asks a
 * program for its secret. Such a program gives it only when the last command is over.
 */
export async function bursts(scratch: string): Promise<Row> {
  const home = mkdtempSync(join(scratch, 'bursts-'));
  const tally = new Tally();
  await inParallel(workers, count, async (take) => {
    const server = await Recorder.start();
    for (let nth = take(); nth !== undefined; nth = take()) {
      server.answerIn(pick([0, 200]));
      await burst(new Project(server, home), `burst${nth}`, tally);
    }
    tally.addCalls(server);
    await server.close();
  });
  return tally.row(
    'bursts of 2 to 4 opposite commands (cdn, stream, transfer), one after the other',
  );
}

async function burst(project: Project, stream: string, tally: Tally): Promise<void> {
  const { server } = project;
  const lever = pick(['cdn', 'stream', 'transfer'] as const);
  const verbs = verbsOf(lever);
  const before = pick([1, 2, 3]);
  const first = pick([0, 1]);
  const wordsAt = (nth: number) => wordsOf(lever, verbs[(first + nth) % 2]!, stream);
  const given: Command[] = [];
  const asking: AskingCommand[] = [];
  for (let nth = 0; nth < before; nth++) {
    if (pick([true, false])) {
      const command = project.startWithoutSecret(wordsAt(nth));
      asking.push(command);
      given.push(command);
      await command.asked;
    } else {
      const connected = server.connection();
      const command = project.start(wordsAt(nth));
      given.push(command);
      await Promise.race([connected, command.ended]);
    }
  }
  const last = project.start(wordsAt(before));
  const decided = await last.ended;
  for (const command of asking) command.tell();
  const ends = await Promise.all(given.map(({ ended }) => ended));
  for (const ended of [...ends, decided]) tally.addEnd(ended, server);
  tally.addState(stream, decided, server);
}
