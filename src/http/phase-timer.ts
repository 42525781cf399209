import { hrtime } from 'node:process';
import type { Timings } from '../core/types.ts';
import type { Phase } from '../errors.ts';

/** Records how far one attempt got, and how long each phase of it took. */
export class PhaseTimer {
  phase: Phase = 'dns';
  readonly timings: Timings = {};
  readonly #startedAt = uptime();
  #enteredAt = this.#startedAt;

  /** Enters the first phase. */
  start(phase: Phase): void {
    this.phase = phase;
  }

  /** Ends the current phase and enters the next. */
  next(phase: Phase): void {
    this.stop();
    this.phase = phase;
  }

  /** Ends the current phase. */
  stop(): void {
    const now = uptime();
    this.timings[this.phase] = Math.round((now - this.#enteredAt) * 10) / 10;
    this.#enteredAt = now;
  }

  /** Milliseconds since the current phase began; after stop(), since that. */
  get elapsed(): number {
    return Math.round(uptime() - this.#enteredAt);
  }

  /** Milliseconds since the attempt began. */
  get total(): number {
    return Math.round(uptime() - this.#startedAt);
  }
}

/** Milliseconds on a monotonic clock. */
function uptime(): number {
  return Number(hrtime.bigint()) / 1e6;
}
