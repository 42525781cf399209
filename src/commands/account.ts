import { emulated, notZego, testPrefix } from '../codes/account.ts';
import { filled } from '../codes/fill.ts';
import { type Globals, globalOptions } from '../config/options.ts';
import type { Settings } from '../config/settings.ts';
import { streamsOf } from '../core/plan.ts';
import type { Account, PlannedCall } from '../core/types.ts';
import { published } from '../emulator/published.ts';
import { serviceOf } from '../values/host.ts';
import { quoted } from '../values/shell.ts';
import type { Text, Words } from '../values/text.ts';
import { truncate } from '../values/truncate.ts';

/** Whom a command acts for, and what a person should know of that before it acts. */
export interface Introduction {
  readonly account: Account;
  /** The host, where it is not ZEGO's: to be said even with `--quiet`. */
  readonly host: Text | null;
  readonly warnings: readonly Words[];
  /** What would mislead: to be said even with `--quiet`. */
  readonly cautions: readonly Text[];
  readonly notes: readonly Text[];
}

/**
 * Gets the secret, and so completes the account.
 * @throws ConfigError, InterruptedError as the reading of the secret does
 */
export async function introduce(
  settings: Settings,
  calls: readonly PlannedCall[],
  globals: Globals,
): Promise<Introduction> {
  const { secret, warnings } = await settings.readSecret();
  const account = { ...settings, secret, typed: typedFor(globals) };
  return {
    account,
    host: hostOf(account),
    warnings: [...settings.warnings, ...warnings, ...testPrefixWarnings(account, calls)],
    cautions: settings.overruled,
    notes: settings.notes,
  };
}

/** The options that say for whom and where a command acts. */
const choosing = ['profile', 'config', 'appId', 'secretFile', 'region', 'endpoint'] as const;

function typedFor(globals: Globals): string {
  const words = choosing.flatMap((name) => {
    const [flag = ''] = globalOptions[name].flags.split(' ');
    const value = globals[name];
    return value === undefined ? [] : [flag, quoted(value)];
  });
  return words.join(' ');
}

function hostOf({ endpoint, appId, secret, from }: Account): Text | null {
  if (serviceOf(endpoint) === 'zego') return null;
  const isEmulator = appId === published.appId && secret === published.secret;
  return filled(isEmulator ? emulated : notZego, { endpoint, endpointSource: from.endpoint });
}

function testPrefixWarnings({ isTest }: Account, calls: readonly PlannedCall[]): readonly Text[] {
  const ids = streamsOf(calls).filter((id) => id.startsWith('zegotest-'));
  if (isTest || ids.length === 0) return [];
  return [filled(testPrefix, { ids: truncate(ids.join(', '), 200) })];
}
