import { dirname } from 'node:path';
import { filled } from '../codes/fill.ts';
import * as texts from '../codes/settings.ts';
import { isOwnFolder } from '../platform/search-folders.ts';
import { keyPath } from '../values/key-path.ts';
import { inBoth, listed, type Text } from '../values/text.ts';
import type { ConfigFile } from './file.ts';
import { deciding, strongest } from './layers.ts';
import type { Layer, SettingName, SettingsInput, Sourced } from './options.ts';
import type { Profile } from './profile.ts';

/**
 * Says what a file that was found by searching decides of whom a command acts for: it may have come with a
 * cloned repository.
 * @param layers all places, the strongest first
 * @returns one line at most; none for a file in one of the user's own folders
 */
export function decidedBy(
  { path, top, profiles, byHand }: ConfigFile,
  layers: readonly Layer[],
  input: SettingsInput,
): readonly Text[] {
  if (byHand || isOwnFolder(dirname(path), input)) return [];
  const decided = <K extends SettingName>(key: K): Layer[K] => {
    const layer = deciding(layers, key);
    return layer && [top, ...profiles.values()].includes(layer) ? layer[key] : undefined;
  };
  const appId = decided('appId');
  const isTest = decided('test');
  const what: Text[] = [
    ...(appId ? [inBoth(`AppId ${appId.value}`)] : []),
    ...(decided('secretFile') ? [texts.subjects.secretFile] : []),
    ...(isTest ? [texts.environments[isTest.value ? 'test' : 'production']] : []),
  ];
  return what.length === 0 ? [] : [filled(texts.fileDecides, { file: path, what: listed(what) })];
}

/**
 * Says which places overrule the chosen profile in whom a command acts for.
 * @param layers all places, the strongest first
 * @returns one line at most
 */
export function overruledIn(
  { name, from, layer }: Profile,
  layers: readonly Layer[],
): readonly Text[] {
  const what = (Object.keys(texts.subjects) as (keyof typeof texts.subjects)[]).flatMap((key) => {
    const [own, by] = [layer[key], strongest(layers, key)];
    // An endpoint outweighs every region, which is a warning of its own.
    const isMoot = key === 'region' && strongest(layers, 'endpoint');
    if (!own || !by || own === by || isMoot || isSame(own, by)) return [];
    return [filled(texts.overruled, { what: texts.subjects[key], from: by.from })];
  });
  const facts = { name: keyPath([name]), from, what: listed(what) };
  return what.length === 0 ? [] : [filled(texts.profileOverruled, facts)];
}

function isSame(own: Sourced<unknown>, by: Sourced<unknown>): boolean {
  const { value } = by;
  try {
    return own.value === value;
  } catch {
    // Malformed, which does not matter where another place decides.
    return false;
  }
}
