import type { Change, Clock, Closing, Ticket, Turn, WaitReason } from './coordinator.ts';
import { type Journal, upToDate } from './journal.ts';
import { RateQueue, rateLine } from './rate-queue.ts';
import { type Event, type Given, queueLine } from './records.ts';
import { type Entry, StreamQueue } from './stream-queue.ts';

/** A turn that was not used for so long is void: calls behind it count on the request being on its way. */
const turnLife = 1000;
/** Milliseconds of waiting worth telling. */
const noticeable = 200;
/** Who waits looks at the queue at least so often. */
const longestPause = 500;
/** Whoever is next for so long and does not go is stopped, or hangs; once one was, others are found sooner. */
const patience = { first: 3000, later: 250 };
/** How long after its own deadline a call's process may take to end. */
const graceMs = 10_000;

/** What a ticket is made of. */
export interface TicketParts {
  readonly around: Clock;
  /** The journal of the stream queue; null for a call of no stream. */
  readonly log: Journal | null;
  /** Opens the journal of the rate queue. */
  readonly rateQueue: () => Journal;
  readonly perSecond: number;
  /** How long its command may last, in milliseconds. */
  readonly timeoutMs: number;
  /** The streams' hashes, with what the caller calls them. */
  readonly streams: ReadonlyMap<string, string>;
  readonly queue: string;
  readonly change: Change | null;
  /** Draws a Sequence; null for a call that carries none. */
  readonly draw: (() => number) | null;
}

/** A call's ticket in the queue of its streams, kept in a journal. */
export class StreamTicket implements Ticket {
  awaits: WaitReason = 'slot';
  readonly #parts: TicketParts;
  readonly #queueOf: (lines: readonly string[]) => StreamQueue;
  readonly #rateQueueOf: (lines: readonly string[]) => RateQueue;
  #token = '';
  /** The call's token in the rate queue while it waits or goes there. */
  #slot: string | null = null;

  constructor(parts: TicketParts) {
    this.#parts = parts;
    const { around, perSecond } = parts;
    this.#queueOf = upToDate(() => new StreamQueue(around.uptime, [], () => this.#token));
    this.#rateQueueOf = upToDate(() => new RateQueue(perSecond));
    this.#join();
  }

