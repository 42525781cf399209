import type { Fold, Rollover } from './journal.ts';

/**
 * The records of a rate queue, `<kind> <at> <token>`, with the milliseconds since the machine started and a
 * call's token: `Q` it queues, `G` it claims to go now, `D` it was answered, or leaves the queue.
 */
const record = /^([QGD]) (\d{1,14}) ([0-9a-f]{12})$/;

/**
 * What a new generation begins with, `C <at> <next> <clear> <token>`: the calls that went, with the times
 * worked out for them. To work those out again without the lines before could lose a call.
 */
const carried = /^C (\d{1,14}) (\d{1,14}) (\d{1,14}) ([0-9a-f]{12})$/;

/** The service counts a call for a second after it came in: at the latest, after it was answered. */
const afterAnswerMs = 1010;
/**
 * A call without an answer on record (killed, or slow) counts from when it went, with two seconds for the way
 * to the service: 1.7 s were seen on an overloaded machine. So a killed call costs the others two.
 */
const afterGoMs = 3000;
/** Once a call has let its turn pass for this long, the next in the queue may go. */
const turnMs = 15;
/** A call this far in the future was written before the machine last started, or is foreign. */
const impossibleMs = 2000;
/** The most waiting calls to carry into the next generation; the others go out of turn. */
const carriedQueue = 150;

interface Call {
  readonly token: string;
  readonly at: number;
  /** When the next call may go, for an even pace. */
  readonly next: number;
  /** When the service has stopped counting it. */
  clear: number;
}

/** One line of a rate queue's journal. Times are milliseconds since the machine started. */
export function rateLine(kind: 'Q' | 'G' | 'D', time: number, token: string): string {
  return `${kind} ${Math.ceil(time)} ${token}`;
}

/**
 * The calls of one rate queue (AppId, Action, environment), folded from its journal: which went and which wait.
 * A claim counts if the lines before it leave the queue free at the claimed time. Later lines can free the
 * queue earlier, but never take a won claim back.
 */
export class RateQueue implements Fold {
  readonly #perSecond: number;
  readonly #gap: number;
  #calls: Call[] = [];
  #queue: string[] = [];

  /**
   * @param perSecond calls that the service lets through
   * @param lines of a journal, to begin with
   */
  constructor(perSecond: number, lines: readonly string[] = []) {
    this.#perSecond = perSecond;
    this.#gap = 1000 / perSecond;
    for (const line of lines) this.add(line);
  }

  /** Takes the next line of the journal. A foreign line is skipped. */
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

  /** Milliseconds until the call should claim a slot if nobody ahead of it does; at most 0: now. */
  wait(token: string, now: number): number {
    return this.#free(now) + this.#ahead(token) * turnMs - now;
  }

  /** Milliseconds until its slot if everybody ahead claims one. */
  expected(token: string, now: number): number {
    return Math.max(0, this.#free(now) - now) + this.#ahead(token) * this.#gap;
  }

  /** When the call went, if the service may still count it. */
  wentAt(token: string): number | undefined {
    return this.#calls.find((call) => call.token === token)?.at;
  }

  /** Lines that make the same queue again. */
  digest(): readonly string[] {
    const calls = this.#calls.map(
      ({ at, next, clear, token }) => `C ${at} ${Math.ceil(next)} ${clear} ${token}`,
    );
    return [
      ...calls,
      ...this.#queue.slice(0, carriedQueue).map((token) => rateLine('Q', 0, token)),
    ];
  }

  #carry(line: string): void {
    const [, at, next, clear, token] = carried.exec(line) ?? [];
    if (token === undefined) return;
    const went = Number(at);
    // Bounded, so that a foreign line cannot close the queue for long.
    this.#calls.push({
      token,
      at: went,
      next: Math.min(Number(next), went + 1000),
      clear: Math.min(Number(clear), went + afterGoMs),
    });
  }

  #claim(at: number, token: string): void {
    if (at < this.#free(at)) return;
    const calls = this.#possible(at);
    // A lateness below one gap is made up for, or every late timer would lower the rate.
    const due = calls.at(-1)?.next ?? 0;
    const next = (at - due < this.#gap ? due : at) + this.#gap;
    this.#calls = [
      ...calls.filter((call) => call.clear > at),
      { token, at, next, clear: at + afterGoMs },
    ];
    this.#queue.splice(0, this.#queue.indexOf(token) + 1);
  }

  #answered(at: number, token: string): void {
    const queued = this.#queue.indexOf(token);
    if (queued >= 0) this.#queue.splice(queued, 1);
    const call = this.#calls.find((each) => each.token === token);
    if (call !== undefined) call.clear = Math.min(call.clear, at + afterAnswerMs);
  }

  #free(now: number): number {
    const calls = this.#possible(now);
    // The time when the service counts fewer than N. One call without an answer does not hold up the others.
    const clears = calls.map((call) => call.clear).sort((a, b) => b - a);
    return Math.max(calls.at(-1)?.next ?? 0, clears[this.#perSecond - 1] ?? 0);
  }

  #possible(now: number): readonly Call[] {
    return this.#calls.filter((call) => call.at <= now + impossibleMs);
  }

  /** The number of calls before it in the queue; 0 for a call that was overtaken there. */
  #ahead(token: string): number {
    return Math.max(0, this.#queue.indexOf(token));
  }
}

/** How a rate queue's journal goes on. The size of a generation is that of zego 0.1.0. */
export function rateRollover(perSecond: number): Rollover {
  return { window: 16 * 1024, digest: (lines) => new RateQueue(perSecond, lines).digest() };
}
