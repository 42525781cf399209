/** The last millisecond of the year 9999. */
export const lastInstant = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/**
 * Writes an instant the way the API wants its times.
 * @param unixMs Unix milliseconds; a fraction of a second is dropped
 * @returns UTC with whole seconds and `Z`: `2018-11-29T19:00:00Z`
 */
export function toUtc(unixMs: number): string {
  return `${new Date(unixMs).toISOString().slice(0, -5)}Z`;
}
