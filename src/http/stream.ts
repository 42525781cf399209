import type { Socket } from 'node:net';
import got, { type Request } from 'got';
import { version } from '../version.ts';

/**
 * Begins a GET over a connection that stands: no redirect, no retry, nothing unpacked.
 * @param connection gives the connection right before the request is written
 */
export function getOver(url: string | URL, connection: () => Socket, signal: AbortSignal): Request {
  return got.stream(url, {
    createConnection: connection,
    signal,
    followRedirect: false,
    throwHttpErrors: false,
    retry: { limit: 0 },
    decompress: false,
    headers: {
      // Set here, since Node assumes port 80 on a connection that is handed to it.
      host: new URL(url).host,
      'user-agent': `zego-cli/${version()}`,
      'accept-encoding': 'identity',
    },
  });
}
