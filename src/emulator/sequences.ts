/** For how long a Sequence of a stream must be greater than the last. */
const WINDOW_MS = 10_000;

/** The last Sequence of each StreamId, shared by all Actions that name it. */
export class Sequences {
  private readonly last = new Map<string, { readonly value: bigint; readonly at: number }>();

  /**
   * Accepts the Sequence of a call, for all its streams or for none.
   * @param texts the Sequences of the request; a correct one has one
   * @param now Unix milliseconds
   * @returns what is wrong, as a Message; undefined if nothing is
   */
  take(texts: readonly string[], streams: readonly string[], now: number): string | undefined {
    const flaw = sequenceFlaw(texts);
    if (flaw) return flaw;
    const value = BigInt(texts.join());
    for (const stream of streams) {
      const last = this.last.get(stream);
      if (last && now - last.at < WINDOW_MS && value <= last.value)
        return `Sequence not increasing: ${value} after ${last.value}`;
    }
    for (const stream of streams) this.last.set(stream, { value, at: now });
    return undefined;
  }
}

/** What is wrong with the form of a Sequence; undefined if nothing is. */
export function sequenceFlaw(texts: readonly string[]): string | undefined {
  const [text, ...more] = texts;
  if (text === undefined) return 'Sequence missing';
  return more.length === 0 && /^\d{1,19}$/.test(text) ? undefined : 'Sequence must be one number';
}
