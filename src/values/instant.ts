import { fromString } from 'temporal-polyfill/fns/Instant';

/** How instants are written, for messages. */
export const instantForm =
  'an ISO 8601 instant with a zone, such as 2025-02-01T00:00:00Z or 2025-02-01T08:00:00+08:00';

/**
 * Reads an ISO 8601 instant; the zone (`Z` or an offset) is required, since a time without one means
 * another moment on every machine.
 * @returns Unix milliseconds; undefined if the text is not such an instant
 */
export function parseInstant(text: string): number | undefined {
  try {
    return fromString(text).epochMilliseconds;
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
