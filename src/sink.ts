import { fstatSync, statSync, writeSync } from 'node:fs';
import type { Sink } from './world.ts';

/** A sink that can be waited for. */
export interface ProcessSink extends Sink {
  /** Resolves when all that was written has gone out, or is lost. */
  flushed(): Promise<void>;
}

/**
 * Makes a sink of one of the process's own streams. Where that is no terminal it is written to directly,
 * since making Node's stream takes longer than reading a command line. What is not taken at once, because
 * a reader is slow or something is wrong, is left to Node's stream, and so is the rest from then on.
 * @param open gives Node's stream
 * @param onLost told the code of whatever went wrong, but for a reader that went away
 */
export function sinkOf(
  fd: number,
  open: () => NodeJS.WriteStream,
  onLost: (code: string) => void,
): ProcessSink {
  let opened: NodeJS.WriteStream | undefined;
  const stream = () => {
    if (opened) return opened;
    opened = open();
    opened.on('error', ({ code }: NodeJS.ErrnoException) => {
      // `zego cdn list | head -1` is no failure of the command.
      if (code !== 'EPIPE') onLost(code ?? 'unknown');
    });
    return opened;
  };
  const terminal = mayBeTerminal(fd);
  return {
    get stream() {
      return stream();
    },
    get isTTY() {
      return terminal && stream().isTTY === true;
    },
    get columns() {
      return terminal ? (stream().columns ?? 0) : 0;
    },
    write(text) {
      const bytes = Buffer.from(text);
      const rest = opened || terminal ? bytes : notTaken(fd, bytes);
      // Bytes, not text: waiting for a slow reader, that would make the heap grow by several times its size.
      if (rest.length > 0) stream().write(rest);
    },
    async flushed() {
      if (opened) await new Promise<void>((written) => opened?.write('', () => written()));
    },
  };
}

/** A terminal is a device, and not /dev/null; more than that takes Node's stream to tell. */
function mayBeTerminal(fd: number): boolean {
  try {
    const found = fstatSync(fd);
    return found.isCharacterDevice() && found.rdev !== statSync('/dev/null').rdev;
  } catch {
    return true;
  }
}

/** Writes as much as is taken at once; gives the rest. */
function notTaken(fd: number, bytes: Uint8Array): Uint8Array {
  let taken = 0;
  try {
    while (taken < bytes.length) taken += writeSync(fd, bytes, taken);
  } catch {}
  return bytes.subarray(taken);
}
