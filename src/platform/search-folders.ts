import { dirname, isAbsolute, parse, resolve } from 'node:path';
import { isWithin, realPath } from './files.ts';
import { userDirectory } from './user-directories.ts';

/** A process's environment, working directory and home; both paths may be empty. */
export interface Whereabouts {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly home: string;
}

/** Whether a folder is the home directory or the user's own folder of configuration files. */
export function isOwnFolder(folder: string, { env, home }: Omit<Whereabouts, 'cwd'>): boolean {
  // Without a home, or with a relative one, the working directory would stand in for it.
  return [home, userDirectory('config', env, home)].some(
    (own) => isAbsolute(own) && realPath(own) === realPath(folder),
  );
}

/**
 * The folder where the way up ends: home, or the root for a `cwd` outside of it.
 * @returns its real path, since home may be a link, and the working directory is told without links
 */
export function lastFolder(input: Omit<Whereabouts, 'env'>): string {
  const [cwd, home] = [realPath(input.cwd), realPath(input.home)];
  return isWithin(home, cwd) ? resolve(home) : parse(cwd).root;
}

/** Gives the folders of configuration files: from the working directory up, then home, then the user's own. */
export function* searchFolders(input: Whereabouts): Generator<string> {
  const last = lastFolder(input);
  const cwd = realPath(input.cwd);
  // From a working directory that was deleted there is no way up.
  for (let folder = cwd && resolve(cwd); folder !== ''; folder = dirname(folder)) {
    yield folder;
    if (folder === last || folder === dirname(folder)) break;
  }
  // From outside the home directory the way up does not lead past it.
  if (isAbsolute(input.home) && !isWithin(realPath(input.home), cwd)) yield resolve(input.home);
  const own = userDirectory('config', input.env, input.home);
  if (isAbsolute(own)) yield own;
}
