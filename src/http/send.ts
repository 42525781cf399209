import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import type { Response } from 'got';
import { failure } from '../codes/failures.ts';
import type { HttpAnswer, Limits, Prepare, PreparedRequest } from '../core/types.ts';
import { HungUpError, InterruptedError, OutcomeUnknownError, ZegoError } from '../errors.ts';
import { connect } from './connect.ts';
import { failureOf } from './failure.ts';
import { PhaseTimer } from './phase-timer.ts';
import { getOver } from './stream.ts';

/** More than any answer of this API has; a larger body is not read to its end. */
const mostBytes = 1_048_576;

/** What may come beside the body: headers, the framing of chunks, and 64 KiB that are read ahead. */
const mostOverhead = 98_304;

/** Too short a time, in milliseconds, to blame the network for what was not reached in it. */
const fairMs = 250;

/** More 1xx responses (103 Early Hints and the like) than any server sends before its answer. */
const mostHints = 16;

/**
 * Makes one attempt, by the protocol of Send and Prepare: no redirect is followed, nothing is repeated, nothing
 * is decompressed.
 * @param overtaken ends the connecting with its reason
 * @param proxy the proxy to connect through; null for none
 */
export async function send(
  origin: string,
  prepare: Prepare,
  limits: Limits,
  overtaken: AbortSignal,
  proxy: URL | null = null,
): Promise<HttpAnswer> {
  const { deadline, interrupted, timeouts } = limits;
  const ending = AbortSignal.any([deadline, interrupted]);
  // Held here: a timeout that only AbortSignal.any() refers to is garbage-collected and never fires.
  let timeoutEnd: AbortSignal | undefined;
  const within = (ms: number) => {
    timeoutEnd = AbortSignal.timeout(ms);
    return AbortSignal.any([ending, timeoutEnd]);
  };
  const timer = new PhaseTimer();
  let socket: Socket | undefined;
  try {
    const connecting = AbortSignal.any([within(timeouts.connectMs), overtaken]);
    socket = await connect(origin, proxy, connecting, timer);
    timer.next('slot');
    // Read from, so that a hang-up is noticed before anything is sent.
    socket.resume();
    const hungUp = new AbortController();
    const hangUp = () => hungUp.abort(new HungUpError('connect', ...failure('hungUp')));
    socket.once('end', hangUp).once('close', hangUp);
    if (socket.closed || socket.readableEnded) hangUp();
    const prepared = await prepare(AbortSignal.any([ending, hungUp.signal]));
    ending.throwIfAborted();
    hungUp.signal.throwIfAborted();
    socket.off('end', hangUp).off('close', hangUp);
    timer.next('answer');
    return await exchange(prepared, socket, within(timeouts.answerMs), timer);
  } catch (error) {
    if (error instanceof ZegoError) throw error;
    if (overtaken.aborted && timer.phase !== 'answer' && !ending.aborted) throw overtaken.reason;
    if (interrupted.aborted) {
      throw new InterruptedError(interrupted.reason, { sent: timer.phase === 'answer' });
    }
    // A fault of zego while the request was prepared.
    if (timer.phase === 'slot' && !ending.aborted) throw error;
    const late = ending.aborted || timeoutEnd?.aborted ? timer.elapsed : null;
    const hurried = deadline.aborted && timer.total < fairMs;
    throw failureOf(error, timer.phase, whom(origin, proxy, timer), late, hurried);
  } finally {
    socket?.destroy();
  }
}

/** The other side, as a failure names it. */
function whom(origin: string, proxy: URL | null, { phase }: PhaseTimer): string {
  if (proxy && phase === 'proxy') return proxy.host;
  const { host } = new URL(origin);
  return proxy ? `${host} through the proxy ${proxy.host}` : host;
}

async function exchange(
  { url, fresh }: PreparedRequest,
  socket: Socket,
  signal: AbortSignal,
  timer: PhaseTimer,
): Promise<HttpAnswer> {
  // Asked at the last moment before the request is written: the process may have been stopped (SIGSTOP) since.
  const connection = () => (fresh() ? socket : socket.destroy());
  const request = getOver(url, connection, signal);
  let tooManyHints: OutcomeUnknownError | undefined;
  try {
    let response: Response | undefined;
    // After an upgrade no answer comes; without this, zego would wait until the time is over.
    request.once('upgrade', () => request.destroy(new Error('the protocol was changed')));
    request.once('response', (first: Response) => {
      response = first;
      timer.stop();
    });
    request.once('request', (sent: ClientRequest) => {
      let hints = 0;
      sent.on('information', () => {
        if (++hints <= mostHints) return;
        tooManyHints ??= new OutcomeUnknownError(...failure('tooManyHints'));
        request.destroy(tooManyHints);
      });
    });
    // One buffer, since each of a million chunks of one byte would take a hundred. Pages that are not written
    // take no memory.
    const body = Buffer.allocUnsafeSlow(mostBytes);
    let length = 0;
    for await (const piece of request as AsyncIterable<Buffer>) {
      if (length + piece.length > mostBytes) {
        throw new OutcomeUnknownError(...failure('tooLarge'));
      }
      length += piece.copy(body, length);
      if (response?.headers['transfer-encoding'] && socket.bytesRead - length > mostOverhead) {
        throw new OutcomeUnknownError(...failure('tooManyPieces'));
      }
    }
    if (response === undefined) throw new Error('the stream ended without a response');
    const { statusCode, headers } = response;
    if ((headers['content-encoding'] ?? 'identity') !== 'identity') {
      throw new OutcomeUnknownError(...failure('compressed'));
    }
    return {
      status: statusCode,
      date: headers.date ?? null,
      location: headers.location ?? null,
      body: body.toString('utf8', 0, length),
      timings: timer.timings,
    };
  } catch (error) {
    throw tooManyHints ?? error;
  } finally {
    request.destroy();
  }
}
