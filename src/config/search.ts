import { lstatSync } from 'node:fs';
import { platform } from 'node:os';
import { dirname, isAbsolute, join, parse, resolve } from 'node:path';
import { isWithin, realPath, regularFile } from '../platform/files.ts';
import { quoted } from '../values/shell.ts';
import type { SettingsInput } from './types.ts';

/** The names a configuration file may have, the first one found in a folder being taken. */
export const fileNames = ['.zegorc', '.zegorc.json', '.zegorc.yaml', '.zegorc.yml'] as const;

/** @returns the user's own folder of configuration files */
export function userFolder({ env, home }: Pick<SettingsInput, 'env' | 'home'>): string {
  const base = platform() === 'win32' ? env.APPDATA : env.XDG_CONFIG_HOME;
  // A relative XDG_CONFIG_HOME is to be ignored, says the XDG Base Directory Specification.
  return join(base && isAbsolute(base) ? base : join(home, '.config'), 'zego');
}

/** Whether a folder is the home directory or the user's own folder of configuration files. */
export function isOwnFolder(folder: string, input: Pick<SettingsInput, 'env' | 'home'>): boolean {
  // Without a home, or with a relative one, the working directory would stand in for it.
  return [input.home, userFolder(input)].some(
    (own) => isAbsolute(own) && realPath(own) === realPath(folder),
  );
}

/**
 * The folder where the way up ends: home, or the root for a `cwd` outside of it.
 * @returns its real path, since home may be a link, and the working directory is told without links
 */
export function lastFolder(input: Pick<SettingsInput, 'cwd' | 'home'>): string {
  const [cwd, home] = [realPath(input.cwd), realPath(input.home)];
  return isWithin(home, cwd) ? resolve(home) : parse(cwd).root;
}

/** What a search came to. */
export interface Found {
  readonly path: string | undefined;
  /** A line for each file passed over because it belongs to somebody else. */
  readonly warnings: readonly string[];
}

/**
 * Looks for a configuration file from the working directory up, then in the user's folder.
 * Only `stat` is called; what is not a regular file (a FIFO would never end) is passed over, and so is
 * a file of somebody else, who could choose the project acted on.
 */
export function findFile(input: SettingsInput): Found {
  const warnings: string[] = [];
  for (const folder of folders(input)) {
    for (const name of fileNames) {
      const path = join(folder, name);
      const stat = regularFile(path);
      if (!stat) continue;
      const owners = [stat.uid, lstatSync(path).uid];
      if (input.uid === undefined || owners.every((uid) => uid === 0 || uid === input.uid)) {
        return { path, warnings };
      }
      warnings.push(
        `${path} belongs to another user and is ignored; if you trust it: --config ${quoted(path)}`,
      );
    }
  }
  return { path: undefined, warnings };
}

function* folders(input: SettingsInput): Generator<string> {
  const last = lastFolder(input);
  const cwd = realPath(input.cwd);
  // From a working directory that was deleted there is no way up.
  for (let folder = cwd && resolve(cwd); folder !== ''; folder = dirname(folder)) {
    yield folder;
    if (folder === last || folder === dirname(folder)) break;
  }
  // From outside the home directory the way up does not lead past it.
  if (isAbsolute(input.home) && !isWithin(realPath(input.home), cwd)) yield resolve(input.home);
  yield userFolder(input);
}
