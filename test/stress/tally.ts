import type { Ended } from './command.ts';
import type { Recorder } from './recorder.ts';
import type { Row } from './verdict.ts';

/** What must not happen in any row on order, counted over its commands. */
export class Tally {
  /** What is wrong, for people. */
  readonly wrong: string[] = [];
  readonly #exits = new Map<string, number>();
  #commands = 0;
  #arrived = 0;
  #overtaken = 0;
  #refused = 0;
  #beside = 0;
  #states = 0;
  #wrongStates = 0;

  /** Counts the calls of a server, once all of its commands have ended. */
  addCalls({ arrivals }: Recorder, { mayMeet = false } = {}): void {
    this.#arrived += arrivals.length;
    this.#overtaken += arrivals.filter(({ overtaken }) => overtaken).length;
    this.#refused += arrivals.filter(({ code }) => code !== 0).length;
    if (!mayMeet) this.#beside += arrivals.filter(({ beside }) => beside).length;
  }

  /** Judges how a command ended by what its server saw of it. */
  addEnd(ended: Ended, server: Recorder, judged = contradiction(ended, server)): void {
    this.#commands++;
    const exit = String(ended.code ?? 'killed');
    this.#exits.set(exit, (this.#exits.get(exit) ?? 0) + 1);
    if (judged !== null) this.wrong.push(`${ended.line}: ${judged} (${ended.error})`);
  }

  /** Counts the state that a stream was left in: that of the command that decides, or a wrong one. */
  addState(stream: string, { code, nonces, line }: Ended, server: Recorder): void {
    this.#states++;
    const [lever, verb] = line.split(' ');
    const last = server.executed(stream).findLast((call) => call.lever === lever);
    if (code === 0 && last?.verb === verb && nonces.length > 0) return;
    this.#wrongStates++;
    this.wrong.push(`${line} (exit ${code}) was to decide, and ${last?.verb ?? 'nothing'} did`);
  }

  /** The row of the table. */
  row(what: string, more: readonly string[] = [], enough = true): Row {
    const counts = [this.#overtaken, this.#refused, this.#beside, this.#wrongStates];
    const exits = [...this.#exits].sort().map(([code, count]) => `${count} exit ${code}`);
    const figures = [
      `${this.#commands} commands (${exits.join(', ')})`,
      `${this.#arrived} calls`,
      `${this.#overtaken} overtaken`,
      `${this.#refused} refused for the Sequence`,
      `${this.#beside} met another for the stream`,
      `${this.wrong.length - this.#wrongStates} wrong exit codes`,
      ...(this.#states > 0 ? [`${this.#wrongStates} of ${this.#states} final states wrong`] : []),
      ...more,
    ].join(', ');
    const ok = enough && this.wrong.length === 0 && counts.every((count) => count === 0);
    return { what, figures, ok, cases: this.wrong };
  }
}

/**
 * Says how an exit code contradicts what the server saw, where it answers whatever reaches it: 0 is carried
 * out, 12 has not come in, 9 has not come in though it was sent.
 * @returns null if it does not
 */
export function contradiction({ code, nonces }: Ended, { arrivals }: Recorder): string | null {
  const seen = arrivals.filter(({ nonce }) => nonces.includes(nonce));
  switch (code) {
    case 0:
      return seen.some((call) => call.code === 0) ? null : 'exit 0, and it was not carried out';
    case 9:
      return seen.length < nonces.length ? null : 'exit 9, and it was answered';
    case 12:
      return seen.length === 0 ? null : 'exit 12, and it came in';
    default:
      return `exit ${code}`;
  }
}

/** Does a task for each number below `count`, in so many workers side by side. */
export async function inParallel(
  workers: number,
  count: number,
  work: (take: () => number | undefined) => Promise<void>,
): Promise<void> {
  let next = 0;
  const take = () => (next < count ? next++ : undefined);
  await Promise.all(Array.from({ length: Math.min(workers, count) }, () => work(take)));
}
