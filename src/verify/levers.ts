import type { Finding, Reason } from './types.ts';
import { worstOf } from './worst.ts';

/** Closed or unknown in RTC: no sign of life there, and no proof that this command ended it. */
const silent: readonly Reason[] = ['closedBefore', 'unknownId', 'neverCreated'];
/** The stream was live when the command came, and is not any more. */
const proven: readonly Reason[] = ['wentOff', 'closedAfter', 'closedWithBan', 'probeOff'];

/**
 * Sums up what was found of a stream after every lever was used: the worst, but where it is silent in RTC, and viewers
 * saw it go dark, that decides. So it is with a stream that was pushed directly to the CDN. Off air is only what was
 * seen to end with the command.
 */
export function sumOfLevers(findings: readonly Finding[]): Finding | undefined {
  const worst = worstOf(findings, 'off-air');
  const dark = findings.find(
    ({ verdict, reason }) => verdict === 'off-air' && reason === 'probeOff',
  );
  const sum = worst && dark && silent.includes(worst.reason) ? dark : worst;
  // That it was off before says nothing of where else it may be live.
  if (sum?.verdict !== 'off-air' || isProven(sum)) return sum;
  return { ...sum, verdict: 'unverifiable', reason: 'offBefore' };
}

/** Whether a stream was seen to end with the command: that it is off air alone does not say so. */
export function isProven({ verdict, reason }: Pick<Finding, 'verdict' | 'reason'>): boolean {
  return verdict === 'off-air' && proven.includes(reason);
}
