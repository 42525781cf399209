import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { pick } from './clock.ts';
import type { Task } from './worker.ts';

const script = join(import.meta.dirname, 'worker.js');

/** Processes of one task that are replaced when they die. */
export class Fleet {
  /** How many of them died by SIGKILL, by our hand or their own. */
  killed = 0;
  readonly #task: (member: number) => Task;
  readonly #members = new Set<ChildProcess>();
  #born = 0;
  #closing = false;

  private constructor(size: number, task: (member: number) => Task) {
    this.#task = task;
    for (let count = 0; count < size; count++) this.#spawn();
  }

  /** Keeps so many processes running while `meanwhile` does, then kills them all. */
  static async during(
    size: number,
    task: (member: number) => Task,
    meanwhile: (fleet: Fleet) => Promise<void>,
  ): Promise<Fleet> {
    const fleet = new Fleet(size, task);
    try {
      await meanwhile(fleet);
    } finally {
      fleet.#closing = true;
      for (const member of fleet.#members) member.kill('SIGKILL');
      await fleet.#gone();
    }
    return fleet;
  }

  /** Runs one process to its own end. */
  static async once(task: Task): Promise<void> {
    const fleet = new Fleet(1, () => task);
    fleet.#closing = true;
    await fleet.#gone();
  }

  /** Kills one of them at random. */
  kill(): void {
    if (this.#members.size > 0) pick([...this.#members]).kill('SIGKILL');
  }

  /** Stops one of them at random for a while. */
  freeze(ms: number): void {
    const member = pick([...this.#members]);
    member?.kill('SIGSTOP');
    setTimeout(() => member?.kill('SIGCONT'), ms).unref();
  }

  async #gone(): Promise<void> {
    await Promise.all([...this.#members].map((each) => new Promise((end) => each.on('exit', end))));
  }

  #spawn(): void {
    const child = spawn(process.execPath, [script, JSON.stringify(this.#task(this.#born++))], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    this.#members.add(child);
    child.on('exit', (_code, signal) => {
      this.#members.delete(child);
      if (this.#closing) return;
      if (signal === 'SIGKILL') this.killed++;
      this.#spawn();
    });
  }
}
