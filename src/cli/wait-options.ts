import { type Command, Option } from 'commander';
import type { CommandRow } from '../actions/types.ts';

/** The options that say how to wait; each of them asks for it. */
export const waitDetails = ['--wait-timeout', '--stable', '--probe'] as const;
export const waitDefaults = { timeout: '60s', further: '0.25s', stable: '3s' } as const;

/**
 * Adds the options of waiting.
 * @param asks for a command that only reads: `--wait` names the state to wait for
 * @param isImplied for a command that waits unless it is told not to
 * @param isSeveral for a command that takes several streams
 * @param list makes an option that collects its values
 */
export function addWaitOptions(
  leaf: Command,
  {
    asks,
    isImplied,
    isSeveral,
  }: { readonly asks: boolean; readonly isImplied: boolean; readonly isSeveral: boolean },
  list: (flags: string, help: string) => Option,
): void {
  const help = 'wait until it is seen to be off air (exit 10: still live, 11: cannot tell)';
  if (asks) leaf.addOption(list('--wait <state>', 'off-air or live: wait until it is'));
  else leaf.addOption(new Option('--wait', help).hideHelp(isImplied));
  if (isImplied) leaf.option('--no-wait', 'end without a verdict, once every call is answered');
  const { timeout, further } = waitDefaults;
  const more = isSeveral ? `, and ${further} for each further stream` : '';
  leaf
    .addOption(list('--wait-timeout <duration>', `how long to look (default: ${timeout}${more})`))
    .addOption(
      list('--stable <duration>', `how long it must stay off (default: ${waitDefaults.stable})`),
    )
    .addOption(list('--probe <url>', 'what viewers play, HLS or HTTP-FLV: look there as well'));
}

/** The options that take one value, as they are written. */
export function waitOptions({ verifiedBy, effect }: CommandRow): readonly string[] {
  if (verifiedBy === undefined) return [];
  return [...waitDetails, ...(effect === 'reads' ? ['--wait'] : [])].map((flag) => flag.slice(2));
}

/**
 * Whether a command line asks to wait, or says how.
 * @param typed the options by Commander key
 */
export function speaksOfWaiting(typed: Readonly<Record<string, unknown>>): boolean {
  return ['wait', 'waitTimeout', 'stable', 'probe'].some((key) => typed[key] !== undefined);
}
