import { platform } from 'node:os';
import { quoted } from '../values/shell.ts';
import { regularFile, shownPath } from './files.ts';
import { isTracked } from './tracked.ts';

/**
 * Says who else may see a file that holds a ServerSecret.
 * @returns one line for each way, with its remedy; none for what is not a regular file
 */
export function exposuresOf(path: string, cwd: string): string[] {
  const stat = regularFile(path);
  if (!stat) return [];
  const shown = shownPath(path, cwd);
  const word = quoted(shown);
  const warnings: string[] = [];
  // The mode that Node gives on Windows says nothing of who may read.
  if (platform() !== 'win32' && stat.mode & 0o077) {
    warnings.push(`${shown} holds a ServerSecret and is open to other users: chmod 600 ${word}`);
  }
  const tracked = isTracked(path);
  if (tracked === undefined) {
    warnings.push(
      `${shown} holds a ServerSecret, and whether git tracks it cannot be told: git ls-files ${word}`,
    );
  } else if (tracked) {
    warnings.push(
      `${shown} holds a ServerSecret and is tracked by git: git rm --cached ${word}, and have the secret replaced`,
    );
  }
  return warnings;
}
