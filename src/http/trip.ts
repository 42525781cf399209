import type { Timings } from '../core/types.ts';
import type { Phase } from '../errors.ts';

/** How far one attempt got, and how long each part of it took. */
export class Trip {
  phase: Phase = 'dns';
  readonly timings: Timings = {};
  readonly #startedAt = performance.now();
  #enteredAt = this.#startedAt;

  /** Begins with a part; nothing is measured before it. */
  begin(phase: Phase): void {
    this.phase = phase;
  }

  /** Ends the current part and begins the next. */
  enter(phase: Phase): void {
    this.#measure();
    this.phase = phase;
  }

  /** Ends the part that is under way, which after sending is the wait for the first byte. */
  arrive(): void {
    this.#measure();
  }

  /** Milliseconds since it began. */
  get elapsed(): number {
    return Math.round(performance.now() - this.#startedAt);
  }

  #measure(): void {
    const now = performance.now();
    this.timings[this.phase] = Math.round((now - this.#enteredAt) * 10) / 10;
    this.#enteredAt = now;
  }
}
