/** Something that looks again and again. */
export interface Watcher {
  /** Milliseconds before the look after `nth` others. */
  pause(nth: number): number;
  /** Looks once. What it throws ends the watch. */
  look(signal: AbortSignal): Promise<void>;
  /** Whether its last look left nothing open; a later one may change that. */
  readonly settled: boolean;
}

/** Sleeps; throws the signal's reason as soon as it aborts. */
type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

/**
 * Lets several watchers look, each at its own pace. It ends once all of them are settled at the same time, and not
 * before `end` was asked for.
 */
export class Watch {
  readonly #sleep: Sleep;
  /** Told after each look. */
  onLook = (): void => {};
  readonly #finished = new AbortController();
  readonly #watchers: Watcher[] = [];
  readonly #loops: Promise<void>[] = [];
  #mayEnd = false;

  constructor({ sleep }: { readonly sleep: Sleep }) {
    this.#sleep = sleep;
  }

  /** Starts a watcher, once. */
  add(watcher: Watcher): void {
    if (this.#watchers.includes(watcher)) return;
    this.#watchers.push(watcher);
    const loop = this.#run(watcher);
    // Whoever waits for the end is told.
    loop.catch(() => {});
    this.#loops.push(loop);
  }

  /** Ends it now. */
  finish(): void {
    this.#finished.abort();
  }

  /**
   * Waits for the end.
   * @throws what a look threw
   */
  async end(): Promise<void> {
    this.#mayEnd = true;
    this.#check();
    try {
      await Promise.all(this.#loops);
    } finally {
      this.finish();
    }
  }

  #check(): void {
    if (this.#mayEnd && this.#watchers.every(({ settled }) => settled)) this.finish();
  }

  async #run(watcher: Watcher): Promise<void> {
    const { signal } = this.#finished;
    for (let nth = 0; !signal.aborted; nth++) {
      try {
        await this.#sleep(watcher.pause(nth), signal);
        await watcher.look(signal);
      } catch (error) {
        if (signal.aborted) return;
        this.finish();
        throw error;
      }
      this.onLook();
      this.#check();
    }
  }
}