  async turn(
    signal: AbortSignal,
    onWait: (what: WaitReason, ms: number) => void,
  ): Promise<Turn | null> {
    const { around, log } = this.#parts;
    const heads = new Heads();
    let [waited, told] = [0, ''];
    const pause = async (what: WaitReason, entry: Entry | null, ms: number, expected = 0) => {
      this.awaits = what;
      if (entry && (entry.ready === null || entry.waits?.what !== what)) this.#write('Q', what);
      if (told !== what && waited + expected >= noticeable) {
        told = what;
        onWait(what, expected);
      }
      const since = around.uptime();
      await around.sleep(ms, signal);
      waited += around.uptime() - since;
    };
    try {
      for (;;) {
        signal.throwIfAborted();
        let entry: Entry | null = null;
        if (log) {
          const queue = this.#look(log);
          entry = this.#standing(queue);
          if (entry === null || queue.remaining(entry).size === 0) return null;
          const now = around.uptime();
          const obstacle = queue.obstacle(entry, now, heads.ignored);
          if (obstacle) {
            if (this.#bury(obstacle.entry)) continue;
            if (!obstacle.underWay && heads.isStuck(obstacle.entry, now)) {
              this.#write('L', '', obstacle.entry.given.token);
            }
            await pause('order', entry, this.#pauseFor(obstacle.ahead));
            continue;
          }
        }
        const wait = this.#queueForSlot();
        if (wait.ms > 0) {
          await pause('slot', entry, Math.min(wait.ms, longestPause), wait.expected);
          continue;
        }
        // Before the claim: a process may be stopped anywhere in it.
        const at = around.uptime();
        const ids = this.#claim();
        if (ids === null) {
          await pause('order', entry, this.#pauseFor(0));
          continue;
        }
        const sequence = this.#parts.draw?.() ?? null;
        const fresh = () => around.uptime() - at <= turnLife;
        if (fresh()) return { sequence, ids, waitedMs: Math.round(waited), fresh };
        await this.pause('again');
      }
    } catch (error) {
      this.#leaveRateQueue();
      throw error;
    }
  }

  async overtaken(): Promise<readonly string[]> {
    const { log, streams } = this.#parts;
    const queue = log && this.#look(log);
    const entry = queue?.find(this.#token);
    const left = entry && queue?.remaining(entry);
    return [...streams].flatMap(([stream, id]) => (left && !left.has(stream) ? [id] : []));
  }

  async pause(how: 'lost' | 'not-done' | 'again'): Promise<void> {
    if (this.#parts.log) this.#write('E', how);
    this.#leaveRateQueue();
  }

  async close(how: 'done' | 'nothing' | 'overtaken'): Promise<Closing> {
    this.#leaveRateQueue();
    if (this.#parts.log === null) return { passed: [], madeWay: [] };
    const entry = this.#queueOf(this.#write('X', how)).find(this.#token);
    return { passed: this.#ids(entry?.passed), madeWay: this.#ids(entry?.madeWay) };
  }

  #ids(streams: Iterable<string> = []): readonly string[] {
    return [...streams].flatMap((stream) => this.#parts.streams.get(stream) ?? []);
  }

  #join(): void {
    const { around, queue, log, timeoutMs } = this.#parts;
    const at = around.uptime();
    this.#token = around.token();
    const until = Math.ceil(at + timeoutMs + graceMs);
    const common = { at, token: this.#token, owner: around.owner, until, queue };
    log?.append(queueLine({ kind: 'I', ...common, ...this.#given() }));
  }

  #given(): Pick<Given, 'change' | 'streams'> {
    return { change: this.#parts.change, streams: [...this.#parts.streams.keys()] };
  }

  /** The queue as it is, without those of whose newer opponents the process has ended. */
  #look(log: Journal): StreamQueue {
    for (;;) {
      const queue = this.#queueOf(log.read());
      const entry = queue.find(this.#token);
      const buried = entry && queue.opponents(entry).filter((each) => this.#bury(each));
      if (!buried?.length) return queue;
    }
  }

  /**
   * This call's entry. Without a record of it (the journal was removed, or full), or with one that another
   * process closed, it is given anew.
   * @returns null where it cannot be, since a call that opposes it may be newer
   */
  #standing(queue: StreamQueue): Entry | null {
    const entry = queue.find(this.#token);
    if (entry?.closed === null) return entry;
    const place = entry?.place ?? -1;
    if (queue.opponents({ place, given: this.#given() }).length > 0) return null;
    this.#join();
    return (this.#parts.log && this.#queueOf(this.#parts.log.read()).find(this.#token)) ?? null;
  }

  /** Puts on record that a call's process has ended, if so. */
  #bury({ given, closed }: Entry): boolean {
    const { around } = this.#parts;
    const isOver = around.uptime() > given.until || around.isDead(given.owner);
    if (closed !== null || given.token === this.#token || !isOver) return false;
    this.#write('X', 'dead', given.token);
    return true;
  }

  /** Queues for a slot where it does not yet. @returns milliseconds until there is one; at most 0: now */
  #queueForSlot(): { ms: number; expected: number } {
    const { around } = this.#parts;
    const log = this.#parts.rateQueue();
    const queued = this.#slot !== null;
    this.#slot ??= around.token();
    const lines = queued ? log.read() : log.append(rateLine('Q', around.uptime(), this.#slot));
    const [rateQueue, now] = [this.#rateQueueOf(lines), Math.floor(around.uptime())];
    return { ms: rateQueue.wait(this.#slot, now), expected: rateQueue.expected(this.#slot, now) };
  }

  /**
   * Claims the streams, then the slot; gives the streams back where the slot went to another call.
   * @returns the ids it goes for; null if it does not
   */
  #claim(): readonly string[] | null {
    const { around, log, streams } = this.#parts;
    const slot = this.#slot ?? '';
    let going: Iterable<string> = streams.keys();
    if (log) {
      const entry = this.#queueOf(this.#write('G')).find(this.#token);
      if (!entry?.going) return null;
      going = entry.going.streams;
    }
    // As it stands in the claim: a later moment could be judged otherwise.
    const at = Math.floor(around.uptime());
    const lines = this.#parts.rateQueue().append(rateLine('G', at, slot));
    if (this.#rateQueueOf(lines).wentAt(slot) === undefined) {
      if (log) this.#write('E', 'again');
      return null;
    }
    return this.#ids(going);
  }

  /** Milliseconds until the next look: half of what those ahead take at the rate. */
  #pauseFor(ahead: number): number {
    return Math.min(longestPause, 8 + (ahead * 500) / this.#parts.perSecond);
  }

  /** Later calls may count from now. */
  #leaveRateQueue(): void {
    if (this.#slot === null) return;
    this.#parts.rateQueue().append(rateLine('D', this.#parts.around.uptime(), this.#slot));
    this.#slot = null;
  }

  #write(kind: Event['kind'], detail = '', token = this.#token): readonly string[] {
    const { log, around } = this.#parts;
    return log?.append(queueLine({ kind, at: around.uptime(), token, detail })) ?? [];
  }
}

/** Those that are next in the queue, and for how long they have been. */
class Heads {
  /** Those that wait for a slot: the rate queue passes them by itself. */
  readonly ignored = new Set<string>();
  #head = '';
  #since = 0;
  #patience = patience.first;

  /** Whether one that waits for the order lets its turn pass. */
  isStuck({ given: { token }, waits }: Entry, now: number): boolean {
    if (token !== this.#head) {
      this.#head = token;
      this.#since = now;
    }
    if (now - this.#since < this.#patience) return false;
    this.#patience = patience.later;
    if (waits?.what === 'order') return true;
    this.ignored.add(token);
    return false;
  }
}
