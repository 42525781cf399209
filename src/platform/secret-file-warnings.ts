import { platform } from 'node:os';
import { filled } from '../codes/fill.ts';
import { openNamed, openSecret } from '../codes/programs.ts';
import { quoted } from '../values/shell.ts';
import type { Text } from '../values/text.ts';
import { regularFile, shownPath } from './files.ts';
import { isVisibleToOthers } from './ownership.ts';

/**
 * Warns where other users can read a file that holds a ServerSecret.
 * @param namedAt where a configuration file names it, in words for messages: it may be no secret at all. Null
 *   for that file itself, or one that was typed.
 * @returns at most one line, with its remedy
 */
export function secretFileWarnings(path: string, cwd: string, namedAt: Text | null): Text[] {
  const stat = regularFile(path);
  // The mode that Node gives on Windows says nothing of who may read.
  if (!stat || platform() === 'win32' || !isVisibleToOthers(stat)) return [];
  const file = shownPath(path, cwd);
  const facts = { file, quoted: quoted(file) };
  return [namedAt ? filled(openNamed, { ...facts, namedAt }) : filled(openSecret, facts)];
}
