import type { Lang } from '../values/text.ts';
import { environmentLayer, optionLayer } from './layers.ts';
import type { Env } from './types.ts';

/**
 * The language asked for, for the commands that need no credentials and so read no settings.
 * @param option what `--lang` was given
 * @returns null if neither `--lang` nor ZEGO_LANG is given
 * @throws UsageError, ConfigError if the text is no language
 */
export function givenLanguage(option: string | undefined, env: Env): Lang | null {
  const layers = [
    optionLayer({ lang: option }, ''),
    environmentLayer({ ZEGO_LANG: env.ZEGO_LANG }),
  ];
  return layers.find((layer) => layer.lang)?.lang?.value ?? null;
}
