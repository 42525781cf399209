import type { Change, Clock, Closing, Ticket, Turn, WaitReason } from './coordinator.ts';
import { type Journal, upToDate } from './journal.ts';
import { RateQueue, rateLine } from './rate-queue.ts';
import { type Issue, queueLine, type Update } from './records.ts';
import { type Entry, StreamQueue } from './stream-queue.ts';

/** A turn not used for this long is void: the calls behind it count on its request being on the way. */
const turnLifeMs = 1000;
/** A shorter wait is not worth telling. */
const noticeableMs = 200;
/** The longest pause between two looks at the queue. */
const longestPauseMs = 500;
/**
 * A call that is next for this long and does not go is stopped, or hangs. Once one such call was found, the
 * others are found sooner.
 */
const stuckMs = { first: 3000, later: 250 };
/** How long after its own deadline a call's process may take to end. */
const graceMs = 10_000;

/** What a ticket works with. */
export interface TicketDeps {
  readonly clock: Clock;
  /** The journal of the stream queue; null for a call of no stream. */
  readonly journal: Journal | null;
  /** Opens the journal of the rate queue. */
  readonly rateJournal: () => Journal;
  /** What others are told of the call. */
  readonly call: Pick<Issue, 'queue' | 'change' | 'streams'>;
  /** For a lookout: the change that others may undo. */
  readonly watched: Change | null;
  /** The streams' ids, by their hashes. */
  readonly ids: ReadonlyMap<string, string>;
  readonly perSecond: number;
  /** The timeout of the call's command. */
  readonly timeoutMs: number;
  /** Draws a Sequence, that much at least, for the call's streams alone (0: by the clock); null for a call that needs none. */
  readonly draw: ((least: number) => number) | null;
}

/** What to wait for before the next look, how long, and how long that may go on (0: unknown). */
interface Wait {
  readonly what: WaitReason;
  readonly ms: number;
  readonly expected: number;
}

/** A call's ticket in the queue of its streams, kept in a journal. */
export class StreamTicket implements Ticket {
  awaits: WaitReason = 'slot';
  readonly #deps: TicketDeps;
  readonly #queueOf: (lines: readonly string[]) => StreamQueue;
  readonly #rateQueueOf: (lines: readonly string[]) => RateQueue;
  #token = '';
  /** The call's token in the rate queue while it waits there or is under way. */
  #slot: string | null = null;

  constructor(deps: TicketDeps) {
    this.#deps = deps;
    const { clock, perSecond } = deps;
    this.#queueOf = upToDate(() => new StreamQueue(clock.uptime, [], () => this.#token));
    this.#rateQueueOf = upToDate(() => new RateQueue(perSecond));
    this.#issue();
  }

  async turn(
    signal: AbortSignal,
    onWait: (what: WaitReason, ms: number) => void,
    least = 0,
  ): Promise<Turn | null> {
    const { clock } = this.#deps;
    const heads = new Heads();
    let [waited, told] = [0, ''];
    try {
      for (;;) {
        signal.throwIfAborted();
        const step = this.#step(heads, least);
        if (step === null) return null;
        if ('ids' in step) {
          if (step.fresh()) return { ...step, waitedMs: Math.round(waited) };
          await this.pause('again');
          continue;
        }
        const { what, ms, expected } = step;
        this.awaits = what;
        if (told !== what && waited + expected >= noticeableMs) {
          told = what;
          onWait(what, expected);
        }
        const since = clock.uptime();
        await clock.sleep(ms, signal);
        waited += clock.uptime() - since;
      }
    } catch (error) {
      this.#leaveRateQueue();
      throw error;
    }
  }

