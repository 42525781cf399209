/** Pauses before the first reads, and before all others. */
const firstMs = [500, 500, 1000];
const laterMs = 3000;
/** While it is off and has yet to stay so. */
const stableMs = 1000;
/** Timers may fire a little early. */
const roundingMs = 5;

/**
 * The pause before a look, in milliseconds: looks at 0.5, 1, 2, then every 3 s; every second while a stream that went
 * off has yet to stay off. Pauses vary by a fifth, so that many waits do not look together.
 * @param nth of the look, from 0
 * @param dueMs how soon a look may settle it; null where that is not in sight
 * @param chance from 0 to 1
 */
export function pauseBefore(nth: number, dueMs: number | null, chance: number): number {
  const base = dueMs === null ? (firstMs[nth] ?? laterMs) : stableMs;
  const pause = Math.round(base * (0.8 + 0.4 * chance));
  return dueMs === null || dueMs <= 0 ? pause : Math.min(pause, dueMs + roundingMs);
}

/** Calls a second that all waits of a machine make together: a quarter of what the service lets through. */
export function waitingRate(perSecond: number): number {
  return Math.max(1, Math.floor(perSecond / 4));
}
