import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { Socket } from 'node:net';
import { isAbsolute, relative, resolve } from 'node:path';
import { filled } from '../codes/fill.ts';
import { absolutePath, noFolder, unread } from '../codes/platform.ts';
import { ConfigError } from '../errors.ts';

/** The longest file that zego reads, in bytes. */
export const sizeLimit = 64 * 1024;

/** @returns the stat of a regular file; undefined for all else, be it missing, a FIFO or out of reach */
export function regularFile(path: string): Stats | undefined {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat?.isFile() ? stat : undefined;
  } catch {
    return undefined;
  }
}

/** Opens a FIFO at once, even one that has no writer; the flag is absent on Windows. */
const readAtOnce = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * Reads a regular file through one descriptor. The size that a stat tells is not believed: a link may lead
 * to a file of /proc, which is of size 0 and never ends.
 * @param limit in bytes; a longer file gives one byte more, and no more than that
 * @returns undefined for what is not a regular file
 * @throws what the file system reports
 */
export function readRegular(path: string, limit: number): Buffer | undefined {
  // Checked before it is opened: to open a device may set it to work.
  if (!regularFile(path)) return undefined;
  const file = openSync(path, readAtOnce);
  try {
    return fstatSync(file).isFile() ? readUpTo(file, limit + 1) : undefined;
  } finally {
    closeSync(file);
  }
}

/**
 * Reads a regular file or a pipe.
 * @param limit in bytes; of a longer one some more bytes are read, and no more than that
 * @param ended ends the wait for a pipe
 * @returns undefined for what is neither
 * @throws what the file system reports
 */
export async function readFileOrPipe(
  path: string,
  limit: number,
  ended: AbortSignal,
): Promise<Buffer | undefined> {
  if (!statSync(path).isFIFO()) return readRegular(path, limit);
  const pieces: Buffer[] = [];
  let length = 0;
  // The plain opening of a FIFO waits for its writer in a thread that even process.exit waits for.
  const fd = openSync(path, readAtOnce);
  const pipe = new Socket({ fd, readable: true, writable: false, signal: ended });
  for await (const piece of pipe as AsyncIterable<Buffer>) {
    pieces.push(piece);
    length += piece.length;
    if (length > limit) break;
  }
  return Buffer.concat(pieces);
}

function readUpTo(file: number, most: number): Buffer {
  const bytes = Buffer.allocUnsafe(most);
  let length = 0;
  for (let read = -1; read !== 0 && length < most; length += read) {
    read = readSync(file, bytes, length, most - length, null);
  }
  return bytes.subarray(0, length);
}

/**
 * Gives back the path of a file that may be read whole.
 * @param shown the path as messages name it
 * @throws ConfigError where it is no regular file, larger than sizeLimit, or cannot be read
 */
export function readableFile(path: string, shown: string): string {
  const size = regularFile(path)?.size;
  const fault = (why: keyof typeof unread, reason = '') =>
    new ConfigError(filled(unread[why], { place: shown, reason }));
  if (size === undefined) throw fault('missing');
  if (size > sizeLimit) throw fault('large');
  let begins: number | undefined;
  try {
    begins = readRegular(path, 0)?.length;
  } catch (error) {
    throw fault('failed', reasonOf(error));
  }
  if (size > 0 || begins === 0) return path;
  // As in /proc, where such a file may never end.
  throw fault('endless');
}

/**
 * Makes a path absolute.
 * @param cwd empty where the working directory was deleted
 * @throws ConfigError if the path starts from a working directory that is not there
 */
export function fromFolder(cwd: string, path: string): string {
  if (cwd !== '' || isAbsolute(path)) return resolve(cwd, path);
  throw new ConfigError(filled(noFolder, { path }), absolutePath);
}

/** @returns the path with its links resolved; as it is where that cannot be done, or it is not absolute */
export function realPath(path: string): string {
  if (!isAbsolute(path)) return path;
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** @returns whether `path` is `folder` or lies in it; never where one of them is not known */
export function isWithin(folder: string, path: string): boolean {
  // node:path would ask for the working directory, which may be gone.
  if (folder === '' || path === '') return false;
  const way = relative(folder, path);
  return !isAbsolute(way) && way.split(/[\\/]/, 1)[0] !== '..';
}

/** @returns the path as a message shows it: from `cwd` if it lies within, else absolute */
export function shownPath(path: string, cwd: string): string {
  return isWithin(cwd, path) ? relative(cwd, path) || '.' : path;
}

/** @returns the code of a file system error, for messages: ` (EACCES)`; empty if it has none */
export function reasonOf(error: unknown): string {
  const code = error && typeof error === 'object' && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? ` (${code})` : '';
}
