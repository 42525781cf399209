import { fromString } from 'temporal-polyfill/fns/Instant';
import { lastInstant } from './utc.ts';

const firstInstant = Date.UTC(1970);

/**
 * Reads an ISO 8601 instant. The zone (`Z` or an offset) is required, since a time without one means another
 * moment on every machine. A zone's name in brackets is refused: its offset may differ from the one written.
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
