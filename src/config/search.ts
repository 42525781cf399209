import { lstatSync } from 'node:fs';
import { platform } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { ConfigError } from '../errors.ts';
import { isWithin, regularFile } from './files.ts';
import type { SettingsInput } from './types.ts';

/** The names a configuration file may have, the first one found in a folder being taken. */
export const fileNames = ['.zegorc', '.zegorc.json', '.zegorc.yaml', '.zegorc.yml'] as const;

/** @returns the user's own folder of configuration files */
export function userFolder({ env, home }: Pick<SettingsInput, 'env' | 'home'>): string {
  const base = platform() === 'win32' ? env.APPDATA : env.XDG_CONFIG_HOME;
  // A relative XDG_CONFIG_HOME is to be ignored, says the XDG Base Directory Specification.
  return join(base && isAbsolute(base) ? base : join(home, '.config'), 'zego');
}

/** @returns the folder where the way up ends: home, or the root for a `cwd` outside of it */
export function lastFolder({ cwd, home }: Pick<SettingsInput, 'cwd' | 'home'>): string {
  return isWithin(home, cwd) ? resolve(home) : resolve(cwd, '/');
}

/**
 * Looks for a configuration file from the working directory up, then in the user's folder.
 * Only `stat` is called; what is not a regular file (a FIFO would never end) is passed over.
 * @returns its path, or undefined
 * @throws ConfigError if the file belongs to somebody else, who could choose the project acted on
 */
export function findFile(input: SettingsInput): string | undefined {
  for (const folder of folders(input)) {
    for (const name of fileNames) {
      const path = join(folder, name);
      const stat = regularFile(path);
      if (!stat) continue;
      const owners = [stat.uid, lstatSync(path).uid];
      if (input.uid !== undefined && owners.some((uid) => uid !== 0 && uid !== input.uid)) {
        throw new ConfigError(
          `${path} belongs to another user`,
          'If you trust it, name it with --config or ZEGO_CONFIG.',
        );
      }
      return path;
    }
  }
  return undefined;
}

function* folders(input: SettingsInput): Generator<string> {
  const last = lastFolder(input);
  for (let folder = resolve(input.cwd); ; folder = dirname(folder)) {
    yield folder;
    if (folder === last || folder === dirname(folder)) break;
  }
  // From outside the home directory the way up does not lead past it.
  if (isAbsolute(input.home) && !isWithin(input.home, input.cwd)) yield resolve(input.home);
  yield userFolder(input);
}
