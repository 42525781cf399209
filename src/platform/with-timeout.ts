import { InterruptedError } from '../errors.ts';

/**
 * Limits the time of a read that may never end: a pipe that nobody writes to, a program that hangs.
 * @param read gets a signal that aborts when the time is over or the command is interrupted
 * @param late the error thrown when the time is over
 * @param interrupted aborts on a signal of the system, whose name is the reason
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
