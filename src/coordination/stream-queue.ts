import type { Change } from './coordinator.ts';
import type { Fold } from './journal.ts';
import { type Issue, queueLine, readQueueLine, readStreams, streamsText } from './records.ts';

/** How long a call under way holds up others for its streams; after that its process is stopped, or hangs. */
const holdMs = { change: 3000, read: 1000 };
/** A record this far in the future was written before the machine last started, or is foreign. */
const impossibleMs = 2000;
/** A call that has waited this long for its streams goes before calls of other Actions too. */
const fairMs = 1000;
/** Ends of a ban less than this many seconds apart count as the same. */
const sameEndSeconds = 60;
/** The most bytes of open calls to carry into the next generation; the oldest calls are left out. */
const carriedBytes = 96 * 1024;

/** A call in the queue, as its records describe it. */
export interface Entry {
  readonly call: Issue;
  /** Its position in the order of issue. */
  readonly place: number;
  /** Its position among the calls that wait for their turn; 0 if it does not wait. */
  ready: number;
  /** What it waits for, and since when. */
  waits: { readonly what: string; readonly since: number } | null;
  /** While it is under way: since when, and for which streams. */
  going: { readonly at: number; readonly streams: ReadonlySet<string> } | null;
  isOpen: boolean;
  /** Streams on which it may have taken effect. */
  readonly touched: Set<string>;
  /** Streams for which an opposite call went past it while it was under way. */
  readonly passed: Set<string>;
  /** Streams for which an older call gave way to it. */
  readonly madeWay: Set<string>;
}

/** What a call has to wait for. */
export interface Obstacle {
  /** The call that is under way, or else the next to go. */
  readonly entry: Entry;
  /** The number of waiting calls that go before this one. */
  readonly ahead: number;
}

/**
 * The calls of an AppId, folded from their journal: their order, which of them wait, and which is under way
 * for a stream. Of the calls for one stream only one is under way at a time, and a call that a newer one
 * opposes does not go.
 */
export class StreamQueue implements Fold {
  /** In the order of issue, from the oldest open call on: calls closed before it concern nobody. */
  readonly #entries = new Map<string, Entry>();
  readonly #uptime: () => number;
  readonly #kept: () => string;
  #turns = 0;
  #places = 0;

  /**
   * @param uptime milliseconds since the machine started
   * @param lines of a journal, to begin with
   * @param kept the token of a call to keep after it is closed
   */
  constructor(uptime: () => number, lines: readonly string[] = [], kept = () => '') {
    this.#uptime = uptime;
    this.#kept = kept;
    for (const line of lines) this.add(line);
  }

  /** Takes the next line of the journal. A torn or foreign line is skipped. */
  add(line: string): void {
    const record = readQueueLine(line);
    if (record === undefined || record.at > this.#uptime() + impossibleMs) return;
    const entry = this.#entries.get(record.token);
    if (record.kind !== 'I') {
      if (entry?.isOpen) this.#update(entry, record.kind, record.at, record.detail);
    } else if (!entry) this.#issue(record);
  }

  /** The call with this token, if it is on record. */
  find(token: string): Entry | undefined {
    return this.#entries.get(token);
  }

  /** The streams for which a call may still go: no newer call opposes it there. */
  remaining({ call, place }: Entry): ReadonlySet<string> {
    const newer = this.opponents(call, place);
    return new Set(call.streams.filter((stream) => !newer.some((each) => decides(each, stream))));
  }

  /** The newer calls that oppose a call for one of its streams and may take, or took, effect there. */
  opponents(call: Pick<Issue, 'change' | 'streams'>, place: number): readonly Entry[] {
    return this.#all().filter(
      (each) =>
        each.place > place &&
        opposes(each.call.change, call.change) &&
        call.streams.some((stream) => decides(each, stream)),
    );
  }

