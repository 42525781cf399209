import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { cannotListen, listenReasons, otherPort } from '../codes/emulator.ts';
import { filled } from '../codes/fill.ts';
import { UsageError } from '../errors.ts';
import { type LogEntry, logEntry } from './log.ts';
import { published } from './published.ts';
import { answer, bare, bodyOf, type EmulatorReply } from './reply.ts';
import { createService, type Fail } from './service.ts';

export type { LogEntry } from './log.ts';

/** How an emulator is started. */
export interface EmulatorOptions {
  /** 0 for any free port. */
  readonly port: number;
  /** Its only project; 1234567890 by default. */
  readonly appId?: number;
  /** Its ServerSecret; 32 zeros by default, so that nobody takes it for a real one. */
  readonly secret?: string;
  /** Failures to simulate, one entry after the other, on calls that pass the gateway. */
  readonly fail: readonly Fail[];
  /** How long each answer is delayed. The call itself takes effect when it comes in. */
  readonly latencyMs: number;
  /** Ids of RTC streams that are live; in the test environment with their prefix. */
  readonly live: readonly string[];
  /** The time in Unix milliseconds. */
  now(): number;
  log(entry: LogEntry): void;
}

/** A running emulator. */
export interface Emulator {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly appId: number;
  readonly secret: string;
  /** Stops the server, and ends open connections and delayed answers. */
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
const URL_BYTES = 16 * 1024;

/**
 * Starts a server on the loopback interface that speaks ZEGO's server API.
 * @throws UsageError when the port is in use or not allowed
 */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const { appId = published.appId, secret = published.secret, latencyMs, now, log } = options;
  const { fail, live } = options;
  const service = createService({ appId, secret, fail, live, startedAt: now() });
  const hosts = new Set<string>();

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedAt = now();
    const gone = new AbortController();
    response.once('close', () => gone.abort());

    const [query, refusal] = read(request, hosts);
    const reply = refusal ?? service(query, startedAt);
    const waiting = latencyMs > 0 ? delay(latencyMs, true, { signal: gone.signal }) : true;
    const answered = await Promise.resolve(waiting).catch(() => false);
    log(logEntry(query, reply, { startedAt, endedAt: now(), answered }));
    if (answered) send(response, reply, now());
  }

  // Larger than the limit, so that a URL that is too long is answered with 414 and logged.
  const server = createServer({ maxHeaderSize: 4 * URL_BYTES }, (request, response) => {
    void serve(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, HOST, resolve);
  }).catch((error: NodeJS.ErrnoException) => {
    const reason = listenReasons[error.code ?? ''] ?? error.code ?? '';
    throw new UsageError(filled(cannotListen, { port: `${options.port}`, reason }), otherPort);
  });

  const { port } = server.address() as AddressInfo;
  for (const name of [HOST, 'localhost']) {
    hosts.add(`${name}:${port}`);
    if (port === 80) hosts.add(name);
  }
  return {
    url: `http://${HOST}:${port}`,
    appId,
    secret,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * Reads the query of a request.
 * @param hosts the server's own names: another Host comes from a web page whose name points here (DNS rebinding)
 * @returns the query, empty where it cannot be read, and the refusal if the request is wrong as HTTP
 */
function read(request: IncomingMessage, hosts: Set<string>): [URLSearchParams, EmulatorReply?] {
  const target = request.url ?? '';
  if (target.length > URL_BYTES)
    return [new URLSearchParams(), bare(414, `URL longer than ${URL_BYTES} bytes`)];
  const [path, ...rest] = target.split('?');
  const search = rest.join('?');
  if (!decodable(search)) return [new URLSearchParams(), bare(400, 'Query not encoded as UTF-8')];
  const query = new URLSearchParams(search);
  if (path !== '/') return [query, bare(404, 'The API lives at /')];
  if (request.method !== 'GET') return [query, bare(405, 'The API takes GET only')];
  if (!hosts.has(request.headers.host?.toLowerCase() ?? ''))
    return [query, answer(100000000, `Host must be ${[...hosts].join(' or ')}`)];
  return [query];
}

function decodable(text: string): boolean {
  try {
    return decodeURIComponent(text) !== undefined;
  } catch {
    return false;
  }
}

function send(response: ServerResponse, reply: EmulatorReply, now: number): void {
  const { type, text } = bodyOf(reply);
  response.writeHead(reply.status, {
    'content-type': type,
    'content-length': Buffer.byteLength(text),
    // The emulator's clock, since clients compare theirs with it.
    date: new Date(now).toUTCString(),
    ...(reply.status === 405 && { allow: 'GET' }),
  });
  response.end(text);
}
