import { filled } from '../codes/fill.ts';
import { noProfile } from '../codes/settings.ts';
import { ConfigError } from '../errors.ts';
import { keyPath } from '../values/key-path.ts';
import { nearest } from '../values/nearest.ts';
import { labelled } from '../values/text.ts';
import type { ConfigFile } from './file.ts';
import { variableOf } from './layers.ts';
import { globalOptions, type Layer, type SettingsInput } from './options.ts';

/** The profile that was chosen. */
export interface Profile {
  readonly name: string;
  /** What chose it: `--profile`, which beats the environment, or `ZEGO_PROFILE`. */
  readonly from: string;
  readonly layer: Layer;
}

/**
 * Gives the chosen profile. --profile takes the place of ZEGO_PROFILE, so that two profiles are never mixed.
 * @throws ConfigError if there is none of that name
 */
export function chosenProfile(
  { options, env }: SettingsInput,
  file: ConfigFile | null | undefined,
): Profile | null {
  const variable = globalOptions.profile.env;
  const from = options.profile === undefined ? variable : '--profile';
  const name = options.profile ?? variableOf(env, variable);
  if (name === undefined) return null;
  if (!file) throw new ConfigError(labelled(`${from} ${name}`, noProfile.noFile));
  const layer = file.profiles.get(name);
  if (layer) return { name, from, layer };
  const near = nearest(name, [...file.profiles.keys()]);
  const facts = { file: file.shown, names: namesOf(file), near: near ? keyPath([near]) : '' };
  throw new ConfigError(labelled(`${from} ${name}`, filled(noProfile.notThere, facts)));
}

const mostNames = 20;

/** Lists the names of a file's profiles, the first twenty of them. */
export function namesOf({ profiles }: ConfigFile): string {
  const names = [...profiles.keys()].slice(0, mostNames).map((name) => keyPath([name]));
  return [...names, ...(profiles.size > mostNames ? ['...'] : [])].join(', ');
}
