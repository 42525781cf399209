import { hrtime } from 'node:process';
import type { Timings } from '../core/types.ts';
import type { Phase } from '../errors.ts';

/** How far one attempt got, and how long each part of it took. */
export class PhaseTimer {
  phase: Phase = 'dns';
  readonly timings: Timings = {};
  #enteredAt = uptime();

  /** Begins with a part; nothing is measured before it. */
  start(phase: Phase): void {
    this.phase = phase;
  }

  /** Ends the current part and begins the next. */
  next(phase: Phase): void {
    this.#measure();
    this.phase = phase;
  }

  /** Ends the part that is under way, which after sending is the wait for the first byte. */
  stop(): void {
    this.#measure();
  }

  /** Milliseconds since the current part began; after the first byte, since that. */
  get elapsed(): number {
    return Math.round(uptime() - this.#enteredAt);
  }

  #measure(): void {
    const now = uptime();
    this.timings[this.phase] = Math.round((now - this.#enteredAt) * 10) / 10;
    this.#enteredAt = now;
  }
}

/** Milliseconds on a clock that nobody sets. */
function uptime(): number {
  return Number(hrtime.bigint()) / 1e6;
}
