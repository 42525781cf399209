import { dirname, isAbsolute, join, parse, resolve } from 'node:path';
import { ConfigError } from '../errors.ts';
import {
  isWithin,
  readRegular,
  realPath,
  reasonOf,
  regularFile,
  shownPath,
  sizeLimit,
} from '../platform/files.ts';
import { isTrusted, whoElseCanChange } from '../platform/ownership.ts';
import { userDirectory } from '../platform/user-directories.ts';
import { quoted } from '../values/shell.ts';
import type { Document } from './explorer.ts';
import type { SettingsInput } from './options.ts';

/** The names a configuration file may have, the first one found in a folder being taken. */
export const fileNames = ['.zegorc', '.zegorc.json', '.zegorc.yaml', '.zegorc.yml'] as const;

/** Whether a folder is the home directory or the user's own folder of configuration files. */
export function isOwnFolder(folder: string, input: Pick<SettingsInput, 'env' | 'home'>): boolean {
  // Without a home, or with a relative one, the working directory would stand in for it.
  return [input.home, userDirectory('config', input.env, input.home)].some(
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

/**
 * Says why a configuration file may not name a program to run. Whoever can place, change or replace the file
 * would run what they like as this user: a file of a cloned repository may not, nor one that others can write
 * or that lies somewhere below a folder that others can write.
 * @param byHand named by --config or ZEGO_CONFIG, rather than found by searching
 * @returns the rule it breaks, or null
 */
export function whyNoPrograms(
  path: string,
  byHand: boolean,
  input: Pick<SettingsInput, 'env' | 'home' | 'uid'>,
): string | null {
  if (!byHand && !isOwnFolder(dirname(path), input)) {
    return 'a program is named only by a file in the home directory, in the folder of the user, or given with --config or ZEGO_CONFIG';
  }
  const weak = whoElseCanChange(path, input.uid);
  return weak && `a program is named only by a file that nobody else can change, and ${weak}`;
}

/**
 * Has cosmiconfig search for a configuration file: from the working directory up, then in the user's folder.
 * What is not a regular file (a FIFO would never end) is passed over, and so is a file of another user, who
 * could choose the project acted on.
 * @returns the file, and a warning for each that was passed over because it belongs to another user
 * @throws ConfigError where the first file cannot be read, is too large or malformed
 */
export async function findFile(
  input: SettingsInput,
): Promise<{ document: Document | null; warnings: readonly string[] }> {
  const warnings: string[] = [];
  const there = [...folders(input)].filter((folder) => regularFiles(folder).length > 0);
  // Mostly there is none, and nothing to load.
  if (there.length === 0) return { document: null, warnings };
  const shown = (path: string) => shownPath(path, input.cwd);
  const places = function* (folder: string) {
    for (const path of regularFiles(folder)) {
      if (isTrusted(path, input.uid)) yield vetted(path, shown(path));
      else {
        warnings.push(
          `${path} belongs to another user and is ignored; if you trust it: --config ${quoted(path)}`,
        );
      }
    }
  };
  const { search } = await import('./explorer.ts');
  return { document: search(there, places, shown), warnings };
}

function regularFiles(folder: string): readonly string[] {
  return fileNames.map((name) => join(folder, name)).filter(regularFile);
}

/**
 * Has cosmiconfig load a configuration file that was named.
 * @param path absolute
 * @throws ConfigError where it cannot be read, is too large or malformed
 */
export async function loadNamed(path: string, cwd: string): Promise<Document | null> {
  const shown = shownPath(path, cwd);
  const places = [vetted(path, shown)];
  const { search } = await import('./explorer.ts');
  return search(
    [dirname(path)],
    () => places,
    () => shown,
  );
}

/** Gives back the path of a file that may be read whole. */
function vetted(path: string, shown: string): string {
  const size = regularFile(path)?.size;
  if (size === undefined) {
    throw new ConfigError(`${shown} is missing, out of reach or not a regular file`);
  }
  if (size > sizeLimit) throw new ConfigError(`${shown} is larger than 64 KiB`);
  let begins: number | undefined;
  try {
    begins = readRegular(path, 0)?.length;
  } catch (error) {
    throw new ConfigError(`${shown} cannot be read${reasonOf(error)}`);
  }
  if (size > 0 || begins === 0) return path;
  // As in /proc, where such a file may never end.
  throw new ConfigError(`${shown} says that it is empty, and is not`);
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
  const own = userDirectory('config', input.env, input.home);
  if (isAbsolute(own)) yield own;
}
