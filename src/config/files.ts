import { type Stats, statSync } from 'node:fs';
import { isAbsolute, relative } from 'node:path';

/** No file of ours is longer, in bytes: whatever is, is something else. */
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

/** @returns whether `path` is `folder` or lies in it */
export function isWithin(folder: string, path: string): boolean {
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
