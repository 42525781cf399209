import { openSync, statSync } from 'node:fs';
import { Socket } from 'node:net';
import { ConfigError, InterruptedError } from '../errors.ts';
import {
  readAtOnce,
  readRegular,
  reasonOf,
  regularFile,
  shownPath,
  sizeLimit,
} from '../platform/files.ts';
import { withTimeout } from '../platform/with-timeout.ts';
import { unwrap } from '../values/parsed.ts';
import type { Sourced } from './options.ts';
import { readSecretText } from './readers.ts';
import { secretFileWarnings } from './secret-file-warnings.ts';
import type { SecretSource } from './secret-source.ts';
import type { ReadSecret, SettingsInput } from './types.ts';

/**
 * Gets the ServerSecret from where it is kept: the first line of a file, of stdin or of what a program
 * writes, trimmed.
 * @param timeoutMs how long a pipe may keep silent, or a program run
 * @returns the secret, and a warning for each way in which others may see its file
 * @throws ConfigError naming the place, never what it holds; InterruptedError
 */
export async function readSecret(
  { value: source, from }: Sourced<SecretSource>,
  timeoutMs: number,
  input: Pick<SettingsInput, 'stdin' | 'cwd' | 'env' | 'uid' | 'interrupted'>,
): Promise<ReadSecret> {
  if (source.kind === 'text') return { secret: source.text, warnings: [] };
  if (source.kind === 'stdin') {
    if (input.stdin.isTTY) {
      throw new ConfigError(
        `${from}: stdin is a terminal`,
        'Pipe the secret in: zego ... --secret-file - < FILE',
      );
    }
    const read = async () => {
      try {
        return await input.stdin.read();
      } catch (error) {
        if (error instanceof InterruptedError) throw error;
        throw new ConfigError(`${from} cannot be read${reasonOf(error)}`);
      }
    };
    const text = await withTimeout(read, timeoutMs, silence(from, timeoutMs), input.interrupted);
    return { secret: firstLine(text, from), warnings: [] };
  }
  if (source.kind === 'command') {
    const { runSecretCommand } = await import('./secret-command.ts');
    const text = await runSecretCommand(source.command, from, input, timeoutMs);
    return { secret: firstLine(text, `${from}: what ${source.command[0]} wrote`), warnings: [] };
  }
  const shown = shownPath(source.path, input.cwd);
  const place = source.namedAt === null ? from : `${from}: ${shown}`;
  // Who types a path may name a pipe, as `<(command)` does; a file that names a FIFO would hang us.
  if (source.namedAt !== null && !regularFile(source.path)) {
    throw new ConfigError(`${place} is missing, out of reach or not a regular file`);
  }
  const read = (ended: AbortSignal) => readSome(source.path, place, ended);
  const text = await withTimeout(read, timeoutMs, silence(place, timeoutMs), input.interrupted);
  return {
    secret: firstLine(text, place),
    warnings: secretFileWarnings(source.path, input.cwd, source.namedAt),
  };
}

function silence(place: string, timeoutMs: number): ConfigError {
  return new ConfigError(`${place}: nothing came within ${timeoutMs} ms`);
}

function firstLine(text: string, place: string): string {
  if (Buffer.byteLength(text) > sizeLimit) throw new ConfigError(`${place} is larger than 64 KiB`);
  const line = text.split(/[\r\n]/, 1)[0]?.trim();
  if (!line) throw new ConfigError(`${place} is empty or begins with an empty line`);
  return unwrap(readSecretText(line), (expected) => new ConfigError(`${place}: ${expected}`));
}

// One byte more than a secret file may have, so that a longer one shows.
async function readSome(path: string, place: string, ended: AbortSignal): Promise<string> {
  try {
    const isPipe = statSync(path).isFIFO();
    const bytes = isPipe ? await readPipe(path, ended) : readRegular(path, sizeLimit);
    if (bytes) return bytes.toString();
  } catch (error) {
    throw new ConfigError(`${place} cannot be read${reasonOf(error)}`);
  }
  throw new ConfigError(`${place} is neither a regular file nor a pipe`);
}

// The plain opening of a FIFO waits for its writer in a thread that even process.exit waits for.
async function readPipe(path: string, signal: AbortSignal): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  const pipe = new Socket({
    fd: openSync(path, readAtOnce),
    readable: true,
    writable: false,
    signal,
  });
  for await (const piece of pipe as AsyncIterable<Buffer>) {
    pieces.push(piece);
    length += piece.length;
    if (length > sizeLimit) break;
  }
  return Buffer.concat(pieces);
}
