import { statSync } from 'node:fs';
import { platform } from 'node:os';
import { dirname } from 'node:path';
import { reasonOf } from '../platform/files.ts';
import { type Step, wayTo } from '../platform/path-steps.ts';
import { quoted } from '../values/shell.ts';
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
  const open = whoElse(path, input.uid, group | everybody);
  return open && `a program is named only by a file that nobody else can change, and ${open}`;
}

const group = 0o020;
const everybody = 0o002;

/**
 * Says what of a path somebody else can change: the file, a folder that leads there, or a link on the way.
 * @param writers whose right to write a folder counts
 */
function whoElse(path: string, uid: number | undefined, writers: number): string | null {
  // Windows has no such owners and modes.
  if (uid === undefined || platform() === 'win32') return null;
  for (const step of wayTo(path)) {
    const open = whyNotOurs(step, uid, writers);
    if (open !== null) return `${quoted(step.path)} ${open}`;
  }
  return null;
}

/**
 * Says why a program cannot be run, or must not be: whoever can change it would act as this user.
 * @returns null if nothing is known to be wrong
 */
export function whyNotRun(program: string, uid: number | undefined): string | null {
  // Windows runs by the ending of a name, which may be left out.
  if (platform() === 'win32') return null;
  try {
    const stat = statSync(program, { throwIfNoEntry: false });
    if (!stat) return 'does not exist';
    if (!stat.isFile()) return 'is not a file';
    // Where programs are installed, a group of administrators may write: Homebrew's folder, Debian's /usr/local.
    const open = whoElse(program, uid, everybody);
    if (open !== null) return `is not run: ${open}`;
    return stat.mode & 0o111 ? null : `is not executable: chmod +x ${quoted(program)}`;
  } catch (error) {
    return `cannot be run${reasonOf(error)}`;
  }
}

/**
 * Says why a file or folder is not of root or of this user alone. A sticky folder, such as /tmp, may be written
 * by others: it keeps what it holds from being replaced.
 * @param writers whose right to write counts: bits of a mode
 * @returns what is wrong and the command that sets it right; null if nothing is
 */
function whyNotOurs({ path, stat }: Step, uid: number, writers: number): string | null {
  const isLink = stat.isSymbolicLink();
  if (stat.uid !== 0 && stat.uid !== uid) {
    return `belongs to another user; if you trust it: sudo chown ${isLink ? '-h ' : ''}${uid} ${quoted(path)}`;
  }
  if (isLink) return null;
  const isSticky = stat.isDirectory() && (stat.mode & 0o1000) !== 0;
  const open = stat.mode & (stat.isDirectory() ? writers : group | everybody);
  return isSticky || open === 0 ? null : `can be written by others: chmod go-w ${quoted(path)}`;
}
