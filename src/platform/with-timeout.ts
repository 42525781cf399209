import { InterruptedError } from '../errors.ts';

/**
 * Waits no longer than it may for what may never come: a pipe that nobody writes to, a program that hangs.
 * @param read is given up, and told so by the signal, when the time is over
 * @param late what is thrown then
 * @param interrupted aborted by a signal, whose name is the reason
 * @throws `late`, InterruptedError, and what `read` throws
 */
export async function withTimeout<T>(
  read: (ended: AbortSignal) => Promise<T>,
  timeoutMs: number,
  late: Error,
  interrupted: AbortSignal | undefined,
): Promise<T> {
  const end = new AbortController();
  const interrupt = () => end.abort(new InterruptedError(interrupted?.reason, { sent: false }));
  const timer = setTimeout(() => end.abort(late), timeoutMs);
  interrupted?.addEventListener('abort', interrupt);
  if (interrupted?.aborted) interrupt();
  try {
    return await new Promise<T>((resolve, reject) => {
      end.signal.addEventListener('abort', () => reject(end.signal.reason));
      end.signal.throwIfAborted();
      read(end.signal).then(resolve, reject);
    });
  } finally {
    clearTimeout(timer);
    interrupted?.removeEventListener('abort', interrupt);
  }
}
