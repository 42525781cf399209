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
  /** Before it was sent, and once it was answered: milliseconds of a clock that nobody sets. */
  readonly askedAt: number;
  readonly answeredAt: number;
}

/** The service gives its times in whole seconds: an event may be that much later than they say. */
const secondMs = 999;

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
 * Makes the judge of one RTC stream. It says off air only of a stream
 * - that reads saw live and then off throughout `stableMs`, from the first such read to one that was sent after it; or
 * - that the service says closed, for at least `stableMs` between `close_time` and the Date of that answer.
 *
 * Only the service's clock and one that nobody sets count. Times that contradict what was read (closed before it was
 * opened, or before it was seen live) count for nothing. Failed reads are not shown to it.
 * @param wanted `live`: it settles once the stream is live
 */
export function createRtcJudge(stableMs: number, wanted: 'off-air' | 'live' = 'off-air') {
  let finding: Finding = nothingSeen;
  let last: RtcRead | null = null;
  let lastLive: RtcRead | null = null;
  let run: OffRun | null = null;
  let [wentOff, again] = [false, false];

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

  const offFor = (): { byService: number; byReads: number } => {
    const closed = closedAt();
    return {
      byService: closed === null ? -1 : (last?.serverTime ?? 0) - closed - secondMs,
      byReads: run === null || last === null ? -1 : last.askedAt - run.beganAt,
    };
  };

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
    const { byService, byReads } = offFor();
    const closed = closedAt();
    const settled = wanted === 'off-air';
    if (lastLive !== null && (byReads >= stableMs || (closed !== null && byService >= stableMs)))
      return { verdict: 'off-air', reason: 'wentOff', settled };
    if (closed !== null && banAt !== null) {
      if (byService < stableMs) {
        const isAhead = closed > (last?.serverTime ?? 0);
        return {
          verdict: 'unverifiable',
          reason: isAhead ? 'noTimes' : 'notStable',
          settled: false,
        };
      }
      const banSecond = Math.floor(banAt / 1000) * 1000;
      const when = ['closedBefore', 'closedWithBan', 'closedAfter'] as const;
      const reason = when[Math.sign(closed - banSecond) + 1] ?? 'closedAfter';
      // The ban alone may have made the record, of an id that never was live.
      if (reason !== 'closedBefore' && last?.created === null && lastLive === null)
        return { verdict: 'unverifiable', reason: 'neverCreated', settled };
      return { verdict: 'off-air', reason, settled };
    }
    if (lastLive !== null) return { verdict: 'unverifiable', reason: 'notStable', settled: false };
    const reason = last?.code === 41004 ? 'unknownId' : 'noTimes';
    return { verdict: 'unverifiable', reason, settled: settled && byReads >= stableMs };
  };

  return {
    get finding() {
      return finding;
    },
    /** The time of `askedAt` from which on a read may settle it; null where none is in sight. */
    get dueAt(): number | null {
      const isOpen = wanted === 'off-air' && finding.verdict === 'unverifiable' && !finding.settled;
      if (run === null || last === null || !isOpen) return null;
      const byReads = run.beganAt + stableMs;
      const closed = closedAt();
      if (closed === null) return byReads;
      const ahead = closed + secondMs + stableMs - (last.serverTime ?? 0);
      const byService = last.answeredAt + ahead;
      return lastLive === null ? byService : Math.min(byService, byReads);
    },
    /**
     * Takes in a read.
     * @param banAt when the ban was first sent, by the service's clock in Unix milliseconds; null if that is unknown
     */
    see(read: RtcRead, banAt: number | null): Finding {
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
      return finding;
    },
  };
}

/** Whether two texts of one time may be the same; null is no statement. */
function agree(one: number | null, other: number | null): boolean {
  return one === null || other === null || one === other;
}
