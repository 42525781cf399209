import { lstatSync, mkdirSync } from 'node:fs';

/**
 * Makes sure that a directory is there and that nobody else can write to it.
 * @param path created with mode 0700, missing parents too
 * @param uid the user it must belong to; undefined where there are no such (Windows)
 * @throws Error that says what is wrong with it, or why it cannot be made
 */
export function privateDirectory(path: string, uid: number | undefined): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const found = lstatSync(path);
  if (found.isSymbolicLink()) throw new Error(`${path} is a symbolic link`);
  if (!found.isDirectory()) throw new Error(`${path} is not a directory`);
  if (uid === undefined) return;
  if (found.uid !== uid) throw new Error(`${path} belongs to another user`);
  if ((found.mode & 0o022) !== 0) throw new Error(`${path} can be written by others`);
}
