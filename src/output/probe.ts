import { filled } from '../codes/fill.ts';
import { probeHints, probeResults } from '../codes/probes.ts';
import { EXIT } from '../errors.ts';
import type { ProbeState } from '../verify/probe.ts';
import type { Verification } from '../verify/types.ts';
import { nothing } from './document.ts';
import { dryRun } from './present.ts';
import { inLanguage, type Printer } from './printer.ts';
import { sanitize } from './sanitize.ts';

/** What `zego probe` found out. */
export interface ProbeResult extends ProbeState {
  /** How many looks were answered. */
  readonly reads: number;
  readonly waitedMs: number;
  /** Whether the time was over before a playlist could move or stand still. */
  readonly isTooShort: boolean;
}

/** The exit codes of `zego probe`. */
export const probeExit = {
  live: EXIT.done,
  off: EXIT.notLive,
  unclear: EXIT.unverifiable,
  forbidden: EXIT.unverifiable,
} as const;

/** Shows a look that is not made; secrets of the address are hidden. */
export function presentUnsentLook(address: string, printer: Printer): void {
  if (printer.view.json) printer.json({ ...nothing, ok: null, command: 'probe', dryRun: true });
  else printer.out([inLanguage(dryRun, printer.view), sanitize(`GET ${address}`)]);
}

/**
 * Shows the result of `zego probe`.
 * @param redactForeign hides the address's secrets in what a server said
 */
export function presentProbe(
  { state, detail, reads, seenLive, waitedMs, isTooShort }: ProbeResult,
  printer: Printer,
  redactForeign: (text: string) => string,
): void {
  const { view, style } = printer;
  const exitCode = probeExit[state];
  const what = redactForeign(inLanguage(detail ?? '', view));
  const meaning = inLanguage(filled(probeResults[state], { what }), view);
  const hint = inLanguage(probeHints[isTooShort ? 'longer' : state], view);
  if (view.json) {
    // Not live now is not off air: nobody saw it live before.
    const verification: Verification = {
      verdict: state === 'live' ? 'still-live' : 'unverifiable',
      method: 'probe',
      reads,
      seenLive,
      createTime: null,
      closeTime: null,
      waitedMs,
    };
    const ok = exitCode === EXIT.done;
    printer.json({ ...nothing, ok, command: 'probe', meaning, hint, exitCode, verification });
  } else {
    const tone = exitCode === EXIT.done ? style.out.good : style.out.warn;
    printer.out([tone(sanitize(meaning))]);
  }
  printer.say(state === 'live' || state === 'off' ? 'note' : 'hint', hint);
}
