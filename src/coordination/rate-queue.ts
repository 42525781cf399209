import type { Fold, Rollover } from './journal.ts';

/**
 * Records of a rate queue, all with the milliseconds since the machine started and a call's token:
 * `Q` it queues, `G` it claims to go now, `D` it has been answered, or goes no more.
 */
const record = /^([QGD]) (\d{1,14}) ([0-9a-f]{12})$/;

/**
 * What a new generation begins with, `C <at> <next> <clear> <token>`: the calls of those before, as they
 * were judged. To judge them anew without what came before them could lose one.
 */
const carried = /^C (\d{1,14}) (\d{1,14}) (\d{1,14}) ([0-9a-f]{12})$/;

/** The service counts a call for a second after it came in, so at the latest after its answer. */
const afterAnswer = 1010;
/**
 * Without an answer on record (killed, slow) it counts from when it went, with two seconds for the way
 * there: on a machine with far too much to do 1.7 s were seen. A killed call so costs the others two.
 */
const afterGo = 3000;
/** The next in the queue may go when the one before it has let its turn pass for so long. */
const turn = 15;
/** A call this far in the future is from before the last restart of the machine, or foreign. */
const impossible = 2000;
/** More than this many waiting are not carried into the next generation: they go out of turn. */
const queueKept = 150;

interface Call {
  readonly token: string;
  readonly at: number;
  /** From when the next call may go, for an even pace. */
  readonly next: number;
  /** Until when the service may count it. */
  clear: number;
}

/** One line of a rate queue's journal. Times are milliseconds since the machine started. */
export function rateLine(kind: 'Q' | 'G' | 'D', time: number, token: string): string {
  return `${kind} ${Math.ceil(time)} ${token}`;
}

/**
 * The calls of one rate queue (AppId, Action, environment), folded from its journal: who went and who waits.
 * A claim counts when at its place in the journal the queue was free at the claimed time. Later lines
 * can only free the queue earlier, never take a won claim back.
 */
export class RateQueue implements Fold {
  readonly #perSecond: number;
  readonly #gap: number;
  #calls: Call[] = [];
  #queue: string[] = [];

  /** @param perSecond calls let through. @param lines of a journal, for a start */
  constructor(perSecond: number, lines: readonly string[] = []) {
    this.#perSecond = perSecond;
    this.#gap = 1000 / perSecond;
    for (const line of lines) this.add(line);
  }

  /** Takes the next line of the journal; a foreign one is passed over. */
  add(line: string): void {
    const [, kind, time, token] = record.exec(line) ?? [];
    if (token === undefined) {
      this.#carry(line);
      return;
    }
    if (kind === 'Q') this.#queue.push(token);
    if (kind === 'G') this.#claim(Number(time), token);
    if (kind === 'D') this.#answered(Number(time), token);
  }

  /** Milliseconds until the call should claim its turn, counting on nobody ahead; at most 0: now. */
  wait(token: string, now: number): number {
    return this.#free(now) + this.#ahead(token) * turn - now;
  }

  /** Milliseconds until its turn if everybody ahead takes theirs. */
  expected(token: string, now: number): number {
    return Math.max(0, this.#free(now) - now) + this.#ahead(token) * this.#gap;
  }

  /** When the call went, if it may still be counted. */
  wentAt(token: string): number | undefined {
    return this.#calls.find((call) => call.token === token)?.at;
  }

  /** Lines that make the same queue again. */
  digest(): readonly string[] {
    const calls = this.#calls.map(
      ({ at, next, clear, token }) => `C ${at} ${Math.ceil(next)} ${clear} ${token}`,
    );
    return [...calls, ...this.#queue.slice(0, queueKept).map((token) => rateLine('Q', 0, token))];
  }

  #carry(line: string): void {
    const [, at, next, clear, token] = carried.exec(line) ?? [];
    if (token === undefined) return;
    const went = Number(at);
    // Foreign lines must not close the queue for long.
    const [due, end] = [
      Math.min(Number(next), went + 1000),
      Math.min(Number(clear), went + afterGo),
    ];
    this.#calls.push({ token, at: went, next: due, clear: end });
  }

  #claim(at: number, token: string): void {
    if (at < this.#free(at)) return;
    const calls = this.#possible(at);
    // Lateness of up to a gap is made up, or every late timer would lower the rate.
    const due = calls.at(-1)?.next ?? 0;
    const next = (at - due < this.#gap ? due : at) + this.#gap;
    this.#calls = [
      ...calls.filter((call) => call.clear > at),
      { token, at, next, clear: at + afterGo },
    ];
    this.#queue.splice(0, this.#queue.indexOf(token) + 1);
  }

  #answered(at: number, token: string): void {
    const queued = this.#queue.indexOf(token);
    if (queued >= 0) this.#queue.splice(queued, 1);
    const call = this.#calls.find((each) => each.token === token);
    if (call !== undefined) call.clear = Math.min(call.clear, at + afterAnswer);
  }

  #free(now: number): number {
    const calls = this.#possible(now);
    // When fewer than N may still be counted. One without an answer does not hold up the others.
    const clears = calls.map((call) => call.clear).sort((a, b) => b - a);
    return Math.max(calls.at(-1)?.next ?? 0, clears[this.#perSecond - 1] ?? 0);
  }

  #possible(now: number): readonly Call[] {
    return this.#calls.filter((call) => call.at <= now + impossible);
  }

  /** How many are before it in the queue; 0 for one that was passed over. */
  #ahead(token: string): number {
    return Math.max(0, this.#queue.indexOf(token));
  }
}

/** How a rate queue's journal goes on; the size of a generation is that of zego 0.1.0. */
export function rateRollover(perSecond: number): Rollover {
  return { window: 16 * 1024, digest: (lines) => new RateQueue(perSecond, lines).digest() };
}