  /**
   * What a call has to wait for before it may ask for a rate slot: the call that is under way for one of its
   * streams; else the calls of the same rate queue that have waited longer and, for a read, every waiting change.
   * @param skipped tokens of calls that let their turn pass
   */
  obstacle(entry: Entry, now: number, skipped: ReadonlySet<string>): Obstacle | null {
    const mine = this.remaining(entry);
    const before = this.#all()
      .filter((each) => this.#goesBefore(each, entry, now) && !skipped.has(each.call.token))
      // Most calls share no stream, which is cheaper to see than what remains of each.
      .filter((each) => each.call.streams.some((stream) => mine.has(stream)))
      .filter((each) => [...this.remaining(each)].some((stream) => mine.has(stream)))
      .sort((one, other) => one.ready - other.ready);
    const first = this.#holder(entry, mine, now) ?? before[0];
    return first ? { entry: first, ahead: before.length } : null;
  }

  /**
   * What the next generation begins with: all calls that are still open.
   * @param isDead whether the process of an owner is known to have ended
   */
  digest(isDead: (owner: string) => boolean): readonly string[] {
    // A dead call that was under way may have taken effect: the calls it opposes must know that for good.
    for (const entry of this.#all()) {
      const { call, isOpen } = entry;
      if (isOpen && (this.#uptime() > call.until || isDead(call.owner))) this.#close(entry, 'dead');
    }
    const open = this.#all().filter(({ isOpen }) => isOpen);
    const blocks: string[][] = [];
    let size = 0;
    for (const entry of open.toReversed()) {
      const block = this.#lines(entry);
      size += block.join('').length + 4 * block.length;
      if (size > carriedBytes) break;
      blocks.unshift(block);
    }
    const waiting = open
      .filter(({ ready }) => ready > 0)
      .sort((one, other) => one.ready - other.ready)
      .map(({ call: { at, token }, waits }) =>
        queueLine({ kind: 'Q', at: waits?.since ?? at, token, detail: waits?.what ?? '' }),
      );
    return [...blocks.flat(), ...waiting];
  }

  #all(): Entry[] {
    return [...this.#entries.values()];
  }

  #goesBefore(one: Entry, other: Entry, now: number): boolean {
    if (one === other || one.ready === 0 || one.going) return false;
    if (other.call.change === null && one.call.change !== null) return true;
    if (other.ready > 0 && one.ready > other.ready) return false;
    if (one.call.queue === other.call.queue) return true;
    // Without this, a call of several streams would hardly ever find all of them free.
    const { what, since } = one.waits ?? { what: '', since: now };
    return one.call.change !== null && what === 'order' && now - since >= fairMs;
  }

  #lines(entry: Entry): string[] {
    const { call, place, going, touched, passed, madeWay } = entry;
    const line = (kind: 'S' | 'E' | 'P' | 'M', detail: string, at = call.at) =>
      queueLine({ kind, at, token: call.token, detail });
    // Streams on which a newer call took effect are left out: that is decided for good.
    const newer = this.opponents(call, place);
    const streams = call.streams.filter((each) => !newer.some((one) => one.touched.has(each)));
    const lines = [queueLine({ ...call, streams })];
    if (touched.size > 0) lines.push(line('S', streamsText(touched)), line('E', 'lost'));
    if (going) lines.push(line('S', streamsText(going.streams), going.at));
    if (passed.size > 0) lines.push(line('P', streamsText(passed)));
    if (madeWay.size > 0) lines.push(line('M', streamsText(madeWay)));
    return lines;
  }

  #issue(call: Issue): void {
    this.#entries.set(call.token, {
      ...{ call, place: this.#places++, ready: 0, waits: null, going: null, isOpen: true },
      ...{ touched: new Set<string>(), passed: new Set<string>(), madeWay: new Set<string>() },
    });
  }

  #update(entry: Entry, kind: string, at: number, detail: string): void {
    if (kind === 'Q') this.#wait(entry, at, detail);
    if (kind === 'L' && !entry.going) entry.ready = 0;
    if (kind === 'G') this.#go(entry, at);
    if (kind === 'S') entry.going = { at, streams: new Set(readStreams(detail)) };
    if (kind === 'P') addAll(entry.passed, readStreams(detail));
    if (kind === 'M') addAll(entry.madeWay, readStreams(detail));
    if (kind === 'E') this.#end(entry, detail);
    if (kind === 'X') this.#close(entry, detail);
  }

  #wait(entry: Entry, since: number, what: string): void {
    entry.ready ||= ++this.#turns;
    if (entry.waits?.what !== what) entry.waits = { what, since };
  }

  #go(entry: Entry, at: number): void {
    const streams = this.remaining(entry);
    if (entry.going || streams.size === 0 || this.#holder(entry, streams, at)) return;
    this.#giveWay(entry);
    // Opposite calls that hang are passed.
    for (const each of this.#all()) {
      if (!each.going || !opposes(entry.call.change, each.call.change)) continue;
      for (const stream of each.going.streams) if (streams.has(stream)) each.passed.add(stream);
    }
    entry.going = { at, streams };
  }

  #end(entry: Entry, how: string): void {
    if (how === 'lost') addAll(entry.touched, entry.going?.streams);
    entry.going = null;
    if (how === 'again') return;
    entry.ready = 0;
    entry.waits = null;
  }

  /** Tells newer calls for which streams this one does not go. */
  #giveWay({ call, place }: Entry): void {
    for (const each of this.opponents(call, place)) {
      for (const stream of call.streams) if (decides(each, stream)) each.madeWay.add(stream);
    }
  }

  #close(entry: Entry, how: string): void {
    if (how === 'done' || how === 'dead') addAll(entry.touched, entry.going?.streams);
    if (how === 'overtaken') this.#giveWay(entry);
    entry.isOpen = false;
    entry.ready = 0;
    entry.going = null;
    for (const [token, { isOpen }] of this.#entries) {
      if (isOpen || token === this.#kept()) break;
      this.#entries.delete(token);
    }
  }

  /** Another call that is under way for one of these streams and is not known to hang. */
  #holder(entry: Entry, streams: ReadonlySet<string>, now: number): Entry | undefined {
    return this.#all().find(
      (each) =>
        each !== entry &&
        each.going !== null &&
        now < each.going.at + (each.call.change ? holdMs.change : holdMs.read) &&
        [...each.going.streams].some((stream) => streams.has(stream)),
    );
  }
}

/**
 * Whether two changes of one stream contradict each other, so that the newer decides: another intent for the
 * same lever and, for a relay, the same address (none means all of them), or the same intent until another time.
 */
function opposes(one: Change | null, other: Change | null): boolean {
  if (one === null || other === null || one.lever !== other.lever) return false;
  if (one.address !== null && other.address !== null && one.address !== other.address) return false;
  if (one.intent !== other.intent) return true;
  if (one.until === null || other.until === null) return one.until !== other.until;
  return Math.abs(one.until - other.until) >= sameEndSeconds;
}

/** Whether a call decides over a stream: it is open, or it may have taken effect there. */
function decides({ call, isOpen, touched }: Entry, stream: string): boolean {
  return isOpen ? call.streams.includes(stream) : touched.has(stream);
}

function addAll(set: Set<string>, streams: Iterable<string> = []): void {
  for (const stream of streams) set.add(stream);
}
