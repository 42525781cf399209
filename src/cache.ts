import { homedir } from 'node:os';
import { ownDirectory } from './coordination/place.ts';
import { privateDirectory } from './coordination/private-directory.ts';

/**
 * Where Node may keep compiled code between runs: a directory of the user's own, since Node by itself
 * takes one that all users share, and runs what it finds there.
 * @returns null where there is none; that changes nothing but the speed
 */
export function privateCache({ env, getuid }: NodeJS.Process): string | null {
  try {
    const path = ownDirectory('cache', env, homedir());
    const { mode } = privateDirectory(path, getuid?.());
    // Node makes a folder in it, with whatever mode the umask leaves.
    return getuid && mode & 0o077 ? null : path;
  } catch {
    return null;
  }
}
