import { filled } from '../codes/fill.ts';
import { setClock, wrongClock } from '../codes/platform.ts';
import { ConfigError } from '../errors.ts';

/** No release is older. */
const first = Date.UTC(2020);
/** A year more, which a duration may add, still has four digits. */
const last = Date.UTC(9999) - 1;

/**
 * Gives the time back if a clock may be believed. A machine without a battery starts in 1970: the service would
 * refuse what is signed by such a clock, and a Sequence drawn by one far ahead would block every later call.
 * @param now Unix milliseconds
 * @throws ConfigError that names what the clock says
 */
export function plausible(now: number): number {
  if (now >= first && now <= last) return now;
  const time = new Date(now).toISOString().replace(/\.\d+Z$/, 'Z');
  throw new ConfigError(filled(wrongClock, { time }), setClock);
}
