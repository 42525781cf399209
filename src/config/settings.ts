import { devNull } from 'node:os';
import { dirname } from 'node:path';
import { ConfigError } from '../errors.ts';
import { fromFolder, realPath, shownPath } from '../platform/files.ts';
import { secretFileWarnings } from '../platform/secret-file-warnings.ts';
import { userDirectory } from '../platform/user-directories.ts';
import { regional, unified } from '../values/endpoint.ts';
import { nearest } from '../values/nearest.ts';
import type { Text } from '../values/text.ts';
import { type ConfigFile, keyPath, readConfigFile } from './file.ts';
import {
  deciding,
  environmentLayer,
  optionLayer,
  settingOf,
  strongest,
  variableOf,
} from './layers.ts';
import {
  globalOptions,
  type Layer,
  optionRows,
  type SettingName,
  type SettingsInput,
  type SettingValues,
  type Sourced,
} from './options.ts';
import {
  fileNames,
  findFile,
  isOwnFolder,
  lastFolder,
  loadNamed,
  whyNoPrograms,
} from './search.ts';
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
  readonly warnings: readonly string[];
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
  const given = optionLayer(options, cwd);
  const environment = environmentLayer(env);
  const { file, warnings: foreign } = await chosenFile(input);
  // --profile takes the place of ZEGO_PROFILE, so that two profiles are never mixed.
  const named =
    options.profile === undefined ? variableOf(env, globalOptions.profile.env) : undefined;
  const layers = [
    given,
    ...profileOf(file, options.profile, '--profile'),
    environment,
    ...profileOf(file, named, globalOptions.profile.env),
    ...(file ? [file.top] : []),
  ];

  const appId = strongest(layers, 'appId');
  const source = strongest(layers, 'secretFile');
  if (!appId || !source) throw missing(input, file, foreign, layers);
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
      ...foreign,
      ...(file?.warnings ?? []),
      ...(file?.holdsSecret ? secretFileWarnings(file.path, cwd, null) : []),
      ...ignored,
    ],
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
): Sourced<string> & { readonly warnings: readonly string[] } {
  const endpoint = strongest(layers, 'endpoint');
  const region = strongest(layers, 'region');
  if (endpoint) {
    const ignored = `the region of ${region?.from} is ignored: the endpoint is set by ${endpoint.from}`;
    return { value: endpoint.value, from: endpoint.from, warnings: region ? [ignored] : [] };
  }
  if (region) return { value: regional(region.value), from: region.from, warnings: [] };
  return { value: unified, from: 'default', warnings: [] };
}

async function chosenFile(
  input: SettingsInput,
): Promise<{ file: ConfigFile | undefined; warnings: readonly string[] }> {
  const { cwd, home } = input;
  const named = namedFile(input);
  const byHand = named !== undefined;
  const path = byHand ? fromFolder(cwd, named) : undefined;
  // `--config /dev/null` is the way to say: no file at all.
  if (path === devNull) return { file: undefined, warnings: [] };
  const { document, warnings } = path
    ? { document: await loadNamed(path, cwd), warnings: [] }
    : await findFile(input);
  if (!document) return { file: undefined, warnings };
  const mayNotRun = whyNoPrograms(document.path, byHand, input);
  const shown = shownPath(document.path, cwd);
  return { file: readConfigFile({ ...document, byHand, mayNotRun, shown, home }), warnings };
}

function namedFile({ options, env }: SettingsInput): string | undefined {
  return options.config ?? variableOf(env, globalOptions.config.env);
}

/**
 * Says what a file that was found by searching decides of whom a command acts for: it may have come with a
 * cloned repository.
 * @param layers all places, the strongest first
 * @returns one line at most; none for a file in one of the user's own folders
 */
function decidedBy(
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
  const words: Text[] = [
    ...(appId ? [{ en: `AppId ${appId.value}`, zh: `AppId ${appId.value}` }] : []),
    ...(decided('secretFile') ? [{ en: 'ServerSecret', zh: 'ServerSecret' }] : []),
    ...(isTest?.value === true ? [{ en: 'test environment', zh: '测试环境' }] : []),
    ...(isTest?.value === false ? [{ en: 'production environment', zh: '正式环境' }] : []),
  ];
  if (words.length === 0) return [];
  const en = `${path} decides: ${words.map((word) => word.en).join(', ')}`;
  return [{ en, zh: `由 ${path} 决定：${words.map((word) => word.zh).join('、')}` }];
}

const mostNames = 20;

function profileOf(file: ConfigFile | undefined, name: string | undefined, from: string): Layer[] {
  if (name === undefined) return [];
  const profile = file?.profiles.get(name);
  if (profile) return [profile];
  if (!file) throw new ConfigError(`${from} ${name}: there is no configuration file to hold it`);
  const names = [...file.profiles.keys()];
  const near = nearest(name, names);
  const listed = names.slice(0, mostNames).map((known) => keyPath([known]));
  if (names.length > mostNames) listed.push('...');
  const known = names.length > 0 ? `has ${listed.join(', ')}` : 'has no profiles';
  throw new ConfigError(
    `${from} ${name}: ${file.shown} ${known}${near ? `; did you mean ${keyPath([near])}?` : ''}`,
  );
}

const required = ['appId', 'secretFile'] as const;

function missing(
  input: SettingsInput,
  file: ConfigFile | undefined,
  foreign: readonly string[],
  layers: readonly Layer[],
): ConfigError {
  const names = required.filter((name) => !strongest(layers, name));
  const rows = names.map((name) => globalOptions[name]);
  const places = file
    ? `found ${file.shown}, which lacks ${rows.map(({ keys }) => keys[0]).join(' and ')}`
    : namedFile(input) === undefined
      ? `looked for ${searched(input)}`
      : 'no configuration file is read';
  const blank = rows.filter(({ env }) => input.env[env] !== undefined);
  const empty = blank.map(({ env }) => `${env} is set but empty; `).join('');
  const what = names
    .map((name) => (name === 'appId' ? 'no AppId' : 'no ServerSecret'))
    .join(' and ');
  const ways = rows.map(({ env, flags, keys }) => {
    const key = keys.join(', ').replace(/, (?=[^,]*$)/, ' or ');
    return `${env} (or ${flags.split(' ')[0]}, or ${key} in a file)`;
  });
  return new ConfigError(
    `${empty}${what}: ${[places, ...foreign].join('; ')}`,
    `Set ${ways.join(' and ')}.`,
  );
}

function searched(input: SettingsInput): string {
  const { cwd, home } = input;
  const last = lastFolder(input);
  const way = cwd === last ? `in ${cwd}` : `from ${cwd} up to ${last}`;
  const places = [cwd && way, last === realPath(home) ? '' : `in ${home || 'no home'}`].filter(
    Boolean,
  );
  return `${fileNames.join(', ')} ${places.join(', ')} and in ${userDirectory('config', input.env, home)}`;
}
