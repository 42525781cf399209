import { createServer as createHttpServer, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { type Arrival, Service } from './service.ts';

/** What becomes of a connection: served, kept without a byte, or broken. */
export type Gate = 'pass' | 'hold' | 'reset' | 'close';

/** What the server is told, and from when on: for its next answers, its next connections, or at once. */
type Order =
  | { readonly answerIn: number }
  | { readonly gate: Gate }
  | { readonly freed: Exclude<Gate, 'hold'> }
  | { readonly kept: string | null }
  | { readonly answered: true };

type News =
  | { readonly port: number }
  | { readonly connected: true }
  | { readonly arrival: Arrival };

/** A key and its certificate, in PEM, for a server that speaks TLS. */
interface Pair {
  readonly key: string;
  readonly cert: string;
}

/**
 * A server of the API in a thread of its own. It carries a call out once the request is read, answers
 * after a while, and tells of every connection and call as it comes in.
 */
export class Recorder {
  /** The calls in the order they came in. */
  readonly arrivals: Arrival[] = [];
  /** How many connections it has taken. */
  connections = 0;
  endpoint = '';
  readonly #secure: boolean;
  readonly #thread: Worker;
  readonly #looks = new Set<() => void>();

  private constructor(pair: Pair | null) {
    this.#secure = pair !== null;
    this.#thread = new Worker(join(import.meta.dirname, 'recorder.js'), { workerData: pair });
    this.#thread.on('message', (news: News) => this.#hear(news));
  }

  /** @param pair without it, the server speaks plain HTTP */
  static async start(pair: Pair | null = null): Promise<Recorder> {
    const server = new Recorder(pair);
    await server.until(() => server.endpoint !== '');
    return server;
  }

  /** Waits until something holds, looking anew at every connection and call. */
  until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!holds()) return;
        this.#looks.delete(look);
        resolve();
      };
      this.#looks.add(look);
      look();
    });
  }

  /** Waits for the next connection. */
  connection(): Promise<void> {
    const before = this.connections;
    return this.until(() => this.connections > before);
  }

  /** Milliseconds it takes to answer, from now on. */
  answerIn(answerIn: number): void {
    this.#tell({ answerIn });
  }

  /** What becomes of the connections that come from now on. */
  gate(gate: Gate): void {
    this.#tell({ gate });
  }

  /** Serves or breaks the connections that it holds. */
  free(freed: Exclude<Gate, 'hold'>): void {
    this.#tell({ freed });
  }

  /** Carries calls for a stream out without answering them, from now on; null: answers them all. */
  keepAnswers(stream: string | null): void {
    this.#tell({ kept: stream });
  }

  /** Sends all the answers that it kept. */
  sendAnswers(): void {
    this.#tell({ answered: true });
  }

  /** The calls that were carried out for a stream, in their order. */
  executed(stream: string): readonly Arrival[] {
    return this.arrivals.filter(({ streams, code }) => code === 0 && streams.includes(stream));
  }

  /** Ends it. */
  async close(): Promise<void> {
    await this.#thread.terminate();
  }

  #tell(order: Order): void {
    this.#thread.postMessage(order);
  }

  #hear(news: News): void {
    if ('port' in news) {
      this.endpoint = `http${this.#secure ? 's' : ''}://127.0.0.1:${news.port}`;
    } else if ('connected' in news) this.connections++;
    else this.arrivals.push(news.arrival);
    for (const look of [...this.#looks]) look();
  }
}

if (!isMainThread) serve(workerData as Pair | null);

function serve(pair: Pair | null): void {
  const tell = (news: News) => parentPort?.postMessage(news);
  const service = new Service();
  const held = new Set<Socket>();
  const unanswered: (() => void)[] = [];
  let [answerIn, gate, kept]: [number, Gate, string | null] = [0, 'pass', null];

  const answer = ({ url = '' }: { url?: string | undefined }, response: ServerResponse) => {
    const { arrival, body, ended } = service.take(new URL(url, 'http://host').searchParams);
    tell({ arrival });
    // Also for one that dies without an answer.
    response.once('close', ended);
    const send = () => {
      ended();
      response.writeHead(200, { connection: 'close' }).end(body);
    };
    if (kept !== null && arrival.streams.includes(kept)) unanswered.push(send);
    else if (answerIn > 0) setTimeout(send, answerIn);
    else send();
  };
  const api = pair ? createHttpsServer(pair, answer) : createHttpServer(answer);
  api.on('tlsClientError', () => {});

  const serveOne: Readonly<Record<Gate, (socket: Socket) => void>> = {
    pass(socket) {
      api.emit('connection', socket);
      socket.resume();
    },
    hold: (socket) => void held.add(socket),
    reset: (socket) => void socket.resetAndDestroy(),
    close: (socket) => void socket.end(),
  };
  // Paused, so that a connection that is held is not read.
  const server = createServer({ pauseOnConnect: true }, (socket) => {
    socket.on('error', () => {});
    serveOne[gate](socket);
    tell({ connected: true });
  });
  server.listen({ port: 0, host: '127.0.0.1', backlog: 511 }, () => {
    tell({ port: (server.address() as AddressInfo).port });
  });

  parentPort?.on('message', (order: Order) => {
    if ('answerIn' in order) answerIn = order.answerIn;
    if ('gate' in order) gate = order.gate;
    if ('kept' in order) kept = order.kept;
    if ('freed' in order) {
      for (const socket of held) serveOne[order.freed](socket);
      held.clear();
    }
    if ('answered' in order) for (const send of unanswered.splice(0)) send();
  });
}
