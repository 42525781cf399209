import type { ClientRequest } from 'node:http';
import { isIP, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import got, { type Response } from 'got';
import type { HttpAnswer, Send } from '../core/types.ts';
import { InterruptedError, OutcomeUnknownError, type Phase } from '../errors.ts';
import { version } from '../version.ts';
import { failureOf } from './failure.ts';

/** More than any answer of this API; a larger body is not read to its end. */
const mostBytes = 1_048_576;

/**
 * Sends one GET, once: no redirect is followed, nothing is repeated, nothing is decompressed, TLS is
 * 1.2 or newer and certificates are always checked.
 */
export const send: Send = async (url, { timeoutMs, interrupted }) => {
  const { host, hostname } = new URL(url);
  // Addresses are not looked up.
  const trip: { phase: Phase } = {
    phase: isIP(hostname.replace(/[[\]]/g, '')) ? 'connect' : 'dns',
  };
  const deadline = AbortSignal.timeout(timeoutMs);
  const request = got.stream(url, {
    signal: AbortSignal.any([deadline, interrupted]),
    followRedirect: false,
    throwHttpErrors: false,
    retry: { limit: 0 },
    decompress: false,
    https: { minVersion: 'TLSv1.2', rejectUnauthorized: true },
    headers: { 'user-agent': `zego-cli/${version()}`, 'accept-encoding': 'identity' },
  });
  request.on('request', (sent: ClientRequest) => {
    sent.on('socket', (socket: Socket) => followPhases(socket, trip));
  });
  try {
    return await read(request);
  } catch (error) {
    if (error instanceof OutcomeUnknownError) throw error;
    if (interrupted.aborted) throw interruption(interrupted.reason, trip.phase);
    throw failureOf(error, trip.phase, host, deadline.aborted ? timeoutMs : null);
  } finally {
    request.destroy();
  }
};

/** Keeps in mind how far the connection got: from `answer` on, the request may have arrived. */
function followPhases(socket: Socket, trip: { phase: Phase }): void {
  const secure = (socket as TLSSocket).encrypted === true;
  if (!socket.connecting) {
    trip.phase = 'answer';
    return;
  }
  socket.once('lookup', (error: Error | null) => {
    if (!error) trip.phase = 'connect';
  });
  socket.once('connect', () => {
    trip.phase = secure ? 'tls' : 'answer';
  });
  socket.once('secureConnect', () => {
    trip.phase = 'answer';
  });
}

async function read(request: ReturnType<typeof got.stream>): Promise<HttpAnswer> {
  let response: Response | undefined;
  request.once('response', (first: Response) => {
    response = first;
  });
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > mostBytes) throw new OutcomeUnknownError('the answer is larger than 1 MiB');
    pieces.push(piece);
  }
  if (response === undefined) throw new Error('the stream ended without a response');
  const { statusCode, headers } = response;
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') {
    throw new OutcomeUnknownError('the answer is compressed, though that was not asked for');
  }
  return {
    status: statusCode,
    date: headers.date ?? null,
    body: Buffer.concat(pieces).toString('utf8'),
  };
}

function interruption(signal: 'SIGINT' | 'SIGTERM', phase: Phase): InterruptedError {
  return phase === 'answer'
    ? new InterruptedError(
        signal,
        'interrupted: the request had gone out and may have taken effect',
      )
    : new InterruptedError(signal, 'interrupted: the request had not gone out');
}
