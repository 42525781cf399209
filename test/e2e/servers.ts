import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as net from 'node:net';
import { afterEach } from '@jest/globals';
import { quietPort } from '../ports.ts';

/** A server for what the emulator never does. */
export interface Server {
  readonly url: string;
  /** The queries it received, in order. */
  readonly queries: readonly URLSearchParams[];
  /** Fulfilled with the next request. */
  request(): Promise<unknown>;
}

/** Answers a request; `nth` counts from 1. */
export type Answering = (response: ServerResponse, nth: number, request: IncomingMessage) => void;

const open: net.Server[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) {
    if ('closeAllConnections' in server) (server.closeAllConnections as () => void)();
    server.close();
    await once(server, 'close');
  }
});

/** Starts a server on the loopback interface that ends with the test. */
export async function serve(answering: Answering): Promise<Server> {
  const queries: URLSearchParams[] = [];
  const server = createServer((request, response) => {
    queries.push(new URL(request.url ?? '', 'http://host').searchParams);
    answering(response, queries.length, request);
  });
  const url = `http://${await listen(server)}`;
  return { url, queries, request: () => once(server, 'request') };
}

/** Answers with a return code, in the API's shape. */
export function reply(response: ServerResponse, Code: number, rest: object = {}): void {
  response.end(JSON.stringify({ Code, Message: 'ok', RequestId: '1', Data: null, ...rest }));
}

/** A server that takes connections and never says a word: no TLS handshake gets anywhere. */
export async function mute(): Promise<{
  address: string;
  connection(): Promise<unknown>;
  /** Whether anybody has said anything to it. */
  heard(): boolean;
}> {
  const sockets: net.Socket[] = [];
  const server = net.createServer((socket) => {
    sockets.push(socket.on('error', () => {}).resume());
  });
  Object.assign(server, {
    closeAllConnections: () => {
      for (const socket of sockets) socket.destroy();
    },
  });
  return {
    address: await listen(server),
    connection: () => once(server, 'connection'),
    heard: () => sockets.some(({ bytesRead }) => bytesRead > 0),
  };
}

/** An address where nobody listens. */
export async function closed(): Promise<string> {
  return `http://127.0.0.1:${await quietPort()}`;
}

async function listen(server: net.Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push(server);
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}
