import { fromString } from 'temporal-polyfill/fns/Instant';

/** How instants are written, for messages. */
export const instantForm =
  'an ISO 8601 instant with a zone, such as 2025-02-01T00:00:00Z or 2025-02-01T08:00:00+08:00';

/** The last millisecond that four digits can tell the year of. */
export const lastInstant = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
const firstInstant = Date.UTC(1970);

/**
 * Reads an ISO 8601 instant; the zone (`Z` or an offset) is required, since a time without one means
 * another moment on every machine. A zone's name in brackets is refused: an instant has none, and its
 * offset need not be the one written before it.
 * @returns Unix milliseconds; undefined if the text is not such an instant from 1970 to 9999
 */
export function parseInstant(text: string): number | undefined {
  if (text.includes('[')) return undefined;
  try {
    const { epochMilliseconds: unixMs } = fromString(text);
    return unixMs >= firstInstant && unixMs <= lastInstant ? unixMs : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Writes an instant the way the API wants its times.
 * @param unixMs Unix milliseconds; a fraction of a second is dropped
 * @returns UTC with whole seconds and `Z`: `2018-11-29T19:00:00Z`
 */
export function toUtc(unixMs: number): string {
  return `${new Date(unixMs).toISOString().slice(0, -5)}Z`;
}
