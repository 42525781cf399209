import { readFileSync } from 'node:fs';
import { platform } from 'node:os';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { quoted } from '../values/shell.ts';
import { regularFile, shownPath, sizeLimit } from './files.ts';

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
  if (isTracked(path)) {
    warnings.push(
      `${shown} holds a ServerSecret and is tracked by git: git rm --cached ${word}, and have the secret replaced`,
    );
  }
  return warnings;
}

const largestIndex = 32 * 1024 * 1024;

/**
 * Tells whether git tracks a file, from the bytes of its index: git itself would obey the
 * configuration of the repository it stands in, which may name programs to run.
 * An index of version 4, which shortens its paths, is read as "no".
 */
export function isTracked(path: string): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const index = indexOf(folder);
    if (index) return lists(index, relative(folder, path).replaceAll(sep, '/'));
    if (folder === dirname(folder)) return false;
  }
}

// gitrepository-layout(5): `.git` is a folder or, in a worktree or submodule, a file that names one.
function indexOf(folder: string): Buffer | undefined {
  try {
    const git = join(folder, '.git');
    const link = regularFile(git);
    if (link && link.size > sizeLimit) return undefined;
    const named = link && /^gitdir: (.+)/.exec(readFileSync(git, 'utf8'))?.[1];
    const index = join(named ? resolve(folder, named) : git, 'index');
    const stat = regularFile(index);
    return stat && stat.size <= largestIndex ? readFileSync(index) : undefined;
  } catch {
    return undefined;
  }
}

// gitformat-index(5): an entry's path ends in NUL and follows 16 bits of flags, whose lower 12 hold
// its length; extended entries have 16 more in between.
function lists(index: Buffer, path: string): boolean {
  const name = Buffer.from(path);
  const length = Math.min(name.length, 0xfff);
  const needle = Buffer.concat([name, Buffer.alloc(1)]);
  for (let at = index.indexOf(needle, 12); at !== -1; at = index.indexOf(needle, at + 1)) {
    const plain = (index.readUInt16BE(at - 2) & 0x4fff) === length;
    const extended = (index.readUInt16BE(at - 4) & 0x4fff) === (0x4000 | length);
    if (plain || extended) return true;
  }
  return false;
}
