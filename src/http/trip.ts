import { performance } from 'node:perf_hooks';
import type { Timings } from '../core/types.ts';
import type { Phase } from '../errors.ts';

/** How far one attempt got, and how long each part of it took. */
export class Trip {
  phase: Phase = 'dns';
  readonly timings: Timings = {};
  #enteredAt = performance.now();

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

  /** Milliseconds since the current part began; after the first byte, since that. */
  get elapsed(): number {
    return Math.round(performance.now() - this.#enteredAt);
  }

  #measure(): void {
    const now = performance.now();
    this.timings[this.phase] = Math.round((now - this.#enteredAt) * 10) / 10;
    this.#enteredAt = now;
  }
}