  async overtaken(): Promise<readonly string[]> {
    const { journal, ids } = this.#deps;
    const queue = journal && this.#look(journal);
    const entry = queue?.find(this.#token);
    const left = entry && queue?.remaining(entry);
    return [...ids].flatMap(([stream, id]) => (left && !left.has(stream) ? [id] : []));
  }

  /** As `Lookout`. */
  async undone(): Promise<readonly string[]> {
    const { journal, call, watched } = this.#deps;
    const queue = journal && this.#queueOf(journal.read());
    const entry = queue?.find(this.#token);
    if (!queue || !entry || !watched) return [];
    const undoing = queue
      .opponents({ ...call, change: watched }, entry.place)
      .filter((each) => each.call.change?.intent !== watched.intent);
    return this.#ids(call.streams.filter((one) => undoing.some(({ touched }) => touched.has(one))));
  }

  async pause(how: 'lost' | 'not-done' | 'again'): Promise<void> {
    this.#write('E', how);
    this.#leaveRateQueue();
  }

  async close(how: 'done' | 'nothing' | 'overtaken'): Promise<Closing> {
    this.#leaveRateQueue();
    const entry = this.#queueOf(this.#write('X', how)).find(this.#token);
    return { passed: this.#ids(entry?.passed), madeWay: this.#ids(entry?.madeWay) };
  }

  #issue(): void {
    const { clock, journal, call, timeoutMs } = this.#deps;
    const at = clock.uptime();
    this.#token = clock.token();
    const until = Math.ceil(at + timeoutMs + graceMs);
    const common = { kind: 'I', at, token: this.#token, owner: clock.owner, until } as const;
    journal?.append(queueLine({ ...common, ...call }));
  }

  /** Goes on towards the turn. @returns the turn; what to wait for; or null once overtaken */
  #step(heads: Heads, least: number): Omit<Turn, 'waitedMs'> | Wait | null {
    const { clock, journal, draw } = this.#deps;
    let entry: Entry | null = null;
    if (journal) {
      const queue = this.#look(journal);
      entry = this.#ownEntry(queue, journal);
      if (entry === null || queue.remaining(entry).size === 0) return null;
      const now = clock.uptime();
      const obstacle = queue.obstacle(entry, now, heads.skipped);
      if (obstacle) {
        const { entry: first, ahead } = obstacle;
        if (this.#closeIfDead(first)) return this.#step(heads, least);
        if (!first.going && heads.isStuck(first, now)) this.#write('L', '', first.call.token);
        return this.#wait('order', entry, this.#pauseFor(ahead));
      }
    }
    const { ms, expected } = this.#queueForSlot();
    if (ms > 0) return this.#wait('slot', entry, Math.min(ms, longestPauseMs), expected);
    // Taken before the claim: the process may be stopped anywhere in it.
    const at = clock.uptime();
    const ids = this.#claim();
    if (ids === null) return this.#wait('order', entry, this.#pauseFor(0));
    return { ids, sequence: draw?.(least) ?? null, fresh: () => clock.uptime() - at <= turnLifeMs };
  }

  /** Puts on record what the call waits for, unless that is there. */
  #wait(what: WaitReason, entry: Entry | null, ms: number, expected = 0): Wait {
    if (entry && (entry.ready === 0 || entry.waits?.what !== what)) this.#write('Q', what);
    return { what, ms, expected };
  }

  /** The queue as it is, without newer opponents whose processes have ended. */
  #look(journal: Journal): StreamQueue {
    for (;;) {
      const queue = this.#queueOf(journal.read());
      const entry = queue.find(this.#token);
      const closed =
        entry && queue.opponents(entry.call, entry.place).filter((each) => this.#closeIfDead(each));
      if (!closed?.length) return queue;
    }
  }

  /**
   * This call's entry. If it is missing (the journal was removed, or full) or another process closed it, the
   * call is issued again.
   * @returns null where it cannot be: a call on record opposes it, and may be newer
   */
  #ownEntry(queue: StreamQueue, journal: Journal): Entry | null {
    const entry = queue.find(this.#token);
    if (entry?.isOpen) return entry;
    if (queue.opponents(this.#deps.call, entry?.place ?? -1).length > 0) return null;
    this.#issue();
    return this.#queueOf(journal.read()).find(this.#token) ?? null;
  }

  /** Closes another call if its process has ended, or should have. @returns whether it did */
  #closeIfDead({ call, isOpen }: Entry): boolean {
    const { clock } = this.#deps;
    const isOver = clock.uptime() > call.until || clock.isDead(call.owner);
    if (!isOpen || call.token === this.#token || !isOver) return false;
    this.#write('X', 'dead', call.token);
    return true;
  }

  /** Joins the rate queue, once. @returns milliseconds until there is a slot; at most 0: now */
  #queueForSlot(): { ms: number; expected: number } {
    const { clock, rateJournal } = this.#deps;
    const journal = rateJournal();
    const isQueued = this.#slot !== null;
    this.#slot ??= clock.token();
    const lines = isQueued
      ? journal.read()
      : journal.append(rateLine('Q', clock.uptime(), this.#slot));
    const [rateQueue, now] = [this.#rateQueueOf(lines), Math.floor(clock.uptime())];
    return { ms: rateQueue.wait(this.#slot, now), expected: rateQueue.expected(this.#slot, now) };
  }

  /**
   * Claims the streams, then the slot. If another call won the slot, it gives the streams back.
   * @returns the ids to go for; null if a claim was void
   */
  #claim(): readonly string[] | null {
    const { clock, journal, rateJournal, call } = this.#deps;
    const slot = this.#slot ?? '';
    let going: Iterable<string> = call.streams;
    if (journal) {
      const entry = this.#queueOf(this.#write('G')).find(this.#token);
      if (!entry?.going) return null;
      going = entry.going.streams;
    }
    const lines = rateJournal().append(rateLine('G', Math.floor(clock.uptime()), slot));
    if (this.#rateQueueOf(lines).wentAt(slot) === undefined) {
      this.#write('E', 'again');
      return null;
    }
    return this.#ids(going);
  }

  #ids(streams: Iterable<string> = []): readonly string[] {
    return [...streams].flatMap((stream) => this.#deps.ids.get(stream) ?? []);
  }

  /** Milliseconds until the next look: half the time that the calls ahead take at the rate. */
  #pauseFor(ahead: number): number {
    return Math.min(longestPauseMs, 8 + (ahead * 500) / this.#deps.perSecond);
  }

  /** From now on, the service may stop counting the call, or never counts it. */
  #leaveRateQueue(): void {
    if (this.#slot === null) return;
    const { clock, rateJournal } = this.#deps;
    rateJournal().append(rateLine('D', clock.uptime(), this.#slot));
    this.#slot = null;
  }

  #write(kind: Update['kind'], detail = '', token = this.#token): readonly string[] {
    const { journal, clock } = this.#deps;
    return journal?.append(queueLine({ kind, at: clock.uptime(), token, detail })) ?? [];
  }
}

/** The calls that were next in the queue, and for how long. */
class Heads {
  /** Tokens of calls that wait for a slot only: the rate queue passes them by itself. */
  readonly skipped = new Set<string>();
  #head = '';
  #since = 0;
  #limitMs = stuckMs.first;

  /** Whether the call that is next waits for its streams and lets its turn pass. */
  isStuck({ call: { token }, waits }: Entry, now: number): boolean {
    if (token !== this.#head) {
      this.#head = token;
      this.#since = now;
    }
    if (now - this.#since < this.#limitMs) return false;
    this.#limitMs = stuckMs.later;
    if (waits?.what === 'order') return true;
    this.skipped.add(token);
    return false;
  }
}
