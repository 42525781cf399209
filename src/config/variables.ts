import { ConfigError } from '../errors.ts';
import { isTooLong, longestSecret } from '../values/limits.ts';
import { secretTooLong } from '../values/readers.ts';
import { optionRows } from './options.ts';
import type { Env } from './types.ts';

const variables = [
  ...optionRows.flatMap(([, { env }]) => env ?? []),
  ...['LC_ALL', 'LC_MESSAGES', 'LANG', 'CI', 'TERM', 'NO_COLOR', 'FORCE_COLOR'],
  ...['HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'no_proxy'],
  ...['HOME', 'XDG_CONFIG_HOME', 'XDG_STATE_HOME', 'XDG_CACHE_HOME', 'APPDATA', 'LOCALAPPDATA'],
];

/**
 * Refuses a variable that is longer than anything it may hold, before anything is made of it.
 * @throws ConfigError that names the variable and repeats nothing of it
 */
export function refuseLongVariables(env: Env): void {
  if ((env.ZEGO_SERVER_SECRET?.trim() ?? '').length > longestSecret) {
    throw new ConfigError(`ZEGO_SERVER_SECRET: ${secretTooLong}`);
  }
  const long = variables.find((name) => isTooLong(env[name] ?? ''));
  if (long !== undefined) throw new ConfigError(`${long} is longer than 4 KB`);
}
