import { dirname } from 'node:path';
import type { Text } from '../values/text.ts';
import type { ConfigFile } from './file.ts';
import { isOwnFolder } from './search.ts';
import type { Layer, SettingsInput } from './types.ts';

/** The strongest place that names a setting. */
export function deciding(layers: readonly Layer[], key: keyof Layer): Layer | undefined {
  return layers.find((layer) => layer[key]);
}

/**
 * Says what a file that was found by searching decides of whom a command acts for: it may have come with a
 * cloned repository.
 * @param layers all places, the strongest first
 * @returns one line at most; none for a file in one of the user's own folders
 */
export function decisionsOf(
  { path, top, profiles, byHand }: ConfigFile,
  layers: readonly Layer[],
  input: Pick<SettingsInput, 'env' | 'home'>,
): readonly Text[] {
  if (byHand || isOwnFolder(dirname(path), input)) return [];
  const decided = <K extends keyof Layer>(key: K): Layer[K] => {
    const layer = deciding(layers, key);
    return layer && [top, ...profiles.values()].includes(layer) ? layer[key] : undefined;
  };
  const appId = decided('appId');
  const isTest = decided('isTest');
  const words = [
    ...(appId ? [same(`AppId ${appId.value}`)] : []),
    ...(decided('secret') ? [same('ServerSecret')] : []),
    ...(isTest ? [isTest.value ? test : production] : []),
  ];
  if (words.length === 0) return [];
  return [
    {
      en: `${path} decides: ${words.map(({ en }) => en).join(', ')}`,
      zh: `由 ${path} 决定：${words.map(({ zh }) => zh).join('、')}`,
    },
  ];
}

const same = (word: string): Text => ({ en: word, zh: word });
const test: Text = { en: 'test environment', zh: '测试环境' };
const production: Text = { en: 'production environment', zh: '正式环境' };
