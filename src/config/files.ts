import { type Stats, statSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';
import { ConfigError } from '../errors.ts';

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

/**
 * Makes a path absolute.
 * @param cwd empty where the working directory was deleted
 * @throws ConfigError if the path starts from a working directory that is not there
 */
export function fromFolder(cwd: string, path: string): string {
  if (cwd !== '' || isAbsolute(path)) return resolve(cwd, path);
  throw new ConfigError(`${path}: the working directory is gone`, 'Give an absolute path.');
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
