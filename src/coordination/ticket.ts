import type { Change, Closing, Surroundings, Ticket, Turn, WaitReason } from './coordinator.ts';
import type { Journal } from './journal.ts';
import { Lane, laneLine } from './lane.ts';
import { type Event, queueLine } from './records.ts';
import { type Entry, StreamQueue } from './stream-queue.ts';

/** A turn that was not used for so long is void: the calls behind it count on its being sent. */
const turnLife = 200;
/** Milliseconds of waiting worth telling. */
const noticeable = 200;
/** Who waits looks at the queue at least so often. */
const longestPause = 250;
/** Whoever stands in the way for so long although nothing happens is stopped, or hangs. */
const patience = 3000;

/** What a ticket is made of. */
export interface TicketParts {
  readonly around: Surroundings;
  /** The journal of the stream queue; null for a call of no stream. */
  readonly log: Journal | null;
  /** Opens the journal of the rate queue. */
  readonly lane: () => Journal;
  readonly perSecond: number;
  /** The streams' hashes, with what the caller calls them. */
  readonly streams: ReadonlyMap<string, string>;
  readonly queue: string;
  readonly change: Change | null;
  /** Draws a Sequence; null for a call that carries none. */
  readonly draw: (() => number) | null;
}

/** A call's ticket in the queue of its streams, kept in a journal. */
export class StreamTicket implements Ticket {
  readonly #parts: TicketParts;
  readonly #token: string;
  /** The call's token in the rate queue while it waits or goes there. */
  #slot: string | null = null;
  #seen: { readonly lines: readonly string[]; readonly queue: StreamQueue } | null = null;

  constructor(parts: TicketParts) {
    this.#parts = parts;
    this.#token = parts.around.token();
    this.#join();
  }

