import { readdirSync, type Stats } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pathSteps } from './platform/path-steps.ts';
import { privateDirectory } from './platform/private-directory.ts';
import { ownDirectory } from './platform/user-directories.ts';

/**
 * Where Node may keep compiled code between runs: a directory of the user's own, since Node by itself
 * takes one that all users share, and runs what it finds there. Home may be a cloned repository, or an
 * unpacked archive, that brings a cache along: so the directory is in one that is named after the birth of
 * that which holds it, which nobody can know who has not seen this machine.
 * @returns null where there is none; that changes nothing but the speed
 */
export function privateCache({ env, getuid }: NodeJS.Process): string | null {
  try {
    const path = ownDirectory('cache', env, homedir(), getuid?.());
    const found = privateDirectory(path, getuid?.());
    // Node makes a folder in it, with whatever mode the umask leaves.
    if (getuid && (found.mode & 0o077 || isReplaceable(path, getuid()))) return null;
    const name = `${found.ino}-${found.birthtimeMs}`;
    if (!isBirthKnown(found, path, name)) return null;
    const inner = join(path, name);
    privateDirectory(inner, getuid?.());
    return inner;
  } catch {
    return null;
  }
}

/**
 * Whether somebody else can put another directory in the place of this one: through a folder above it that
 * is theirs, or that they can write to. Who has a group of that user's own number shares it with nobody.
 */
function isReplaceable(path: string, uid: number): boolean {
  return pathSteps(path).some(({ stat }) => {
    if (stat.uid !== uid && stat.uid !== 0) return true;
    const isOpen = stat.mode & 0o002 || (stat.mode & 0o020 && stat.gid !== stat.uid);
    const isSticky = stat.mode & 0o1000;
    return Boolean(isOpen) && !isSticky && !stat.isSymbolicLink();
  });
}

/**
 * Where a file system keeps no birth, Node gives 0 or the last change, which is another after every change:
 * then there is soon a folder of another name. A birth may also be as late as the last change.
 */
function isBirthKnown({ birthtimeMs, ctimeMs }: Stats, path: string, name: string): boolean {
  if (birthtimeMs === 0) return false;
  return birthtimeMs !== ctimeMs || readdirSync(path).every((other) => other === name);
}
