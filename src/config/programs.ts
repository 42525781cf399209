import { realpathSync } from 'node:fs';
import { platform } from 'node:os';
import { dirname, isAbsolute } from 'node:path';
import { quoted } from '../values/shell.ts';
import { regularFile } from './files.ts';
import { userFolder } from './search.ts';
import type { SettingsInput } from './types.ts';

/**
 * Says why a configuration file may not name a program to run. Whoever can place or change the file would
 * run what they like as this user: a file of a cloned repository may not, nor one that others can write.
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
  const stat = regularFile(path);
  if (!stat || input.uid === undefined || platform() === 'win32') return null;
  if (stat.uid !== 0 && stat.uid !== input.uid) {
    return 'a program is named only by a file of your own, and this one belongs to another user';
  }
  return stat.mode & 0o022
    ? `a program is named only by a file that nobody else can write: chmod go-w ${quoted(path)}`
    : null;
}

// Without a home, or with a relative one, the working directory would stand in for it.
function isOwnFolder(folder: string, input: Pick<SettingsInput, 'env' | 'home'>): boolean {
  return [input.home, userFolder(input)].some(
    (own) => isAbsolute(own) && realPath(own) === realPath(folder),
  );
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
