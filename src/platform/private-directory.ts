import { lstatSync, mkdirSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import { isOpenToOthers } from './ownership.ts';

/**
 * Makes sure that a directory is there and that nobody else can write to it.
 * @param path created with mode 0700, missing parents too
 * @param uid the user it must belong to; undefined where there are no such (Windows)
 * @returns what it was found to be
 * @throws Error that says what is wrong with it, or why it cannot be made
 */
export function privateDirectory(path: string, uid: number | undefined): Stats {
  const found = lstatSync(path, { throwIfNoEntry: false }) ?? made(path);
  if (found.isSymbolicLink()) throw new Error(`${path} is a symbolic link`);
  if (!found.isDirectory()) throw new Error(`${path} is not a directory`);
  if (uid === undefined) return found;
  if (found.uid !== uid) throw new Error(`${path} belongs to another user`);
  if (isOpenToOthers(found)) throw new Error(`${path} can be written by others`);
  return found;
}

function made(path: string): Stats {
  make(path);
  return lstatSync(path);
}

// Not `recursive: true`, which never returns under /proc: there a parent exists and takes no child.
function make(path: string, parentsMade = false): void {
  try {
    mkdirSync(path, 0o700);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || parentsMade || dirname(path) === path) throw error;
    make(dirname(path));
    make(path, true);
  }
}
