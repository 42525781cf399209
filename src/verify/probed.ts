import { createProbeJudge, type Sight } from './probe.ts';
import { type Finding, nothingSeen } from './types.ts';

/** An address that shows nothing for so long from the start is not waited for alone: it could prove no end. */
const darkMs = 15_000;

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
  /** Since when no look has shown a playlist or media. */
  let nothingSince: number | null = null;

  const assess = (
    askedAt: number,
    answeredAt: number,
  ): Pick<Finding, 'verdict' | 'reason' | 'settled'> => {
    const { state, seenLive, provenAt } = judge.state;
    // A look that proves nothing leaves the state as it was.
    const isEvidence = provenAt !== proven;
    proven = provenAt;
    if (state === 'live')
      return { verdict: 'still-live', reason: 'probeLive', settled: wanted === 'live' };
    if (state === 'forbidden')
      return { verdict: 'unverifiable', reason: 'probeForbidden', settled: true };
    if (finding.verdict === 'off-air' && state === 'off' && !isEvidence) return finding;
    if (state === 'off' && off && isEvidence && askedAt - off.beganAt >= stableMs)
      return { verdict: 'off-air', reason: 'probeOff', settled: wanted === 'off-air' };
    if (seenLive) return { verdict: 'unverifiable', reason: 'probeUnclear', settled: false };
    const isDark = nothingSince !== null && answeredAt - nothingSince >= darkMs;
    return { verdict: 'unverifiable', reason: 'probeUnseen', settled: isDark };
  };

  return {
    get finding() {
      return finding;
    },
    see(sight: Sight, { askedAt, answeredAt, now }: LookTimes): Finding {
      const { state, seenLive, detail } = judge.see(sight, answeredAt);
      if (sight.kind === 'list' || sight.kind === 'flowing') nothingSince = null;
      else nothingSince ??= answeredAt;
      if (state !== 'off') off = null;
      else off ??= { beganAt: answeredAt, now };
      finding = {
        ...nothingSeen,
        ...assess(askedAt, answeredAt),
        method: 'probe',
        reads: finding.reads + (sight.kind === 'unclear' ? 0 : 1),
        seenLive,
        since: off?.now ?? null,
        until: sight.kind === 'unclear' ? finding.until : now,
        detail,
      };
      return finding;
    },
  };
}
