import { tooLong } from '../codes/expected.ts';
import { filled } from '../codes/fill.ts';
import { ConfigError, UsageError } from '../errors.ts';
import { fromFolder } from '../platform/files.ts';
import { isTooLong, longestSecret } from '../values/limits.ts';
import { unwrap } from '../values/parsed.ts';
import { secretTooLong } from '../values/readers.ts';
import { type Lang, labelled, type Words } from '../values/text.ts';
import {
  type Env,
  type Globals,
  globalOptions,
  type Layer,
  type OptionRow,
  optionRows,
  type SettingName,
  type SettingValues,
  type Sourced,
} from './options.ts';

/**
 * Makes the settings of one place.
 * @param take gives what the place has for a row, if it has anything
 */
export function layerOf(
  take: (row: OptionRow, name: string) => Sourced<unknown> | undefined,
): Layer {
  const found = optionRows.flatMap(([name, row]) => {
    const sourced = row.read && take(row, name);
    return sourced ? [[name, sourced]] : [];
  });
  return Object.fromEntries(found) as Layer;
}

/** Makes a setting whose value is read when it is asked for, and not before. */
export function lazily<T>(from: string, read: () => T): Sourced<T> {
  return {
    from,
    get value() {
      return read();
    },
  };
}

/**
 * Reads the options.
 * @param cwd folder that a relative path starts from
 * @throws UsageError naming option, value and what is expected
 */
export function optionLayer(options: Globals, cwd: string): Layer {
  const resolve = (path: string) => fromFolder(cwd, path);
  return layerOf(({ flags, opposite, read }, name) => {
    const raw = options[name as keyof Globals];
    if (raw === undefined || !read) return undefined;
    const [flag = ''] = (raw === false && opposite ? opposite.flags : flags).split(' ');
    // An address may carry a password or a signature: such a value is not repeated.
    const shown =
      typeof raw === 'boolean' || raw === '' || /[@?#%]/.test(raw) ? flag : `${flag} ${raw}`;
    const parsed = read(raw, { key: name, resolve });
    const value = unwrap(parsed, (expected) => new UsageError(labelled(shown, expected)));
    return { value, from: flags.endsWith('<path>') ? `${flag} ${raw}` : flag };
  });
}

/**
 * Reads the environment without what is empty or blank. A malformed variable throws
 * when its value is asked for: a ConfigError naming the variable and what is expected, never the value,
 * since whoever swaps two variables would see the secret printed.
 */
export function environmentLayer(env: Env): Layer {
  return layerOf(({ env: variable = '', read }) => {
    const text = variableOf(env, variable);
    if (text === undefined || !read) return undefined;
    const refuse = (expected: Words) => new ConfigError(labelled(variable, expected));
    const spot = { key: variable, resolve: (path: string) => path };
    return lazily(variable, () => unwrap(read(text, spot), refuse));
  });
}

const variables = [
  ...optionRows.flatMap(([, { env }]) => env ?? []),
  ...['LC_ALL', 'LC_MESSAGES', 'LANG', 'CI', 'TERM', 'NO_COLOR', 'FORCE_COLOR'],
  ...['HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'no_proxy'],
  ...['HOME', 'XDG_CONFIG_HOME', 'XDG_STATE_HOME', 'XDG_CACHE_HOME', 'APPDATA', 'LOCALAPPDATA'],
];

/**
 * Refuses a variable that is longer than anything it may hold, before anything is made of it.
 * @throws ConfigError that names the variable and repeats nothing of it
 */
export function refuseLongVariables(env: Env): void {
  if ((env.ZEGO_SERVER_SECRET?.trim() ?? '').length > longestSecret) {
    throw new ConfigError(labelled('ZEGO_SERVER_SECRET', secretTooLong));
  }
  const long = variables.find((name) => isTooLong(env[name] ?? ''));
  if (long !== undefined) throw new ConfigError(filled(tooLong, { name: long }));
}

/** Gives the trimmed value of a variable; undefined if it is not set or blank. */
export function variableOf(env: Env, name: string): string | undefined {
  return env[name]?.trim() || undefined;
}

/** Gives the strongest place that has a value for a setting. */
export function deciding(layers: readonly Layer[], name: SettingName): Layer | undefined {
  return layers.find((layer) => layer[name]);
}

/** Gives the setting at the strongest place that has it. */
export function strongest<K extends SettingName>(layers: readonly Layer[], name: K): Layer[K] {
  return deciding(layers, name)?.[name];
}

/**
 * Gives the value of a setting, by the strongest place that has one.
 * @throws UsageError, ConfigError where that value is malformed
 */
export function settingOf<Name extends SettingName>(
  layers: readonly Layer[],
  name: Name,
): SettingValues[Name] {
  const row: OptionRow = globalOptions[name];
  return (strongest(layers, name)?.value ?? row.fallback ?? null) as SettingValues[Name];
}

/**
 * Gives the language asked for, for commands that need no credentials and so read no settings.
 * @param option what `--lang` was given
 * @returns null if neither `--lang` nor ZEGO_LANG is given
 * @throws UsageError, ConfigError if the text is no language
 */
export function givenLanguage(option: string | undefined, env: Env): Lang | null {
  const typed = option === undefined ? {} : { lang: option };
  const layers = [optionLayer(typed, ''), environmentLayer({ ZEGO_LANG: env.ZEGO_LANG })];
  return strongest(layers, 'lang')?.value ?? null;
}
