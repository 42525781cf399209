import { dirname, isAbsolute, join, parse, resolve } from 'node:path';
import type { CosmiconfigResult } from 'cosmiconfig';
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
import type { SettingsInput } from './types.ts';

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
  for (const folder of folders(input)) {
    for (const [at, name] of fileNames.entries()) {
      const path = join(folder, name);
      if (!isRegular(path)) continue;
      if (isTrusted(path, input.uid)) {
        const explorer = await vetted(path, input.cwd, fileNames.slice(at));
        return { document: documentOf(explorer.search(folder)), warnings };
      }
      warnings.push(
        `${path} belongs to another user and is ignored; if you trust it: --config ${quoted(path)}`,
      );
    }
  }
  return { document: null, warnings };
}

/**
 * Has cosmiconfig load a configuration file that was named.
 * @param path absolute
 * @throws ConfigError where it cannot be read, is too large or malformed
 */
export async function loadNamed(path: string, cwd: string): Promise<Document | null> {
  if (isRegular(path)) return documentOf((await vetted(path, cwd)).load(path));
  throw new ConfigError(`${shownPath(path, cwd)} is missing, out of reach or not a regular file`);
}

/** A file of /proc is said to be regular and of size 0, and may never end: one byte tells. */
function isRegular(path: string): boolean {
  const stat = regularFile(path);
  if (stat?.size !== 0) return stat !== undefined;
  try {
    return readRegular(path, 0)?.length === 0;
  } catch {
    return true;
  }
}

/** Gives the explorer for a file that it may read: loaded only now, since mostly there is none. */
async function vetted(path: string, cwd: string, names: readonly string[] = []) {
  const shown = (each: string) => shownPath(each, cwd);
  if ((regularFile(path)?.size ?? 0) > sizeLimit) {
    throw new ConfigError(`${shown(path)} is larger than 64 KiB`);
  }
  try {
    readRegular(path, 0);
  } catch (error) {
    throw new ConfigError(`${shown(path)} cannot be read${reasonOf(error)}`);
  }
  const { explorerFor } = await import('./explorer.ts');
  return explorerFor(names, shown);
}

/** Gives what the explorer came to as a document. */
function documentOf(result: CosmiconfigResult): Document | null {
  if (!result?.isEmpty) return result && (result.config as Document);
  return { path: result.filepath, text: '', data: undefined };
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
