import { platform } from 'node:os';
import { realPath, regularFile, shownPath } from '../platform/files.ts';
import { quoted } from '../values/shell.ts';
import { isTracked } from './tracked.ts';

/**
 * Says who else may see a file that holds a ServerSecret.
 * @param naming where a configuration file names it, in words for messages; null if it is that file or was typed.
 * What somebody else named may be no secret at all: its remedy is then only for whom it is one.
 * @returns one line for each way, with its remedy; none for what is not a regular file
 */
export function exposuresOf(path: string, cwd: string, naming: string | null): string[] {
  const stat = regularFile(path);
  if (!stat) return [];
  const shown = shownPath(path, cwd);
  const word = quoted(shown);
  const subject =
    naming === null ? `${shown} holds a ServerSecret and` : `${shown}, which ${naming},`;
  const joint = naming === null ? ':' : '; if it is your secret:';
  const warnings: string[] = [];
  // The mode that Node gives on Windows says nothing of who may read.
  if (platform() !== 'win32' && stat.mode & 0o077) {
    warnings.push(`${subject} is open to other users${joint} chmod 600 ${word}`);
  }
  // Of what lies behind a link git would track the link alone.
  const real = realPath(path);
  const name = real === path ? word : quoted(shownPath(real, cwd));
  const tracked = isTracked(real);
  if (tracked === undefined) {
    warnings.push(
      `${subject} may be tracked by git, whose index is too large or damaged: git ls-files ${name}`,
    );
  } else if (tracked) {
    warnings.push(
      `${subject} is tracked by git${joint} git rm --cached ${name}, and have the secret replaced`,
    );
  }
  return warnings;
}
