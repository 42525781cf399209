import { chmodSync } from 'node:fs';
import nodeModule from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { isVisibleToOthers, whoElseCanChange } from './ownership.ts';
import { privateDirectory } from './private-directory.ts';
import { ownDirectory } from './user-directories.ts';

/** What Node 22.8 and newer have; the types are those of Node 20. */
interface CompileCache {
  enableCompileCache?(directory: string): unknown;
}

/**
 * Has Node keep the code it compiles for the next process, if it can and `NODE_DISABLE_COMPILE_CACHE` does not
 * forbid it. Nothing is kept where somebody else could write: Node runs what it finds in its cache.
 */
export function enableCompileCache(process: NodeJS.Process): void {
  const { enableCompileCache: enable } = nodeModule as CompileCache;
  if (!enable || process.env.NODE_DISABLE_COMPILE_CACHE) return;
  const directory = compileCacheDirectory(process);
  if (directory !== null) enable(directory);
}

/**
 * Finds the user's own directory for compiled code, and makes it where it is missing; Node's default is shared by
 * all users. A home that is an unpacked archive may bring one along, so that code lies in a directory named after
 * the parent directory's birth time, which an archive cannot know.
 * @returns null where somebody else could write to it or replace it, it cannot be made, or the file system keeps
 *   no birth times
 */
export function compileCacheDirectory({ env, getuid }: NodeJS.Process): string | null {
  try {
    const uid = getuid?.();
    const path = ownDirectory('cache', env, homedir(), uid);
    const found = privateDirectory(path, uid);
    // Node makes a folder in it, with whatever mode the umask leaves.
    const isShared = uid !== undefined && isVisibleToOthers(found);
    if (isShared || whoElseCanChange(path, uid) !== null) return null;
    const { ino, birthtimeMs, ctimeMs } = found;
    // As new as its last change, or without a birth time: the change that this makes tells the next process.
    if (birthtimeMs === ctimeMs) chmodSync(path, 0o700);
    if (birthtimeMs === ctimeMs || birthtimeMs === 0) return null;
    const inner = join(path, `${ino}-${birthtimeMs}`);
    privateDirectory(inner, uid);
    return inner;
  } catch {
    return null;
  }
}
