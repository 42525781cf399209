import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { pick } from './around.ts';
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

  constructor(size: number, task: (member: number) => Task) {
    this.#task = task;
    for (let count = 0; count < size; count++) this.#spawn();
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

  /** Resolves when all of them ended by themselves. */
  async ended(): Promise<void> {
    this.#closing = true;
    await this.#gone();
  }

  /** Kills all of them, for good. */
  async close(): Promise<void> {
    this.#closing = true;
    for (const member of this.#members) member.kill('SIGKILL');
    await this.#gone();
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
