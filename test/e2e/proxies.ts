import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import net, { type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SecureVersion } from 'node:tls';
import { afterAll } from '@jest/globals';
import { authority, type Pair } from '../http/certificate.ts';

const closers: (() => unknown)[] = [];
afterAll(() => Promise.all(closers.map((close) => close())));

async function listen(server: net.Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket.on('error', () => {})));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

/** A company's authority, its certificate in a file as NODE_EXTRA_CA_CERTS wants it. */
export function company() {
  const ca = authority();
  const folder = mkdtempSync(join(tmpdir(), 'zego-ca-'));
  closers.push(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'ca.pem');
  writeFileSync(file, ca.cert);
  return { issue: ca.issue, env: { NODE_EXTRA_CA_CERTS: file } };
}

/** An https server that counts its requests; gives its port. */
export async function secureServer(
  pair: Pair,
  options: { maxVersion?: SecureVersion; minVersion?: SecureVersion; ciphers?: string } = {},
  listener: RequestListener = (_, response) => response.end('{"Code":0,"RequestId":"1"}'),
) {
  const requests: IncomingMessage[] = [];
  const server = createSecureServer({ ...pair, ...options }, (request, response) => {
    requests.push(request);
    listener(request, response);
  });
  return { port: await listen(server as unknown as net.Server), requests };
}

/** How a proxy answers a CONNECT: by leading to a port of this machine, by a status, or never. */
export type Leading = (target: string, authorization: string | undefined) => number | string | null;

/** A proxy for CONNECT that notes whom it was asked for; `pair` makes it speak TLS itself. */
export async function connectProxy(lead: Leading, pair?: Pair) {
  const asked: string[] = [];
  const plain: string[] = [];
  const refuse: RequestListener = (request, response) => {
    plain.push(request.url ?? '');
    response.writeHead(400).end();
  };
  const server = pair ? createSecureServer(pair, refuse) : createServer(refuse);
  server.on('connect', (request: IncomingMessage, client: Socket) => {
    const target = request.url ?? '';
    asked.push(target);
    client.on('error', () => {});
    const answer = lead(target, request.headers['proxy-authorization']);
    if (answer === null) return;
    if (typeof answer === 'string') {
      client.end(`HTTP/1.1 ${answer}\r\nContent-Length: 9\r\n\r\n{"Code":0`);
      return;
    }
    const upstream = net.connect(answer, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('close', () => upstream.destroy());
  });
  const port = await listen(server as unknown as net.Server);
  return { port, asked, plain };
}
