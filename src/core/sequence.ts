/** Where Sequences come from. Another source can hold the rule across processes. */
export interface SequenceSource {
  /** @returns a number larger than any this source drew before for the AppId */
  draw(appId: number): Promise<string>;
}

/**
 * Draws Sequences for this process alone: max(now, last + 1) in Unix milliseconds, as ZEGO
 * recommends, so that they strictly increase also within a millisecond and when the clock steps back.
 * @param now Unix milliseconds
 */
export function sequencesOfThisProcess(now: () => number): SequenceSource {
  const last = new Map<number, number>();
  return {
    async draw(appId) {
      const next = Math.max(Math.floor(now()), (last.get(appId) ?? 0) + 1);
      last.set(appId, next);
      return String(next);
    },
  };
}
