import type { ServerResponse } from 'node:http';

/** An answer as it goes over the wire: HTTP status, media type, text. */
interface Sendable {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/**
 * Sends an answer.
 * @param now Unix milliseconds, for the Date: clients compare their clock with the emulator's
 */
export function send(
  response: ServerResponse,
  { status, type, text }: Sendable,
  now: number,
): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(text),
    date: new Date(now).toUTCString(),
    ...(status === 405 && { allow: 'GET' }),
  });
  response.end(text);
}
