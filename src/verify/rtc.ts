import { type Finding, nothingSeen } from './types.ts';

/** A read of DescribeRTCStreamState that the service answered. */
export interface RtcRead {
  /** 0: live; 41006: it exists and is closed; 41004: unknown, or no longer permitted to see. */
  readonly code: 0 | 41004 | 41006;
  /** Unix milliseconds; null where the answer has none. */
  readonly created: number | null;
  readonly closed: number | null;
  /** The answer's Date in Unix milliseconds, to the second; null where it has none. */
  readonly serverTime: number | null;
  /** Once it had its turn to go out, and once it was answered: milliseconds of a clock that nobody sets. */
  readonly askedAt: number;
  readonly answeredAt: number;
}

/** The service gives its times in whole seconds: an event may be that much later than they say. */
const secondMs = 999;
/** Reads that go unanswered for so long leave nothing sure. They begin 3 s after the last: it is then 8 s old. */
const silentMs = 5_000;

/** Reads in a row that say closed or unknown, and agree on when. */
interface OffRun {
  /** When the first of them was answered, by each clock. */
  readonly beganAt: number;
  readonly serverTime: number | null;
  /** Of the record, as far as a read of the run told. */
  readonly created: number | null;
  readonly closed: number | null;
}

/**
 * Makes the judge of one RTC stream. It says off air only where reads agreed on that throughout `stableMs`, from the
 * answer of the first to the start of the last, by a clock that nobody sets, and
 * - a read saw the stream live before; or
 * - the service says when it was created and, later, closed.
 *
 * The service's clocks are many, and none is sure to be that of its records: they only tell what came first. Times that
 * contradict what was read (closed before it was seen live, or in the future) count for nothing. Failed reads are not
 * shown to it, but it is told when reads begin: what was seen lapses while none is answered.
 * @param wanted `live`: it settles once the stream is live
 */
export function createRtcJudge(stableMs: number, wanted: 'off-air' | 'live' = 'off-air') {
  let finding: Finding = nothingSeen;
  let last: RtcRead | null = null;
  let lastLive: RtcRead | null = null;
  let run: OffRun | null = null;
  let [wentOff, again] = [false, false];
  /** When the first read since the last answer was asked for, and when one first went out. */
  let wantedAt: number | null = null;
  let sentAt: number | null = null;

  const seeLive = (read: RtcRead, banAt: number | null) => {
    const isNew = read.created !== null && banAt !== null && read.created > banAt;
    again ||= isNew || wentOff;
    run = null;
    lastLive = read;
  };

  const seeOff = (read: RtcRead, before: RtcRead | null) => {
    const { answeredAt: beganAt, serverTime, created, closed } = read;
    const isKnown = read.code === 41006;
    wentOff = lastLive !== null;
    const goesOn =
      run !== null &&
      (lastLive !== null || read.code === before?.code) &&
      // Another record: it was live in between.
      (!isKnown || (agree(run.created, created) && agree(run.closed, closed)));
    if (run === null || !goesOn) run = { beganAt, serverTime, created, closed };
    else if (isKnown)
      run = { ...run, created: created ?? run.created, closed: closed ?? run.closed };
  };

  /** When the stream was closed, if what the last read says of that can be true. */
  const closedAt = (): number | null => {
    if (last?.code !== 41006 || last.closed === null || last.serverTime === null) return null;
    if (last.created !== null && last.created > last.closed) return null;
    const sawLive = lastLive === null ? 0 : lastLive.serverTime;
    return sawLive !== null && last.closed + secondMs >= sawLive ? last.closed : null;
  };

  const isStable = () => run !== null && last !== null && last.askedAt - run.beganAt >= stableMs;

  const assess = (banAt: number | null): Pick<Finding, 'verdict' | 'reason' | 'settled'> => {
    if (run === null) {
      return {
        verdict: 'still-live',
        reason: again ? 'again' : 'live',
        settled: wanted === 'live',
      };
    }
    if (wanted === 'live' && (lastLive !== null || last?.code === 41006))
      return { verdict: 'off-air', reason: 'wentOff', settled: false };
    const settled = wanted === 'off-air' && isStable();
    if (lastLive !== null) {
      if (isStable()) return { verdict: 'off-air', reason: 'wentOff', settled };
      return { verdict: 'unverifiable', reason: 'notStable', settled };
    }
    if (last?.code === 41004) return { verdict: 'unverifiable', reason: 'unknownId', settled };
    if (isOfBan(last)) return { verdict: 'unverifiable', reason: 'neverCreated', settled };
    const closed = closedAt();
    if (closed === null || banAt === null)
      return { verdict: 'unverifiable', reason: 'noTimes', settled };
    if (closed > (last?.serverTime ?? 0))
      return { verdict: 'unverifiable', reason: 'noTimes', settled: false };
    if (!isStable()) return { verdict: 'unverifiable', reason: 'notStable', settled };
    const banSecond = Math.floor(banAt / 1000) * 1000;
    const when = ['closedBefore', 'closedWithBan', 'closedAfter'] as const;
    return {
      verdict: 'off-air',
      reason: when[Math.sign(closed - banSecond) + 1] ?? 'closedAfter',
      settled,
    };
  };

  return {
    /** Tells it that a read is asked for, and may have to wait for its turn. */
    want(atMs: number): void {
      wantedAt ??= atMs;
    },
    /** Tells it that a read goes out. */
    send(atMs: number): void {
      sentAt ??= atMs;
    },
    /**
     * What is known at a time. Off air lapses while no read is answered, whatever holds it up; still live lapses only
     * if reads go out and are lost: in a crowd they may wait long for their turns.
     */
    findingAt(atMs: number): Finding {
      const { verdict } = finding;
      if (verdict === 'still-live' && isSilent(sentAt, atMs))
        return { ...finding, verdict: 'unverifiable', reason: 'lost', settled: false };
      if (verdict === 'off-air' && wanted === 'off-air' && isSilent(wantedAt, atMs))
        return { ...finding, verdict: 'unverifiable', reason: 'notStable', settled: false };
      return finding;
    },
    /** The time of `askedAt` from which on a read may settle it; null where none is in sight. */
    get dueAt(): number | null {
      return wanted === 'live' || run === null || isStable() ? null : run.beganAt + stableMs;
    },
    /**
     * Takes in a read.
     * @param banAt when the ban was first sent, by the service's clock in Unix milliseconds; null if that is unknown
     */
    see(read: RtcRead, banAt: number | null): void {
      // What happened meanwhile nobody saw.
      if (isSilent(sentAt, read.answeredAt)) run = null;
      [wantedAt, sentAt] = [null, null];
      if (read.code === 0) seeLive(read, banAt);
      else seeOff(read, last);
      last = read;
      finding = {
        ...assess(banAt),
        method: 'DescribeRTCStreamState',
        reads: finding.reads + 1,
        seenLive: lastLive !== null,
        created: read.created ?? finding.created,
        closed: read.code === 0 ? null : (read.closed ?? finding.closed),
        since: run && (closedAt() ?? run.serverTime),
        until: read.serverTime ?? finding.until,
        detail: null,
      };
    },
  };
}

/** Whether two texts of one time may be the same; null is no statement. */
function agree(one: number | null, other: number | null): boolean {
  return one === null || other === null || one === other;
}

function isSilent(since: number | null, atMs: number): boolean {
  return since !== null && atMs - since > silentMs;
}

/** Whether a ban alone may have made a record, this one or an earlier one, of an id that never was live. */
function isOfBan(read: RtcRead | null): boolean {
  if (read === null || read.closed === null) return false;
  return read.created === null || read.created >= read.closed;
}
