import { dirname, join, relative, resolve, sep } from 'node:path';
import { readRegular, sizeLimit } from '../platform/files.ts';
import { readIndex } from './git-index.ts';

const largestIndex = 32 * 1024 * 1024;

/**
 * Tells whether git tracks a file, from the bytes of its index: git itself would obey the
 * configuration of the repository it stands in, which may name programs to run.
 * @returns undefined where that cannot be told: an index may be too large, or damaged
 */
export function isTracked(path: string): boolean | undefined {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const repository = repositoryAt(folder);
    const bytes = repository && indexFile(repository, 'index');
    if (repository && bytes) return lists(repository, bytes, gitPath(folder, path));
    if (folder === dirname(folder)) return false;
  }
}

function gitPath(folder: string, path: string): string {
  return relative(folder, path).replaceAll(sep, '/');
}

// gitrepository-layout(5): `.git` is a folder or, in a worktree or submodule, a file that names one.
function repositoryAt(folder: string): string | undefined {
  const git = join(folder, '.git');
  const link = orNone(() => readRegular(git, sizeLimit));
  if (!link) return git;
  const named = link.length > sizeLimit ? undefined : /^gitdir: (.+)/.exec(link.toString())?.[1];
  return named && resolve(folder, named);
}

function lists(repository: string, bytes: Buffer, path: string): boolean | undefined {
  if (bytes.length > largestIndex) return undefined;
  const index = readIndex(bytes, path);
  if (!index) return false;
  const { position, shared } = index;
  if (position !== null || shared === null) return position !== null;
  // A split index: what it does not list itself stands in the one it shares, unless it was deleted since.
  const first = indexFile(repository, `sharedindex.${shared.name}`);
  if (!first) return false;
  if (first.length > largestIndex) return undefined;
  const at = readIndex(first, path)?.position ?? null;
  return at === null ? false : orNone(() => !shared.deletes(at));
}

function indexFile(repository: string, name: string): Buffer | undefined {
  return orNone(() => readRegular(join(repository, name), largestIndex));
}

function orNone<T>(read: () => T | undefined): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
