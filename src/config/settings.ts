import { devNull } from 'node:os';
import { ConfigError } from '../errors.ts';
import { fromFolder, realPath } from '../platform/files.ts';
import { nearest } from '../values/nearest.ts';
import { deciding, decisionsOf } from './decisions.ts';
import { regional, unified } from './endpoint.ts';
import { exposuresOf } from './exposure.ts';
import { type ConfigFile, keyPath, readConfigFile } from './file.ts';
import { environmentLayer, optionLayer, variableOf } from './layers.ts';
import { whyNoPrograms } from './programs.ts';
import { fileNames, findFile, lastFolder, userFolder } from './search.ts';
import { readSecret } from './secret.ts';
import type { Layer, Settings, SettingsInput } from './types.ts';

export type { GivenOptions, Settings, SettingsInput } from './types.ts';

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
  const layers = [
    given,
    ...profileOf(file, options.profile, '--profile'),
    environment,
    // --profile takes the place of ZEGO_PROFILE, so that two profiles are never mixed.
    ...profileOf(
      file,
      options.profile === undefined ? variableOf(env, 'ZEGO_PROFILE') : undefined,
      'ZEGO_PROFILE',
    ),
    ...(file ? [file.top] : []),
  ];

  const appId = strongest(layers, 'appId');
  const source = strongest(layers, 'secret');
  if (!appId || !source) throw missing(input, file, foreign, !appId, !source);
  const { endpoint, warnings: ignored } = endpointOf(layers);
  const timeoutMs = strongest(layers, 'timeout')?.value ?? 15_000;
  return {
    appId: appId.value,
    readSecret: () => readSecret(source, timeoutMs, input),
    from: { appId: appId.from, secret: source.from },
    endpoint,
    isTest: strongest(layers, 'isTest')?.value ?? false,
    timeoutMs,
    lang: strongest(layers, 'lang')?.value ?? null,
    warnings: [
      ...foreign,
      ...(file?.warnings ?? []),
      ...(file?.holdsSecret ? exposuresOf(file.path, cwd, null) : []),
      ...ignored,
    ],
    notes: file ? decisionsOf(file, layers, input) : [],
  };
}

function strongest<K extends keyof Layer>(layers: readonly Layer[], key: K): Layer[K] {
  return deciding(layers, key)?.[key];
}

// Wherever it stands, an endpoint outweighs every region: who points zego at an emulator must not reach
// the service because a profile names a region.
function endpointOf(layers: readonly Layer[]): { endpoint: string; warnings: readonly string[] } {
  const endpoint = strongest(layers, 'endpoint');
  const region = strongest(layers, 'region');
  if (!endpoint) return { endpoint: region ? regional(region.value) : unified, warnings: [] };
  const warnings = region
    ? [`the region of ${region.from} is ignored: the endpoint is set by ${endpoint.from}`]
    : [];
  return { endpoint: endpoint.value, warnings };
}

async function chosenFile(
  input: SettingsInput,
): Promise<{ file: ConfigFile | undefined; warnings: readonly string[] }> {
  const { cwd, home } = input;
  const named = namedFile(input);
  const { path, warnings } =
    named === undefined ? findFile(input) : { path: fromFolder(cwd, named), warnings: [] };
  // `--config /dev/null` is the way to say: no file at all.
  if (path === undefined || path === devNull) return { file: undefined, warnings };
  const byHand = named !== undefined;
  const mayNotRun = whyNoPrograms(path, byHand, input);
  const file = await readConfigFile({ path, byHand, mayNotRun, cwd, home });
  return { file, warnings };
}

function namedFile({ options, env }: SettingsInput): string | undefined {
  return options.config ?? variableOf(env, 'ZEGO_CONFIG');
}

/** Of a file's profiles; the rest is not for parsed. */
const mostNames = 20;

function profileOf(file: ConfigFile | undefined, name: string | undefined, from: string): Layer[] {
  if (name === undefined) return [];
  const profile = file?.profiles.get(name);
  if (profile) return [profile];
  if (!file) throw new ConfigError(`${from} ${name}: there is no configuration file to hold it`);
  const names = [...file.profiles.keys()];
  const near = nearest(name, names);
  const known = names.length
    ? `has ${names
        .slice(0, mostNames)
        .map((known) => keyPath([known]))
        .join(', ')}${names.length > mostNames ? ', ...' : ''}`
    : 'has no profiles';
  throw new ConfigError(
    `${from} ${name}: ${file.shown} ${known}${near ? `; did you mean ${keyPath([near])}?` : ''}`,
  );
}

function missing(
  input: SettingsInput,
  file: ConfigFile | undefined,
  foreign: readonly string[],
  noAppId: boolean,
  noSecret: boolean,
): ConfigError {
  const both = (words: readonly [string, string], joint: string) =>
    [noAppId && words[0], noSecret && words[1]].filter(Boolean).join(joint);
  const lacking = both(['appId', 'serverSecret'], ' and ');
  const places = file
    ? `found ${file.shown}, which lacks ${lacking}`
    : namedFile(input) === undefined
      ? `looked for ${searched(input)}`
      : 'no configuration file is read';
  const blank = [noAppId && 'ZEGO_APP_ID', noSecret && 'ZEGO_SERVER_SECRET'].filter(
    (name) => name && input.env[name] !== undefined,
  );
  const empty = blank.map((name) => `${name} is set but empty; `).join('');
  return new ConfigError(
    `${empty}no ${both(['AppId', 'ServerSecret'], ' and no ')}: ${[places, ...foreign].join('; ')}`,
    `Set ${both(
      [
        'ZEGO_APP_ID (or --app-id, or appId in a file)',
        'ZEGO_SERVER_SECRET (or --secret-file, or serverSecret, serverSecretFile or serverSecretCommand in a file)',
      ],
      ' and ',
    )}.`,
  );
}

function searched(input: SettingsInput): string {
  const { cwd, home } = input;
  const last = lastFolder(input);
  const way = cwd === last ? `in ${cwd}` : `from ${cwd} up to ${last}`;
  const places = [cwd && way, last === realPath(home) ? '' : `in ${home || 'no home'}`].filter(
    Boolean,
  );
  return `${fileNames.join(', ')} ${places.join(', ')} and in ${userFolder(input)}`;
}
