import { filled } from '../codes/fill.ts';
import { emptyIgnored, setButEmpty, setOrUnset } from '../codes/settings.ts';
import { ConfigError } from '../errors.ts';
import { listed, type Text } from '../values/text.ts';
import { strongest, variableOf } from './layers.ts';
import { type Layer, optionRows, type SettingName, type SettingsInput } from './options.ts';

/**
 * Looks for variables that are set but empty or blank, as CI systems set what does not exist. One does not matter
 * where a stronger place decides the same.
 * @param layers all places, the strongest first
 * @param stronger how many of them beat the environment
 * @returns a warning at most
 * @throws ConfigError for those that could send a command elsewhere, and for an AppId that no place has
 */
export function emptyVariables(
  { env, options }: SettingsInput,
  layers: readonly Layer[],
  stronger: number,
): readonly Text[] {
  const empty = Object.keys(env).flatMap((variable) => {
    const isEmpty = env[variable] !== undefined && variableOf(env, variable) === undefined;
    if (!isEmpty || !/^ZEGO_\w{1,40}$/.test(variable)) return [];
    const [name, row] = optionRows.find(([, row]) => row.env === variable) ?? [];
    const decides = (layer: Layer) => layer[name as SettingName] !== undefined;
    if (name && (options[name] !== undefined || layers.slice(0, stronger).some(decides))) return [];
    const isMissing = name === 'appId' && !strongest(layers, name);
    return [{ variable, isGrave: row?.mayNotBeEmpty || isMissing }];
  });
  const grave = empty.filter(({ isGrave }) => isGrave);
  const names = (grave.length > 0 ? grave : empty).map(({ variable }) => variable);
  const facts = { names: listed(names), are: names.length > 1 ? 'are' : 'is' };
  if (grave.length > 0) throw new ConfigError(filled(setButEmpty, facts), setOrUnset);
  return names.length > 0 ? [filled(emptyIgnored, facts)] : [];
}
