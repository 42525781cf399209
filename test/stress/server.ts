import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { uptime } from './clock.ts';

/** A call: when it was sent and when it came in, by the clock of the machine, and its Sequence. */
export interface Arrival {
  readonly sent: number;
  readonly at: number;
  readonly sequence: number;
}

/** What a server saw. */
export interface Seen {
  /** In the order of coming in. */
  readonly arrivals: readonly Arrival[];
  /** When a timer of 10 ms went off. */
  readonly ticks: readonly number[];
}

/** A server in a thread of its own, so that starting processes does not hold up its clock. */
export class CountingServer {
  readonly #thread: Worker;

  /** @param answer milliseconds it takes to answer */
  constructor(answer: number) {
    this.#thread = new Worker(join(import.meta.dirname, 'server.js'), { workerData: answer });
  }

  /** The port it listens on. */
  port(): Promise<number> {
    return new Promise((resolve) => this.#thread.once('message', resolve));
  }

  /** How many connections it has taken. */
  connections(): Promise<number> {
    return this.#ask('connections');
  }

  /** Ends it. */
  async close(): Promise<Seen> {
    const seen = await this.#ask<Seen>('seen');
    await this.#thread.terminate();
    return seen;
  }

  #ask<T>(what: 'connections' | 'seen'): Promise<T> {
    const answer = new Promise<T>((resolve) => this.#thread.once('message', resolve));
    this.#thread.postMessage(what);
    return answer;
  }
}

if (!isMainThread) {
  const answer = Number(workerData);
  const seen = { arrivals: [] as Arrival[], ticks: [] as number[], connections: 0 };
  const server = createServer((request, response) => {
    const [, sent, sequence] = (request.url ?? '').split('/').map(Number);
    seen.arrivals.push({ sent: sent!, at: uptime(), sequence: sequence! });
    setTimeout(() => response.end('{}'), answer);
  });
  server.on('connection', () => seen.connections++);
  server.listen(0, '127.0.0.1', () => {
    parentPort?.postMessage((server.address() as AddressInfo).port);
  });
  parentPort?.on('message', (what: 'connections' | 'seen') => {
    parentPort?.postMessage(what === 'seen' ? seen : seen.connections);
  });
  setInterval(() => seen.ticks.push(uptime()), 10);
}
