import { createProbeJudge, type Sight } from './probe.ts';
import { type Finding, nothingSeen } from './types.ts';

/** An address that shows nothing for so long from the start is not waited for alone: it could prove no end. */
const darkMs = 15_000;
/** Looks that tell nothing for so long leave nothing sure. */
const lostMs = 8_000;

/** When a look was made: before and after it by a clock that nobody sets, after it by this machine's. */
export interface LookTimes {
  readonly askedAt: number;
  readonly answeredAt: number;
  /** Unix milliseconds, for words alone. */
  readonly now: number;
}

/**
 * Makes the judge of a stream by what viewers see. Off air is what it saw live, and then off throughout `stableMs`,
 * from the first look that proves it to one that began after that time.
 * @param wanted `live`: it settles once the stream is live
 */
export function createProbedJudge(stableMs: number, wanted: 'off-air' | 'live' = 'off-air') {
  const judge = createProbeJudge();
  let finding: Finding = { ...nothingSeen, reason: 'probeUnseen', method: 'probe' };
  let off: { readonly beganAt: number; readonly now: number } | null = null;
  let proven: number | null = null;
  /** When the last look was answered that told anything. */
  let heardAt: number | null = null;
  /** Since when no look has shown a playlist or media. */
  let nothingSince: number | null = null;

  const isLost = (atMs: number) => heardAt !== null && atMs - heardAt > lostMs;

  const assess = (
    { askedAt, answeredAt }: LookTimes,
    isEvidence: boolean,
  ): Pick<Finding, 'verdict' | 'reason' | 'settled'> => {
    const { state, seenLive } = judge.state;
    if (state === 'live')
      return { verdict: 'still-live', reason: 'probeLive', settled: wanted === 'live' };
    if (state === 'forbidden')
      return { verdict: 'unverifiable', reason: 'probeForbidden', settled: true };
    if (finding.verdict === 'off-air' && state === 'off' && !isEvidence) return finding;
    if (state === 'off' && off && isEvidence && askedAt - off.beganAt >= stableMs)
      return { verdict: 'off-air', reason: 'probeOff', settled: wanted === 'off-air' };
    if (seenLive) return { verdict: 'unverifiable', reason: 'probeUnclear', settled: false };
    // Before a stream is live, darkness is what to expect.
    const isDark =
      wanted === 'off-air' && nothingSince !== null && answeredAt - nothingSince >= darkMs;
    return { verdict: 'unverifiable', reason: 'probeUnseen', settled: isDark };
  };

  return {
    /** What is known at a time: what was seen lapses while no look tells anything. */
    findingAt(atMs: number): Finding {
      const { verdict } = finding;
      if (verdict === 'unverifiable' || !isLost(atMs)) return finding;
      const reason = verdict === 'still-live' ? 'probeLost' : 'probeUnclear';
      return { ...finding, verdict: 'unverifiable', reason, settled: false };
    },
    see(sight: Sight, times: LookTimes): void {
      const { answeredAt, now } = times;
      const { state, seenLive, detail, provenAt } = judge.see(sight, answeredAt);
      // A look that proves nothing leaves the state as it was.
      const isEvidence = provenAt !== proven;
      proven = provenAt;
      if (sight.kind === 'list' || sight.kind === 'flowing') nothingSince = null;
      else nothingSince ??= answeredAt;
      // What happened while no look told anything nobody saw.
      if (state !== 'off' || isLost(answeredAt)) off = null;
      if (state === 'off' && isEvidence) off ??= { beganAt: answeredAt, now };
      const tells = isEvidence || tellsAnything(sight);
      if (tells) heardAt = answeredAt;
      finding = {
        ...nothingSeen,
        ...assess(times, isEvidence),
        method: 'probe',
        reads: finding.reads + (sight.kind === 'unclear' ? 0 : 1),
        seenLive,
        since: off?.now ?? null,
        until: tells ? now : finding.until,
        detail,
      };
    },
  };
}

/** Whether a look that proves nothing yet is one of those that may add up to a proof. */
function tellsAnything(sight: Sight): boolean {
  if (sight.kind === 'list') return Number.isFinite(sight.targetMs);
  return sight.kind !== 'unclear';
}
