import { platform } from 'node:os';
import { regularFile, shownPath } from '../platform/files.ts';
import { quoted } from '../values/shell.ts';

/**
 * Warns where other users can read a file that holds a ServerSecret.
 * @param namedAt where a configuration file names it, in words for messages; null if it is that file or was
 *   typed. What somebody else named may be no secret at all: its remedy is then only for whom it is one.
 * @returns at most one line, with its remedy; none for what is not a regular file
 */
export function secretFileWarnings(path: string, cwd: string, namedAt: string | null): string[] {
  const stat = regularFile(path);
  // The mode that Node gives on Windows says nothing of who may read.
  if (!stat || platform() === 'win32' || !(stat.mode & 0o077)) return [];
  const shown = shownPath(path, cwd);
  const subject =
    namedAt === null ? `${shown} holds a ServerSecret and` : `${shown}, which ${namedAt},`;
  const joint = namedAt === null ? ':' : '; if it is your secret:';
  return [`${subject} is open to other users${joint} chmod 600 ${quoted(shown)}`];
}