  async turn(
    signal: AbortSignal,
    onWait: (what: WaitReason, ms: number) => void,
  ): Promise<Turn | null> {
    const { around } = this.#parts;
    const heads = new Heads();
    let [waited, told] = [0, ''];
    const pause = async (what: WaitReason, ms: number, expected: number) => {
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
        const queue = this.#look();
        const entry = queue?.find(this.#token);
        if (queue) {
          if (entry === undefined) {
            if (this.#isLost(queue)) return null;
            continue;
          }
          if (queue.remaining(entry).size === 0) return null;
          const now = around.uptime();
          const obstacle = queue.obstacle(entry, now, heads.ignored);
          if (obstacle) {
            if (this.#bury(obstacle.entry)) continue;
            if (!obstacle.underWay) heads.see(obstacle.entry, now);
            if (entry.ready === null) this.#write('Q');
            await pause('order', this.#pauseFor(obstacle.ahead), 0);
            continue;
          }
        }
        const wait = this.#queueForSlot();
        if (wait.ms > 0) {
          if (entry?.ready === null) this.#write('Q');
          await pause('slot', Math.min(wait.ms, longestPause), wait.expected);
          continue;
        }
        const ids = this.#claim();
        if (ids === null) continue;
        const at = around.uptime();
        const sequence = this.#parts.draw?.() ?? null;
        const fresh = () => around.uptime() - at <= turnLife;
        if (fresh()) return { sequence, ids, waitedMs: Math.round(waited), fresh };
        if (queue) this.#write('E', 'again');
        this.#leaveRateQueue();
      }
    } catch (error) {
      this.#leaveRateQueue();
      throw error;
    }
  }

  async isOvertaken(): Promise<boolean> {
    const queue = this.#look();
    const entry = queue?.find(this.#token);
    return queue !== null && entry !== undefined && queue.remaining(entry).size === 0;
  }

  async pause(how: 'lost' | 'not-done'): Promise<void> {
    if (this.#parts.log) this.#write('E', how);
    this.#leaveRateQueue();
  }

  async close(how: 'done' | 'nothing' | 'overtaken'): Promise<Closing> {
    this.#leaveRateQueue();
    const { around, log, streams } = this.#parts;
    if (log === null) return { passed: [], madeWay: false };
    const queue = new StreamQueue(this.#write('X', how), around.uptime(), this.#token);
    const { passed = [], madeWay = false } = queue.find(this.#token) ?? {};
    return { passed: [...passed].flatMap((stream) => streams.get(stream) ?? []), madeWay };
  }

  #join(): void {
    const { around, streams, queue, change, log } = this.#parts;
    const given = { owner: around.owner, queue, change, streams: [...streams.keys()] };
    log?.append(queueLine({ kind: 'I', at: around.uptime(), token: this.#token, ...given }));
  }

  /** The queue as it is, without those of whose newer opponents the process has ended. */
  #look(): StreamQueue | null {
    const { log, around } = this.#parts;
    if (log === null) return null;
    for (;;) {
      const lines = log.read();
      if (this.#seen?.lines !== lines) {
        this.#seen = { lines, queue: new StreamQueue(lines, around.uptime(), this.#token) };
      }
      const { queue } = this.#seen;
      const entry = queue.find(this.#token);
      const dead = entry && queue.opponents(entry).filter((each) => this.#bury(each));
      if (!dead?.length) return queue;
    }
  }

  /**
   * What to do without a record of this call, since the journal was removed or was full: it is given anew.
   * @returns whether it cannot be, since a call that opposes it may be newer
   */
  #isLost(queue: StreamQueue): boolean {
    const { change, streams } = this.#parts;
    const given = { change, streams: [...streams.keys()] };
    if (queue.opponents({ place: -1, given }).length > 0) return true;
    this.#join();
    return false;
  }

  /** Puts on record that a call's process has ended, if so. */
  #bury({ given, closed }: Entry): boolean {
    const { around } = this.#parts;
    if (closed !== null || !around.isDead(given.owner)) return false;
    this.#write('X', 'dead', given.token);
    return true;
  }

  /** Queues for a slot where it does not yet. @returns milliseconds until there is one; at most 0: now */
  #queueForSlot(): { ms: number; expected: number } {
    const { around, perSecond } = this.#parts;
    const log = this.#parts.lane();
    const queued = this.#slot !== null;
    this.#slot ??= around.token();
    const lines = queued ? log.read() : log.append(laneLine('Q', around.uptime(), this.#slot));
    const [lane, now] = [new Lane(lines, perSecond), Math.floor(around.uptime())];
    return { ms: lane.wait(this.#slot, now), expected: lane.expected(this.#slot, now) };
  }

  /**
   * Claims the streams, then the slot; gives the streams back where the slot went to another call.
   * @returns the ids it goes for; null if it does not
   */
  #claim(): readonly string[] | null {
    const { around, log, streams, perSecond } = this.#parts;
    const slot = this.#slot ?? '';
    let going: Iterable<string> = streams.keys();
    if (log) {
      const entry = new StreamQueue(this.#write('G'), around.uptime()).find(this.#token);
      if (!entry?.going) return null;
      going = entry.going.streams;
    }
    // As it stands in the claim: a later moment could be judged otherwise.
    const at = Math.floor(around.uptime());
    const lines = this.#parts.lane().append(laneLine('G', at, slot));
    if (new Lane(lines, perSecond).wentAt(slot) === undefined) {
      if (log) this.#write('E', 'again');
      return null;
    }
    return [...going].flatMap((stream) => streams.get(stream) ?? []);
  }

  /** Milliseconds until the next look: half of what those ahead take at the rate. */
  #pauseFor(ahead: number): number {
    return Math.min(longestPause, 4 + (ahead * 500) / this.#parts.perSecond);
  }

  /** Later calls may count from now. */
  #leaveRateQueue(): void {
    if (this.#slot === null) return;
    this.#parts.lane().append(laneLine('D', this.#parts.around.uptime(), this.#slot));
    this.#slot = null;
  }

  #write(kind: Event['kind'], detail = '', token = this.#token): readonly string[] {
    const { log, around } = this.#parts;
    return log?.append(queueLine({ kind, at: around.uptime(), token, detail })) ?? [];
  }
}

/** Those that were seen at the head of the queue for too long. */
class Heads {
  readonly ignored = new Set<string>();
  readonly #since = new Map<string, number>();

  see({ given: { token } }: Entry, now: number): void {
    const since = this.#since.get(token) ?? now;
    this.#since.set(token, since);
    if (now - since >= patience) this.ignored.add(token);
  }
}
