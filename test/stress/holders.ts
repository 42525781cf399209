import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { part } from '../part.ts';
import { pick, uptime } from './clock.ts';
import { type Ended, Project, verbsOf, wordsOf } from './command.ts';
import { Recorder } from './recorder.ts';
import type { Arrival } from './service.ts';
import { contradiction, inParallel, Tally } from './tally.ts';
import { quantile, type Row } from './verdict.ts';

const workers = 4;
const count = Math.ceil(340 * part);

/** What befalls the command whose turn it is, and when. */
const fates = [
  { signal: 'SIGKILL', sent: true },
  { signal: 'SIGKILL', sent: false },
  { signal: 'SIGSTOP', sent: true },
  { signal: 'SIGSTOP', sent: false },
] as const;
type Fate = (typeof fates)[number];

/**
 * Milliseconds that may pass from a secret until its command comes in: at most, and for three of four. One
 * that hangs is waited for 3 s; the rest is for a machine with much else to do.
 */
const limits = {
  killed: { most: 2900, usual: 1500 },
  stopped: { most: 3000 + 2900, usual: 3000 + 1500 },
  apart: { most: 2900, usual: 1500 },
};
type Wait = keyof typeof limits;

/**
 * One command is killed, or stopped for 1 to 6 s, when it has connected or when its request is under way;
 * then another is given for its stream, and one for another stream.
 */
export async function holders(scratch: string): Promise<Row> {
  const home = mkdtempSync(join(scratch, 'holders-'));
  const tally = new Tally();
  const waits: Readonly<Record<Wait, number[]>> = { killed: [], stopped: [], apart: [] };
  await inParallel(workers, count, async (take) => {
    const server = await Recorder.start();
    for (let nth = take(); nth !== undefined; nth = take()) {
      const fate = fates[nth % fates.length]!;
      await holder(new Project(server, home), `holder${nth}`, fate, tally, waits);
    }
    tally.addCalls(server, { mayMeet: true });
    await server.close();
  });
  const told = (Object.keys(limits) as Wait[]).map((kind) => {
    const { most, usual } = limits[kind];
    const [usually, longest] = [quantile(waits[kind], 0.75), quantile(waits[kind], 1)];
    const fine = usually <= usual && longest <= most;
    return { fine, figures: `${kind} ${seconds(usually)}, at most ${seconds(longest)}` };
  });
  return tally.row(
    'a command is killed or stopped when connected or under way; others for its stream, and for another',
    [`waits, three of four: ${told.map(({ figures }) => figures).join('; ')}`],
    told.every(({ fine }) => fine),
  );
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

async function holder(
  project: Project,
  stream: string,
  { signal, sent }: Fate,
  tally: Tally,
  waits: Readonly<Record<Wait, number[]>>,
): Promise<void> {
  const { server } = project;
  const lever = pick(['cdn', 'stream', 'transfer'] as const);
  const verbs = verbsOf(lever);
  const [own, next] = [pick(verbs), pick(verbs)];
  server.keepAnswers(stream);
  const connected = server.connection();
  const held = project.start(wordsOf(lever, own, stream));
  const under = sent ? server.until(() => server.executed(stream).length > 0) : connected;
  await Promise.race([under, held.ended]);
  held.signal(signal);
  server.keepAnswers(null);
  const stoppedAt = uptime();

  const second = project.startWithoutSecret(wordsOf(lever, next, stream));
  const other = project.startWithoutSecret(wordsOf(lever, own, `${stream}apart`));
  await Promise.all([second.asked, other.asked]);
  const from = uptime();
  second.tell();
  other.tell();
  server.sendAnswers();
  const continued = async () => {
    await after(Math.max(0, stoppedAt + 1000 + Math.random() * 5000 - uptime()));
    const at = uptime();
    held.signal('SIGCONT');
    return at;
  };
  const continuedAt = signal === 'SIGSTOP' ? continued() : Promise.resolve(Number.NaN);
  const [first, decided, apart, at] = await Promise.all([
    held.ended,
    second.ended,
    other.ended,
    continuedAt,
  ]);

  const callOf = ({ nonces }: Ended) => server.arrivals.find(({ nonce }) => nonces.includes(nonce));
  const [its, newer, apartFrom] = [callOf(first), callOf(decided), callOf(apart)];
  if (newer) waits[signal === 'SIGKILL' ? 'killed' : 'stopped'].push(newer.at - from);
  if (apartFrom) waits.apart.push(apartFrom.at - from);
  for (const ended of [decided, apart]) tally.addEnd(ended, server);
  const passed = newer !== undefined && own !== next;
  tally.addEnd(
    first,
    server,
    passed && signal === 'SIGSTOP'
      ? flawOfPassed(first, its, newer, at)
      : first.code === null
        ? null
        : contradiction(first, server),
  );
  tally.addState(stream, decided, server);
}

/** What is wrong with the end of a command that was stopped, and continued after its opposite came in. */
function flawOfPassed(
  { code }: Ended,
  its: Arrival | undefined,
  opposite: Arrival,
  continuedAt: number,
): string | null {
  if (its && its.at > opposite.at) return `exit ${code}, carried out after its opposite`;
  if (code === 12) return its ? 'exit 12, and it came in' : null;
  if (code === 9) return its ? null : 'exit 9, and nothing of it came in';
  if (code === 0 && opposite.at > continuedAt) return its ? null : 'exit 0, and not carried out';
  return `exit ${code}, and its opposite had passed it`;
}
