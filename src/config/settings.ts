import { devNull } from 'node:os';
import { filled } from '../codes/fill.ts';
import { regionIgnored } from '../codes/settings.ts';
import { fromFolder, shownPath } from '../platform/files.ts';
import { secretFileWarnings } from '../platform/secret-file-warnings.ts';
import { regional, unified } from '../values/endpoint.ts';
import type { Text } from '../values/text.ts';
import { decidedBy, overruledIn } from './decided.ts';
import { emptyVariables } from './empty-variables.ts';
import { type ConfigFile, readConfigFile } from './file.ts';
import { environmentLayer, optionLayer, settingOf, strongest, variableOf } from './layers.ts';
import { missing } from './missing.ts';
import {
  globalOptions,
  type Layer,
  optionRows,
  type SettingName,
  type SettingsInput,
  type SettingValues,
  type Sourced,
} from './options.ts';
import { chosenProfile } from './profile.ts';
import { findFile, loadNamed, whyNoPrograms } from './search.ts';
import { type ReadSecret, readSecret } from './secret.ts';

/** What a command needs to know before it can call; of all other options the value (`timeout` in milliseconds). */
export interface Settings extends Omit<SettingValues, JoinedName> {
  readonly appId: number;
  /** Gets the secret, which may take its time; it is asked for once. */
  readSecret(): Promise<ReadSecret>;
  /**
   * Where they came from, in words for messages: `--app-id`, `.zegorc (profiles.prod.serverSecret)`; `default` for
   * an endpoint that no place sets.
   */
  readonly from: { readonly appId: string; readonly secret: string; readonly endpoint: string };
  /** Origin without a trailing slash. */
  readonly endpoint: string;
  readonly isTest: boolean;
  /** One line each. */
  readonly warnings: readonly Text[];
  /** What overrules the chosen profile: to be said even with `--quiet`. */
  readonly overruled: readonly Text[];
  /** What a person should know of where they come from, in both languages. */
  readonly notes: readonly Text[];
}

/**
 * Makes the settings of a command. For each of them the strongest place that names it decides:
 * option, profile of --profile, environment, profile of ZEGO_PROFILE, top level of the file.
 * Nothing that lies in the working directory is executed, and no program but a serverSecretCommand that is
 * needed.
 * A malformed value elsewhere does not matter, unless it is an option's; an unknown key always does.
 * @throws UsageError for a malformed option; ConfigError for what is missing, malformed or unsafe
 * in the environment and the file; its `readSecret` the same if the secret is not there in time, and
 * InterruptedError
 */
export async function loadSettings(input: SettingsInput): Promise<Settings> {
  const { options, env, cwd } = input;
  const typed = optionLayer(options, cwd);
  const { file, warnings: foreign } = await chosenFile(input);
  const profile = chosenProfile(input, file);
  const chosen = profile ? [profile.layer] : [];
  const isTyped = options.profile !== undefined;
  const stronger = [typed, ...(isTyped ? chosen : [])];
  const layers = [
    ...stronger,
    environmentLayer(env),
    ...(isTyped ? [] : chosen),
    ...(file ? [file.top] : []),
  ];
  const empty = emptyVariables(input, layers, stronger.length);

  const appId = strongest(layers, 'appId');
  const source = strongest(layers, 'secretFile');
  if (!appId || !source) {
    const what = appId ? 'secretFile' : source ? 'appId' : 'both';
    throw missing(what, input, file, foreign, !profile);
  }
  const { value: endpoint, from, warnings: ignored } = endpointOf(layers);
  const plain = plainNames.map((name) => [name, settingOf(layers, name)]);
  const settings: Pick<Settings, PlainName> = Object.fromEntries(plain);
  return {
    ...settings,
    appId: appId.value,
    readSecret: () => readSecret(source, settings.timeout, input),
    from: { appId: appId.from, secret: source.from, endpoint: from },
    endpoint,
    isTest: settingOf(layers, 'test'),
    warnings: [
      ...empty,
      ...foreign,
      ...(file?.warnings ?? []),
      ...(file?.holdsSecret ? secretFileWarnings(file.path, cwd, null) : []),
      ...ignored,
    ],
    overruled: profile ? overruledIn(profile, layers) : [],
    notes: file ? decidedBy(file, layers, input) : [],
  };
}

/** The settings that are joined to others, or renamed, before a command sees them. */
const joined = ['appId', 'secretFile', 'region', 'endpoint', 'test'] as const;
type JoinedName = (typeof joined)[number];
type PlainName = Exclude<SettingName, JoinedName>;

const plainNames = optionRows.flatMap(([name, { read }]) =>
  read && !joined.some((each) => each === name) ? [name as PlainName] : [],
);

// Wherever it stands, an endpoint outweighs every region: who points zego at an emulator must not reach
// the service because a profile names a region.
function endpointOf(
  layers: readonly Layer[],
): Sourced<string> & { readonly warnings: readonly Text[] } {
  const endpoint = strongest(layers, 'endpoint');
  const region = strongest(layers, 'region');
  if (endpoint) {
    const { value, from } = endpoint;
    const ignored = region && filled(regionIgnored, { region: region.from, endpoint: from });
    return { value, from, warnings: ignored ? [ignored] : [] };
  }
  if (region) return { value: regional(region.value), from: region.from, warnings: [] };
  return { value: unified, from: 'default', warnings: [] };
}

async function chosenFile(
  input: SettingsInput,
): Promise<{ file: ConfigFile | null | undefined; warnings: readonly Text[] }> {
  const { options, env, cwd, home } = input;
  const named = options.config ?? variableOf(env, globalOptions.config.env);
  const byHand = named !== undefined;
  const path = byHand ? fromFolder(cwd, named) : undefined;
  // `--config /dev/null` is the way to say: no file at all.
  if (path === devNull) return { file: null, warnings: [] };
  const { document, warnings } = path
    ? { document: await loadNamed(path, cwd), warnings: [] }
    : await findFile(input);
  if (!document) return { file: undefined, warnings };
  const mayNotRun = whyNoPrograms(document.path, byHand, input);
  const shown = shownPath(document.path, cwd);
  return { file: readConfigFile({ ...document, byHand, mayNotRun, shown, home }), warnings };
}
