import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { uptime } from './around.ts';

/** A call as the server saw it: when, by the clock of the machine, and its Sequence. */
export interface Arrival {
  readonly at: number;
  readonly sequence: number;
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

  /** Ends it and gives all arrivals in order. */
  async close(): Promise<readonly Arrival[]> {
    const arrivals = new Promise<Arrival[]>((resolve) => this.#thread.once('message', resolve));
    this.#thread.postMessage('close');
    const seen = await arrivals;
    await this.#thread.terminate();
    return seen;
  }
}

if (!isMainThread) {
  const answer = Number(workerData);
  const arrivals: Arrival[] = [];
  const server = createServer((request, response) => {
    arrivals.push({ at: uptime(), sequence: Number(request.url?.slice(1)) });
    setTimeout(() => response.end('{}'), answer);
  });
  server.listen(0, '127.0.0.1', () => {
    parentPort?.postMessage((server.address() as AddressInfo).port);
  });
  parentPort?.once('message', () => parentPort?.postMessage(arrivals));
}
