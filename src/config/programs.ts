import { statSync } from 'node:fs';
import { platform } from 'node:os';
import { dirname } from 'node:path';
import { quoted } from '../values/shell.ts';
import { realPath } from './files.ts';
import { isOwnFolder } from './search.ts';
import type { SettingsInput } from './types.ts';

/**
 * Says why a configuration file may not name a program to run. Whoever can place, change or replace the file
 * would run what they like as this user: a file of a cloned repository may not, nor one that others can write
 * or that lies somewhere below a folder that others can write.
 * @param byHand named by --config or ZEGO_CONFIG, rather than found by searching
 * @returns the rule it breaks, or null
 */
export function whyNoPrograms(
  path: string,
  byHand: boolean,
  input: Pick<SettingsInput, 'env' | 'home' | 'uid'>,
): string | null {
  if (!byHand && !isOwnFolder(dirname(path), input)) {
    return 'a program is named only by a file in the home directory, in the folder of the user, or given with --config or ZEGO_CONFIG';
  }
  // What leads there through a link can be changed at both ends.
  const real = realPath(path);
  const all = [real, ...foldersAbove(real), ...foldersAbove(path)];
  const open = all.find((at) => !isOursAlone(at, input.uid));
  return open === undefined
    ? null
    : `a program is named only by a file that nobody else can change, and ${quoted(open)} ${remedy}`;
}

const remedy = 'belongs to another user or can be written by others: chown, chmod go-w';

/**
 * Says why a program must not be run: whoever can change it would act as this user.
 * @returns null if it may, or is not there
 */
export function whyNotRun(program: string, uid: number | undefined): string | null {
  return isOursAlone(realPath(program), uid) ? null : `is not run: it ${remedy}`;
}

/**
 * Whether a file or folder belongs to root or to this user, and nobody else can write to it; a sticky folder,
 * such as /tmp, keeps what others have in it from being replaced.
 * @param uid undefined where users have no number (Windows); then nothing is known to be wrong
 */
function isOursAlone(path: string, uid: number | undefined): boolean {
  if (uid === undefined || platform() === 'win32') return true;
  try {
    const stat = statSync(path);
    const isSticky = stat.isDirectory() && (stat.mode & 0o1000) !== 0;
    return [0, uid].includes(stat.uid) && (isSticky || (stat.mode & 0o022) === 0);
  } catch {
    // Missing or out of reach: whoever reads or runs it says so.
    return true;
  }
}

function foldersAbove(path: string): string[] {
  const folder = dirname(path);
  return folder === path ? [] : [folder, ...foldersAbove(folder)];
}
