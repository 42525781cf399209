import type { Change } from './coordinator.ts';
import type { Fold } from './journal.ts';
import { type Given, queueLine, readQueueLine, readStreams, streamsText } from './records.ts';

/** How long a call that is under way holds up others for its streams: then it is stopped, or hangs. */
const holdMs = { change: 3000, read: 1000 };
/** A record this far in the future is from before the last restart of the machine, or foreign. */
const impossibleMs = 2000;
/** Who has waited for its streams for so long goes before calls of other Actions too. */
const fairMs = 1000;
/** Ends of a ban this near to each other, in seconds, are the same. */
const sameEnd = 60;
/** Bytes of open calls that the next generation begins with, at most; the oldest are left out. */
const mostCarried = 96 * 1024;

/** A call in the queue, as far as its records tell. */
export interface Entry {
  readonly given: Given;
  /** Where it stands in the order of being given. */
  readonly place: number;
  /** Its place among those that wait for their turn; null if it does not. */
  ready: number | null;
  /** What it waits for, and since when. */
  waits: { readonly what: string; readonly since: number } | null;
  /** When it went, and for which streams, while it is under way. */
  going: { readonly at: number; readonly streams: ReadonlySet<string> } | null;
  /** Streams for which it may have taken effect. */
  readonly touched: Set<string>;
  /** Streams for which an opposite call went past it while it was under way. */
  readonly passed: Set<string>;
  closed: 'done' | 'nothing' | null;
  /** Streams for which an older call gave way to it. */
  readonly madeWay: Set<string>;
}

/** Whom a call has to wait for. */
export interface Obstacle {
  readonly entry: Entry;
  /** That one is under way; else it is the next to go. */
  readonly underWay: boolean;
  /** How many wait that are to go before this one. */
  readonly ahead: number;
}

/**
 * The calls of an AppId, folded from their journal: in which order they were given, which of them wait,
 * and which is under way for a stream. Of two calls for one stream only one is under way at a time, and one
 * that a newer call opposes does not go.
 */
export class StreamQueue implements Fold {
  /** From the oldest that is open on; what was over before that concerns nobody. */
  readonly #entries = new Map<string, Entry>();
  readonly #now: () => number;
  readonly #kept: () => string;
  #turns = 0;
  #places = 0;

  /**
   * @param now milliseconds since the machine started
   * @param lines of a journal, for a start
   * @param kept gives the token of a call to be kept although it is over
   */
  constructor(now: () => number, lines: readonly string[] = [], kept = () => '') {
    this.#now = now;
    this.#kept = kept;
    for (const line of lines) this.add(line);
  }

  /** Takes the next line of the journal; one that is torn or foreign is passed over. */
  add(line: string): void {
    const record = readQueueLine(line);
    if (record === undefined || record.at > this.#now() + impossibleMs) return;
    if (record.kind === 'I') this.#join(record);
    else this.#tell(record.kind, record.at, record.token, record.detail);
  }

  /** The call of a token, if it is on record. */
  find(token: string): Entry | undefined {
    return this.#entries.get(token);
  }

  /** The streams for which a call may still go: no newer call opposes it there. */
  remaining(entry: Entry): ReadonlySet<string> {
    const newer = this.opponents(entry);
    return new Set(
      entry.given.streams.filter((stream) => !newer.some((each) => decides(each, stream))),
    );
  }

  /** Newer calls that oppose one for a stream of it, and were not given up. */
  opponents(
    entry: Pick<Entry, 'place'> & { given: Pick<Given, 'change' | 'streams'> },
  ): readonly Entry[] {
    return [...this.#entries.values()].filter(
      (each) =>
        each.place > entry.place &&
        opposes(each.given.change, entry.given.change) &&
        entry.given.streams.some((stream) => decides(each, stream)),
    );
  }

  /**
   * Whom a call has to wait for before it may ask for a rate slot: the one that is under way for a stream of
   * it, else those of the same rate queue that have waited for longer, and for a read every change that waits.
   * @param ignored tokens of those who let their turn pass
   */
  obstacle(entry: Entry, now: number, ignored: ReadonlySet<string>): Obstacle | null {
    const mine = this.remaining(entry);
    const before = [...this.#entries.values()]
      .filter((each) => this.#goesBefore(each, entry, now) && !ignored.has(each.given.token))
      // Most often they share none, which is sooner seen than what is left of each.
      .filter((each) => each.given.streams.some((stream) => mine.has(stream)))
      .filter((each) => shares(this.remaining(each), mine))
      .sort((a, b) => (a.ready ?? 0) - (b.ready ?? 0));
    const holder = this.#holder(entry, mine, now);
    const first = holder ?? before[0];
    return first ? { entry: first, underWay: holder !== undefined, ahead: before.length } : null;
  }

  /**
   * What the next generation begins with: all calls that are still open.
   * @param isDead whether the process of an owner is known to have ended
   */
  digest(isDead: (owner: string) => boolean): readonly string[] {
    // One that was under way may have taken effect: those it opposes are to know that for good.
    for (const entry of [...this.#entries.values()]) {
      const { given, closed } = entry;
      const isOver = this.#now() > given.until || isDead(given.owner);
      if (closed === null && isOver) this.#close(entry, 'dead');
    }
    const open = [...this.#entries.values()].filter(({ closed }) => closed === null);
    const blocks: string[][] = [];
    let size = 0;
    for (const entry of open.reverse()) {
      const block = this.#lines(entry);
      size += block.join('').length + 4 * block.length;
      if (size > mostCarried) break;
      blocks.unshift(block);
    }
    const waiting = open
      .filter(({ ready }) => ready !== null)
      .sort((a, b) => (a.ready ?? 0) - (b.ready ?? 0))
      .map(({ given: { at, token }, waits }) =>
        queueLine({ kind: 'Q', at: waits?.since ?? at, token, detail: waits?.what ?? '' }),
      );
    return [...blocks.flat(), ...waiting];
  }

  #goesBefore(one: Entry, other: Entry, now: number): boolean {
    if (one === other || one.ready === null || one.going) return false;
    if (other.given.change === null && one.given.change !== null) return true;
    if (other.ready !== null && one.ready > other.ready) return false;
    if (one.given.queue === other.given.queue) return true;
    // Or a call of several streams would hardly ever find all of them free.
    const { what = '', since = now } = one.waits ?? {};
    return one.given.change !== null && what === 'order' && now - since >= fairMs;
  }

  #lines(entry: Entry): string[] {
    const { given, going, touched, passed, madeWay } = entry;
    const { at, token } = given;
    const line = (kind: 'S' | 'P' | 'M' | 'E', detail: string, when = at) =>
      queueLine({ kind, at: when, token, detail });
    // What a newer call took effect on is left out, and so is decided for good.
    const newer = this.opponents(entry);
    const streams = given.streams.filter((each) => !newer.some((one) => one.touched.has(each)));
    const lines = [queueLine({ ...given, streams })];
    if (touched.size > 0) lines.push(line('S', streamsText(touched)), line('E', 'lost'));
    if (going) lines.push(line('S', streamsText(going.streams), going.at));
    if (passed.size > 0) lines.push(line('P', streamsText(passed)));
    if (madeWay.size > 0) lines.push(line('M', streamsText(madeWay)));
    return lines;
  }

  #join(given: Given): void {
    if (this.#entries.has(given.token)) return;
    this.#entries.set(given.token, {
      ...{ given, place: this.#places++, ready: null, waits: null, going: null, closed: null },
      ...{ touched: new Set<string>(), passed: new Set<string>(), madeWay: new Set<string>() },
    });
  }

  #tell(kind: string, at: number, token: string, detail: string): void {
    const entry = this.#entries.get(token);
    if (entry === undefined || entry.closed !== null) return;
    if (kind === 'Q') this.#wait(entry, at, detail);
    if (kind === 'L' && !entry.going) entry.ready = null;
    if (kind === 'G') this.#go(entry, at);
    if (kind === 'S') entry.going = { at, streams: new Set(readStreams(detail)) };
    if (kind === 'P') for (const stream of readStreams(detail)) entry.passed.add(stream);
    if (kind === 'M') for (const stream of readStreams(detail)) entry.madeWay.add(stream);
    if (kind === 'E') this.#end(entry, detail);
    if (kind === 'X') this.#close(entry, detail);
  }

  #wait(entry: Entry, since: number, what: string): void {
    entry.ready ??= ++this.#turns;
    if (entry.waits?.what !== what) entry.waits = { what, since };
  }

