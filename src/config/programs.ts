import { statSync } from 'node:fs';
import { platform } from 'node:os';
import { dirname } from 'node:path';
import { reasonOf } from '../platform/files.ts';
import { whoElseCanChange } from '../platform/ownership.ts';
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
  const weak = whoElseCanChange(path, input.uid);
  return weak && `a program is named only by a file that nobody else can change, and ${weak}`;
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
    const weak = whoElseCanChange(program, uid, { groups: false });
    if (weak !== null) return `is not run: ${weak}`;
    return stat.mode & 0o111 ? null : `is not executable: chmod +x ${quoted(program)}`;
  } catch (error) {
    return `cannot be run${reasonOf(error)}`;
  }
}
