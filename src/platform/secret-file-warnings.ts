import { platform } from 'node:os';
import { quoted } from '../values/shell.ts';
import { regularFile, shownPath } from './files.ts';
import { isVisibleToOthers } from './ownership.ts';

/**
 * Warns where other users can read a file that holds a ServerSecret.
 * @param namedAt where a configuration file names it, in words for messages: it may be no secret at all. Null
 *   for that file itself, or one that was typed.
 * @returns at most one line, with its remedy
 */
export function secretFileWarnings(path: string, cwd: string, namedAt: string | null): string[] {
  const stat = regularFile(path);
  // The mode that Node gives on Windows says nothing of who may read.
  if (!stat || platform() === 'win32' || !isVisibleToOthers(stat)) return [];
  const shown = shownPath(path, cwd);
  const subject =
    namedAt === null ? `${shown} holds a ServerSecret and` : `${shown}, which ${namedAt},`;
  const joint = namedAt === null ? ':' : '; if it is your secret:';
  return [`${subject} is open to other users${joint} chmod 600 ${quoted(shown)}`];
}