  #go(entry: Entry, at: number): void {
    const streams = this.remaining(entry);
    if (entry.going || streams.size === 0 || this.#holder(entry, streams, at)) return;
    this.#giveWay(entry);
    // Those that hang are passed by.
    for (const each of this.#entries.values()) {
      if (each === entry || !each.going || !opposes(entry.given.change, each.given.change))
        continue;
      for (const stream of each.going.streams) if (streams.has(stream)) each.passed.add(stream);
    }
    entry.going = { at, streams };
  }

  #end(entry: Entry, how: string): void {
    if (how === 'lost') for (const stream of entry.going?.streams ?? []) entry.touched.add(stream);
    entry.going = null;
    if (how === 'again') return;
    entry.ready = null;
    entry.waits = null;
  }

  /** Tells newer calls for which streams this one does not go. */
  #giveWay(entry: Entry): void {
    for (const each of this.opponents(entry)) {
      for (const stream of entry.given.streams) if (decides(each, stream)) each.madeWay.add(stream);
    }
  }

  #close(entry: Entry, how: string): void {
    const mayHave = how === 'done' || how === 'dead';
    if (mayHave) for (const stream of entry.going?.streams ?? []) entry.touched.add(stream);
    if (how === 'overtaken') this.#giveWay(entry);
    entry.closed = entry.touched.size > 0 ? 'done' : 'nothing';
    entry.ready = null;
    entry.going = null;
    for (const [token, { closed }] of this.#entries) {
      if (closed === null || token === this.#kept()) break;
      this.#entries.delete(token);
    }
  }

  /** The call that is under way for one of these streams, and is not known to hang. */
  #holder(entry: Entry, streams: ReadonlySet<string>, at: number): Entry | undefined {
    return [...this.#entries.values()].find(
      (each) =>
        each !== entry &&
        each.going !== null &&
        at < each.going.at + (each.given.change ? holdMs.change : holdMs.read) &&
        shares(each.going.streams, streams),
    );
  }
}

/**
 * Whether two changes of one stream contradict each other, so that the newer decides: another intent for the
 * same lever and, for a relay, the same address (one that names none is meant for all of them), or the same
 * intent until another time.
 */
function opposes(one: Change | null, other: Change | null): boolean {
  if (one === null || other === null || one.lever !== other.lever) return false;
  if (one.address !== null && other.address !== null && one.address !== other.address) return false;
  if (one.intent !== other.intent) return true;
  if (one.until === null || other.until === null) return one.until !== other.until;
  return Math.abs(one.until - other.until) >= sameEnd;
}

/** Whether a call decides over a stream: it is open, or it is over and may have taken effect there. */
function decides({ given, closed, touched }: Entry, stream: string): boolean {
  return closed === null ? given.streams.includes(stream) : touched.has(stream);
}

function shares(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  for (const each of some) if (others.has(each)) return true;
  return false;
}
