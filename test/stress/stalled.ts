import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { authority } from '../http/certificate.ts';
import { part } from '../part.ts';
import { pick } from './clock.ts';
import { Project, verbsOf, wordsOf } from './command.ts';
import { Recorder } from './recorder.ts';
import { inParallel, Tally } from './tally.ts';
import type { Row } from './verdict.ts';

const workers = 6;
const count = Math.ceil(500 * part);

/** How the first connection of the older command fails, and whether before the newer is given. */
const failures = [
  ...(['reset', 'close'] as const).map((how) => ({ how, before: true })),
  ...(['reset', 'close'] as const).map((how) => ({ how, before: false })),
  { how: 'never', before: false } as const,
];

/** The first connection of a command fails, and its opposite is given before it can try again. */
export async function stalled(scratch: string): Promise<Row> {
  const home = mkdtempSync(join(scratch, 'stalled-'));
  const company = authority();
  const ca = join(home, 'ca.pem');
  writeFileSync(ca, company.cert);
  const tally = new Tally();
  await inParallel(workers, count, async (take) => {
    const plain = await Recorder.start();
    const secure = await Recorder.start(company.issue('127.0.0.1'));
    for (let nth = take(); nth !== undefined; nth = take()) {
      const server = pick([plain, secure]);
      await pair(
        new Project(server, home, { NODE_EXTRA_CA_CERTS: ca }),
        `stalled${nth}`,
        failures[nth % failures.length]!,
        tally,
      );
    }
    for (const server of [plain, secure]) {
      tally.addCalls(server);
      await server.close();
    }
  });
  return tally.row(
    'a command whose first connection stalls or breaks (HTTP, TLS), then its opposite',
  );
}

async function pair(
  project: Project,
  stream: string,
  { how, before }: (typeof failures)[number],
  tally: Tally,
): Promise<void> {
  const { server } = project;
  const lever = pick(['cdn', 'stream', 'transfer'] as const);
  const [first, second] = pick([verbsOf(lever), verbsOf(lever).toReversed()]);
  // Short, so that the silence ends: an attempt has a third of it, but 5 s at least.
  const words = (verb: string) => wordsOf(lever, verb, stream, '15s');
  server.gate(before ? how : 'hold');
  const connected = server.connection();
  const older = project.start(words(first!));
  await Promise.race([connected, older.ended]);
  server.gate('pass');
  const newer = project.start(words(second!));
  const decided = await newer.ended;
  if (!before && how !== 'never') server.free(how);
  const passed = await older.ended;
  server.free('reset');
  for (const ended of [passed, decided]) tally.addEnd(ended, server);
  tally.addState(stream, decided, server);
}
