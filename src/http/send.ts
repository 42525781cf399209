import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import got, { type Response } from 'got';
import { failure } from '../codes/failures.ts';
import type { HttpAnswer, Limits, Prepared } from '../core/types.ts';
import { HungUpError, InterruptedError, OutcomeUnknownError, ZegoError } from '../errors.ts';
import { version } from '../version.ts';
import { connect } from './connect.ts';
import { failureOf } from './failure.ts';
import { PhaseTimer } from './phase-timer.ts';

/** More than any answer of this API; a larger body is not read to its end. */
const mostBytes = 1_048_576;

/** What may come around it: headers, what chunks are framed in, a read of 64 KiB ahead. */
const mostAround = 98_304;

/** More than any server sends before its answer: 103 Early Hints and the like. */
const mostHints = 16;

/**
 * Sends one GET, once: no redirect is followed, nothing is repeated, nothing is decompressed. The URL is
 * asked for when the connection stands, so that what is drawn and signed for it goes out at once.
 * @param givenUp ends the connecting with its reason
 * @param proxy the way to it; null for none
 */
export async function send(
  origin: string,
  prepare: (ending: AbortSignal) => Promise<Prepared>,
  limits: Limits,
  givenUp: AbortSignal,
  proxy: URL | null = null,
): Promise<HttpAnswer> {
  const { deadline, interrupted, timeouts } = limits;
  const ending = AbortSignal.any([deadline, interrupted]);
  // Held here: the collector takes a timeout that only AbortSignal.any() knows, and it never fires.
  let timeoutEnd: AbortSignal | undefined;
  const within = (ms: number) => {
    timeoutEnd = AbortSignal.timeout(ms);
    return AbortSignal.any([ending, timeoutEnd]);
  };
  const timer = new PhaseTimer();
  let socket: Socket | undefined;
  try {
    const connecting = AbortSignal.any([within(timeouts.connectMs), givenUp]);
    socket = await connect(origin, proxy, connecting, timer);
    timer.next('slot');
    // Read, so that a server that hangs up meanwhile is noticed before anything is sent.
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
    if (givenUp.aborted && timer.phase !== 'answer' && !ending.aborted) throw givenUp.reason;
    if (interrupted.aborted) {
      throw new InterruptedError(interrupted.reason, { sent: timer.phase === 'answer' });
    }
    // A fault of ours while it was prepared.
    if (timer.phase === 'slot' && !ending.aborted) throw error;
    const late = ending.aborted || timeoutEnd?.aborted ? timer.elapsed : null;
    throw failureOf(error, timer.phase, whom(origin, proxy, timer), late);
  } finally {
    socket?.destroy();
  }
}

/** The other side, in words for a failure. */
function whom(origin: string, proxy: URL | null, { phase }: PhaseTimer): string {
  if (proxy && phase === 'proxy') return proxy.host;
  const { host } = new URL(origin);
  return proxy ? `${host} through the proxy ${proxy.host}` : host;
}

async function exchange(
  { url, fresh }: Prepared,
  socket: Socket,
  signal: AbortSignal,
  timer: PhaseTimer,
): Promise<HttpAnswer> {
  const request = got.stream(url, {
    // The last moment before the request is written: a process may have been stopped on the way here.
    createConnection: () => (fresh() ? socket : socket.destroy()),
    signal,
    followRedirect: false,
    throwHttpErrors: false,
    retry: { limit: 0 },
    decompress: false,
    headers: {
      // Said here, since Node takes port 80 for granted on a connection that is handed to it.
      host: new URL(url).host,
      'user-agent': `zego-cli/${version()}`,
      'accept-encoding': 'identity',
    },
  });
  let endless: OutcomeUnknownError | undefined;
  try {
    let response: Response | undefined;
    // An answer that never comes: without this, it would be waited for to the end.
    request.once('upgrade', () => request.destroy(new Error('the protocol was changed')));
    request.once('response', (first: Response) => {
      response = first;
      timer.stop();
    });
    request.once('request', (sent: ClientRequest) => {
      let hints = 0;
      sent.on('information', () => {
        if (++hints <= mostHints) return;
        endless ??= new OutcomeUnknownError(...failure('tooManyHints'));
        request.destroy(endless);
      });
    });
    // One buffer: a piece of a byte costs a hundred, and there may be a million. Where nothing is
    // written, it takes no memory.
    const body = Buffer.allocUnsafeSlow(mostBytes);
    let length = 0;
    for await (const piece of request as AsyncIterable<Buffer>) {
      if (length + piece.length > mostBytes) {
        throw new OutcomeUnknownError(...failure('tooLarge'));
      }
      length += piece.copy(body, length);
      if (response?.headers['transfer-encoding'] && socket.bytesRead - length > mostAround) {
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
      body: body.toString('utf8', 0, length),
      timings: timer.timings,
    };
  } catch (error) {
    throw endless ?? error;
  } finally {
    request.destroy();
  }
}
