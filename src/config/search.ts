import { dirname, join } from 'node:path';
import { filled } from '../codes/fill.ts';
import { changeable, foreignFile, notOwnFolder, weakPlaces } from '../codes/settings.ts';
import { readableFile, regularFile, shownPath } from '../platform/files.ts';
import { isTrusted, whoElseCanChange } from '../platform/ownership.ts';
import { isOwnFolder, searchFolders } from '../platform/search-folders.ts';
import { quoted } from '../values/shell.ts';
import type { Text } from '../values/text.ts';
import type { Document } from './explorer.ts';
import type { SettingsInput } from './options.ts';

/** The names a configuration file may have, the first one found in a folder being taken. */
export const fileNames = ['.zegorc', '.zegorc.json', '.zegorc.yaml', '.zegorc.yml'] as const;

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
): Text | null {
  if (!byHand && !isOwnFolder(dirname(path), input)) return notOwnFolder;
  const weak = whoElseCanChange(path, input.uid);
  return weak && filled(changeable, { weak: filled(weakPlaces[weak.why], { ...weak }) });
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
): Promise<{ document: Document | null; warnings: readonly Text[] }> {
  const warnings: Text[] = [];
  const there = [...searchFolders(input)].filter((folder) => regularFiles(folder).length > 0);
  // Mostly there is none, and nothing to load.
  if (there.length === 0) return { document: null, warnings };
  const shown = (path: string) => shownPath(path, input.cwd);
  const places = function* (folder: string) {
    for (const path of regularFiles(folder)) {
      if (isTrusted(path, input.uid)) yield readableFile(path, shown(path));
      else warnings.push(filled(foreignFile, { path, quoted: quoted(path) }));
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
  const places = [readableFile(path, shown)];
  const { search } = await import('./explorer.ts');
  return search(
    [dirname(path)],
    () => places,
    () => shown,
  );
}
