import type { Clock } from '../../src/coordination/coordinator.ts';

/** A clock that only moves when everybody sleeps. */
export class VirtualClock implements Clock {
  wall = 1_700_000_000_000;
  #up = 5_000_000;
  #tokens = 0;
  readonly #sleepers: { readonly at: number; readonly wake: () => void }[] = [];

  now = () => this.wall + this.#up;
  uptime = () => this.#up;
  token = () => (this.#tokens++).toString(16).padStart(12, '0');
  owner = '1/1/1/1';
  isDead = (): boolean => false;

  sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const fail = () => reject(signal?.reason);
      const wake = () => {
        signal?.removeEventListener('abort', fail);
        resolve();
      };
      if (signal?.aborted) fail();
      signal?.addEventListener('abort', fail);
      this.#sleepers.push({ at: this.#up + ms, wake });
    });

  /** The machine starts anew. */
  restart(): void {
    this.#up = 10_000;
  }

  /** Lets time pass until the task has ended. */
  async run<T>(task: Promise<T>): Promise<T> {
    let ended = false;
    const end = () => {
      ended = true;
    };
    task.then(end, end);
    for (;;) {
      await new Promise(setImmediate);
      if (ended) return task;
      this.#sleepers.sort((a, b) => a.at - b.at);
      const next = this.#sleepers.shift();
      if (next === undefined) throw new Error('everybody waits for ever');
      this.#up = Math.max(this.#up, next.at);
      next.wake();
    }
  }
}
