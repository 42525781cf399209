import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { cannotListen, listenReasons, otherPort } from '../codes/emulator.ts';
import { filled } from '../codes/fill.ts';
import { UsageError } from '../errors.ts';
import { readLive } from './live.ts';
import { type LogEntry, logEntry } from './log.ts';
import { type PlayAddress, playAddress, playPath } from './play.ts';
import { published } from './published.ts';
import { answer, bare, bodyOf, type EmulatorReply } from './reply.ts';
import { send } from './send.ts';
import { createService, type Fail } from './service.ts';
import { createViewers } from './viewers.ts';

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
  /** Who publishes, as `--live` says it: `ID[:direct]...`; in the test environment ids have their prefix. */
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
  /** The HLS addresses at which viewers play what `live` declares; `.flv` instead of `.m3u8` is HTTP-FLV. */
  readonly play: readonly string[];
  /** Stops the server, and ends open connections and delayed answers. */
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
const URL_BYTES = 16 * 1024;

/**
 * Starts a server on the loopback interface that speaks ZEGO's server API.
 * @throws UsageError for a malformed `live`, and when the port is in use or not allowed
 */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const { appId = published.appId, secret = published.secret, latencyMs, now, log } = options;
  const { fail } = options;
  const live = readLive(options.live);
  const service = createService({ appId, secret, fail, live, startedAt: now() });
  const show = createViewers({ plays: service.plays, now, log });
  const hosts = new Set<string>();

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedAt = now();
    const gone = new AbortController();
    response.once('close', () => gone.abort());

    const { query, address, refusal } = read(request, hosts);
    if (address && !refusal) return show(address, response, gone.signal);
    const reply = refusal ?? service.call(query, startedAt);
    const waiting = latencyMs > 0 ? delay(latencyMs, true, { signal: gone.signal }) : true;
    const answered = await Promise.resolve(waiting).catch(() => false);
    log(logEntry(query, reply, { startedAt, endedAt: now(), answered }));
    if (answered) send(response, { status: reply.status, ...bodyOf(reply) }, now());
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
  const url = `http://${HOST}:${port}`;
  return {
    url,
    appId,
    secret,
    play: [...new Set(live.map(({ id }) => url + playPath(id, '.m3u8')))],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A request: its query, empty where it cannot be read; the play address; the refusal if it is wrong as HTTP. */
interface Read {
  readonly query: URLSearchParams;
  readonly address?: PlayAddress | undefined;
  readonly refusal?: EmulatorReply;
}

/**
 * Reads a request.
 * @param hosts the server's own names: another Host comes from a web page whose name points here (DNS rebinding)
 */
function read(request: IncomingMessage, hosts: Set<string>): Read {
  const target = request.url ?? '';
  const unread = new URLSearchParams();
  if (target.length > URL_BYTES)
    return { query: unread, refusal: bare(414, `URL longer than ${URL_BYTES} bytes`) };
  const [path = '', ...rest] = target.split('?');
  const search = rest.join('?');
  if (!decodable(search))
    return { query: unread, refusal: bare(400, 'Query not encoded as UTF-8') };
  const query = new URLSearchParams(search);
  const address = playAddress(path);
  if (path !== '/' && !address) return { query, refusal: bare(404, 'The API lives at /') };
  if (request.method !== 'GET') return { query, refusal: bare(405, 'GET is the only method') };
  if (hosts.has(request.headers.host?.toLowerCase() ?? '')) return { query, address };
  const message = `Host must be ${[...hosts].join(' or ')}`;
  return { query, refusal: address ? bare(403, message) : answer(100000000, message) };
}

function decodable(text: string): boolean {
  try {
    return decodeURIComponent(text) !== undefined;
  } catch {
    return false;
  }
}
