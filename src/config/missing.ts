import { filled } from '../codes/fill.ts';
import * as texts from '../codes/settings.ts';
import { ConfigError } from '../errors.ts';
import { realPath } from '../platform/files.ts';
import { lastFolder } from '../platform/search-folders.ts';
import { userDirectory } from '../platform/user-directories.ts';
import { listed, type Text } from '../values/text.ts';
import type { ConfigFile } from './file.ts';
import { globalOptions, type SettingsInput } from './options.ts';
import { namesOf } from './profile.ts';
import { fileNames } from './search.ts';

const and: Text = { en: ' and ', zh: ' 和 ' };

/**
 * Makes the error of settings without an AppId or a ServerSecret: where they were looked for, and how to set them.
 * @param what which of them no place has
 * @param file the file that was read; null where none is to be read, undefined where none was found
 * @param ignored why files were passed over
 * @param mayChoose whether no profile is chosen
 */
export function missing(
  what: keyof typeof texts.missing,
  input: SettingsInput,
  file: ConfigFile | null | undefined,
  ignored: readonly Text[],
  mayChoose: boolean,
): ConfigError {
  const names = what === 'both' ? (['appId', 'secretFile'] as const) : [what];
  const rows = names.map((name) => globalOptions[name]);
  const lacking = rows.map(({ keys }) => keys[0]);
  const hasProfiles = mayChoose && file && file.profiles.size > 0;
  const looked = file
    ? filled(hasProfiles ? texts.places.notChosen : texts.places.lacking, {
        file: file.shown,
        keys: listed(lacking, and),
        names: namesOf(file),
      })
    : file === null
      ? texts.places.noFile
      : searched(input);
  const ways = rows.map(({ env, flags, keys }) => {
    const [option = ''] = flags.split(' ');
    return filled(texts.way, { env, option, keys: keys.join(' / ') });
  });
  const places = listed([looked, ...ignored], { en: '; ', zh: '；' });
  return new ConfigError(
    filled(texts.missing[what], { places }),
    filled(hasProfiles ? texts.chooseProfile : texts.setMissing, { ways: listed(ways, and) }),
  );
}

function searched(input: SettingsInput): Text {
  const { cwd, home, env } = input;
  const last = lastFolder(input);
  const { folderSearched, foldersUpTo, places } = texts;
  const folders = [
    ...(cwd ? [filled(cwd === last ? folderSearched : foldersUpTo, { folder: cwd, last })] : []),
    ...(last === realPath(home) ? [] : [filled(folderSearched, { folder: home || 'no home' })]),
  ];
  return filled(places.searched, {
    names: listed(fileNames),
    folders: listed(folders),
    own: userDirectory('config', env, home),
  });
}
