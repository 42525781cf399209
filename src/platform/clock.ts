import { ConfigError } from '../errors.ts';

/** No release is older. */
const first = Date.UTC(2020);
/** A year more, which a duration may add, still has four digits. */
const last = Date.UTC(9999) - 1;

/**
 * The time, where a clock may be believed: a machine without a battery begins in 1970, and what is signed or
 * drawn by such a clock would be refused, or stand in the way of every later call.
 * @param now Unix milliseconds
 * @throws ConfigError that names what the clock says
 */
export function sound(now: number): number {
  if (now >= first && now <= last) return now;
  throw new ConfigError(
    `this machine's clock says ${new Date(now).toISOString().replace(/\.\d+Z$/, 'Z')}; nothing was sent`,
    'Set the clock and run the command again.',
  );
}
