import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import net, { type AddressInfo, type Socket } from 'node:net';
import tls from 'node:tls';
import { inspect } from 'node:util';
import { afterEach, expect } from '@jest/globals';
import type { HttpAnswer, Limits } from '../../src/core/types.ts';
import { ZegoError } from '../../src/errors.ts';
import { send } from '../../src/http/send.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

/** Does something after the test, whatever comes of it. */
export function afterwards(close: () => unknown): void {
  closers.push(close);
}

async function listen(server: net.Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterwards(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

/** An HTTP server on the loopback interface; gives its origin. */
export async function serve(listener: RequestListener): Promise<string> {
  return `http://127.0.0.1:${await listen(createServer(listener))}`;
}

/** The same over TLS. */
export async function serveSecurely(
  pair: { key: string; cert: string },
  listener: RequestListener,
): Promise<string> {
  return `https://localhost:${await listen(createSecureServer(pair, listener) as unknown as Server)}`;
}

/** Has this process trust a certificate until the test is over, as NODE_EXTRA_CA_CERTS would. */
export function trust(ca: string): void {
  const { createSecureContext } = tls;
  afterwards(() => {
    tls.createSecureContext = createSecureContext;
  });
  tls.createSecureContext = (options) => createSecureContext({ ca, ...options });
}

/** A server of bare connections; gives `127.0.0.1:PORT`. */
export async function accept(connected: (socket: Socket) => void): Promise<string> {
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    connected(socket);
  });
  return `127.0.0.1:${await listen(server)}`;
}

/** A port where nobody listens; a connection holds it, so that nobody else is given it meanwhile. */
export async function deserted(): Promise<string> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const holding = net.connect(port, '127.0.0.1');
  const [held]: Socket[] = await once(server, 'connection');
  server.close();
  afterwards(() => {
    holding.destroy();
    held?.destroy();
  });
  return `127.0.0.1:${port}`;
}

const neverAccepting = `
const server = require('node:net').createServer();
server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
  require('node:fs').writeSync(1, String(server.address().port));
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});`;

/** A port whose queue is full and never emptied, so that one more connection hangs. */
export async function crowded(): Promise<string> {
  const child = spawn(process.execPath, ['-e', neverAccepting], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  afterwards(() => {
    child.kill('SIGKILL');
    return once(child, 'exit');
  });
  const [port] = await once(child.stdout, 'data');
  for (let i = 0; i < 8; i++) {
    const socket = net.connect(Number(port), '127.0.0.1').on('error', () => {});
    afterwards(() => socket.destroy());
  }
  return `127.0.0.1:${port}`;
}

export const SIGNATURE = '43e5cfcca828314675f91b001390566a';
const query = `?Action=ForbidRTCStream&StreamId=canary1stream&Signature=${SIGNATURE}`;

/** Longer than any test, in milliseconds. */
export const forever = 3_600_000;

/** What ends a request: by itself nothing soon. */
export function limited(more: Partial<Limits> = {}): Limits {
  const never = new AbortController().signal;
  const timeouts = { connectMs: forever, answerMs: forever };
  return { deadline: never, interrupted: never, timeouts, ...more };
}

const { timeout } = AbortSignal;
const onCall = new Map<number, AbortController>();

/**
 * A time in milliseconds that is over when the test says so, be the machine as slow as it likes. Each
 * `AbortSignal.timeout` of it begins anew; the one that began last ends.
 */
export function timeOnCall() {
  const ms = forever + onCall.size + 1;
  onCall.set(ms, new AbortController());
  AbortSignal.timeout = (asked) => {
    if (!onCall.has(asked)) return timeout(asked);
    const over = new AbortController();
    onCall.set(asked, over);
    return over.signal;
  };
  afterwards(() => {
    onCall.clear();
    AbortSignal.timeout = timeout;
  });
  return { ms, end: () => onCall.get(ms)?.abort(new DOMException('over', 'TimeoutError')) };
}

/** What never aborts. */
export const never = new AbortController().signal;

/** A request that is ready to go, whenever it is asked for. */
export const prepared = (url: string) => async () => ({ url, fresh: () => true });

/** Sends a signed request to an origin. */
export function ask(origin: string, limits: Partial<Limits> = {}): Promise<HttpAnswer> {
  return send(origin, prepared(`${origin}/${query}`), limited(limits), never);
}

/** The failure of a request that must fail; nothing of the signed URL may be found in it. */
export async function failure(origin: string, limits: Partial<Limits> = {}) {
  const error: unknown = await ask(origin, limits).catch((thrown) => thrown);
  if (!(error instanceof ZegoError)) throw new Error(`not our own failure: ${inspect(error)}`);
  const everything = [
    error.message,
    error.stack,
    inspect(error, { depth: null, showHidden: true, getters: true }),
    JSON.stringify(error),
    JSON.stringify(Object.getOwnPropertyDescriptors(error)),
  ].join('\n');
  expect(everything).not.toContain(SIGNATURE);
  expect(everything).not.toContain('canary1stream');
  expect(error).not.toHaveProperty('cause');
  return { message: error.message, kind: error.kind, exitCode: error.exitCode, hint: error.hint };
}
