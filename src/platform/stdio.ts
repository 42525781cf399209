import { fstatSync, statSync, writeSync } from 'node:fs';

/** A stream that text is written to. */
export interface OutputStream {
  write(text: string): void;
  readonly isTTY: boolean;
  /** 0 where the width is unknown. */
  readonly columns: number;
  /** The stream itself, for what draws on a terminal. */
  readonly stream?: NodeJS.WriteStream;
}

/** A stream that can be waited for. */
export interface ProcessStream extends OutputStream {
  /** Resolves when all that was written has gone out, or is lost. */
  flushed(): Promise<void>;
}

/**
 * Wraps one of the process's own streams. Text goes directly to a descriptor that is no terminal: making
 * Node's stream takes longer than reading a command line. Once a text is long, or not taken at once, Node's
 * stream writes it and all that follows.
 * @param open gives Node's stream
 * @param onLost is told the error code of a failed write, unless the reader went away
 */
export function processStream(
  fd: number,
  open: () => NodeJS.WriteStream,
  onLost: (code: string) => void,
): ProcessStream {
  const lose = ({ code = 'unknown' }: NodeJS.ErrnoException) => {
    // `zego cdn list | head -1` is no failure of the command.
    if (code !== 'EPIPE') onLost(code);
  };
  let opened: NodeJS.WriteStream | undefined;
  let isUsed = false;
  const stream = () => {
    opened ??= open().on('error', lose);
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
      // Bytes, not text: waiting for a slow reader, that would make the heap grow by several times its size.
      const bytes = Buffer.from(text);
      const direct = !opened && !terminal && bytes.length <= mostAtOnce;
      const rest = direct ? notTaken(fd, bytes, lose) : bytes;
      if (rest.length === 0) return;
      isUsed = true;
      stream().write(rest);
    },
    async flushed() {
      // Only then: a full device refuses even the empty text.
      if (isUsed) await new Promise<void>((written) => stream().write('', () => written()));
    },
  };
}

/** A terminal is a device other than /dev/null; only Node's stream can tell more. */
function mayBeTerminal(fd: number): boolean {
  try {
    const found = fstatSync(fd);
    return found.isCharacterDevice() && found.rdev !== statSync('/dev/null').rdev;
  } catch {
    return true;
  }
}

/** A pipe takes this many bytes in one piece; more could block on a reader that stands still. */
const mostAtOnce = 4096;

/** Writes what the descriptor takes at once, and gives back the rest. */
function notTaken(
  fd: number,
  bytes: Uint8Array,
  lose: (error: NodeJS.ErrnoException) => void,
): Uint8Array {
  let taken = 0;
  try {
    while (taken < bytes.length) taken += writeSync(fd, bytes, taken);
  } catch (error) {
    const fault = error as NodeJS.ErrnoException;
    if (fault.code === 'EAGAIN') return bytes.subarray(taken);
    lose(fault);
  }
  return new Uint8Array();
}
