import { readEndpoint, readListedEndpoint, readRegion } from '../values/endpoint.ts';
import type { Parsed } from '../values/parsed.ts';
import { readAppId, readFlag, readLang, readTimeout } from '../values/readers.ts';
import { readSecretSource, type Spot } from './secret-source.ts';

/** A global option, and the other places where the same setting can be made. */
export interface OptionRow {
  readonly flags: string;
  /** What it means, for help and README. */
  readonly help: string;
  /** What it means to an Action whose StreamId has no prefix in the test environment. */
  readonly unprefixedHelp?: string;
  /** The option that says the opposite, beating every other place too. */
  readonly opposite?: { readonly flags: string; readonly help: string };
  /** The environment variable. */
  readonly env?: string;
  /** What the README says of the variable instead of its name. */
  readonly envHelp?: string;
  /** The keys of a configuration file, of which a profile or the top level may hold one. */
  readonly keys?: readonly string[];
  /** What the README says of the keys instead of their names. */
  readonly keyHelp?: string;
  /** Reads a value of any of these places; absent where the option says how a command is run or shown. */
  readonly read?: (raw: unknown, spot: Spot) => Parsed<unknown>;
  /** What counts where no place has a value; null where it is absent. */
  readonly fallback?: unknown;
  /** The variable, set but empty, is refused: it decides for whom a command acts. */
  readonly mayNotBeEmpty?: true;
  /** A file that was found by searching may not set it. */
  readonly notInFoundFile?: true;
  /** It also matters to commands that call no Action, whose help lists it. */
  readonly offline?: true;
}

/**
 * The global options, by the name that Commander gives each of them: the one place that says what they are
 * called, how they are read and where they may be set. Command line, environment, configuration file, help,
 * README and error messages read this table.
 */
export const globalOptions = {
  appId: {
    flags: '--app-id <n>',
    help: 'AppId of the project',
    env: 'ZEGO_APP_ID',
    keys: ['appId'],
    read: readAppId,
  },
  secretFile: {
    flags: '--secret-file <path>',
    help: 'file whose first line is the ServerSecret; - reads stdin',
    env: 'ZEGO_SERVER_SECRET',
    envHelp: 'ZEGO_SERVER_SECRET (the secret itself)',
    mayNotBeEmpty: true,
    keys: ['serverSecret', 'serverSecretFile', 'serverSecretCommand'],
    read: readSecretSource,
  },
  profile: {
    flags: '--profile <name>',
    help: 'a named set of the other keys',
    env: 'ZEGO_PROFILE',
    mayNotBeEmpty: true,
    keyHelp: 'profiles.NAME',
  },
  config: {
    flags: '--config <file>',
    help: 'configuration file, instead of searching',
    env: 'ZEGO_CONFIG',
  },
  region: {
    flags: '--region <code>',
    help: 'sha, hkg, fra, lax, bom or sgp (default: the unified host)',
    env: 'ZEGO_REGION',
    keys: ['region'],
    read: readRegion,
  },
  endpoint: {
    flags: '--endpoint <url>',
    help: 'another base address',
    env: 'ZEGO_ENDPOINT',
    mayNotBeEmpty: true,
    keys: ['endpoint'],
    keyHelp: "endpoint (only in a file named by --config, and only ZEGO's hosts)",
    read: (raw, { file }) => (file ? readListedEndpoint(raw) : readEndpoint(raw)),
    notInFoundFile: true,
  },
  test: {
    flags: '--test',
    help: "the test environment: IsTest=true and the StreamId's zegotest prefix",
    unprefixedHelp: 'the test environment: IsTest=true',
    opposite: { flags: '--no-test', help: 'the production environment, whatever else is set' },
    env: 'ZEGO_TEST',
    mayNotBeEmpty: true,
    envHelp: 'ZEGO_TEST=1',
    keys: ['isTest'],
    read: readFlag,
    fallback: false,
  },
  timeout: {
    flags: '--timeout <duration>',
    help: 'for all calls; stop: for each (default: 15s)',
    env: 'ZEGO_TIMEOUT',
    keys: ['timeout'],
    read: readTimeout,
    fallback: 15_000,
  },
  json: { flags: '--json', help: 'one JSON document on stdout, also of a failure', offline: true },
  quiet: { flags: '--quiet', help: 'only errors and non-ZEGO hosts on stderr', offline: true },
  dryRun: {
    flags: '-n, --dry-run',
    help: 'show the request, signature hidden, and send nothing',
  },
  debug: {
    flags: '--debug',
    help: 'what was sent and answered, secrets hidden',
    env: 'ZEGO_DEBUG',
    envHelp: 'ZEGO_DEBUG=1',
    offline: true,
  },
  lang: {
    flags: '--lang <en|zh>',
    help: 'language of meanings and hints',
    env: 'ZEGO_LANG',
    envHelp: 'ZEGO_LANG, else LC_ALL, LC_MESSAGES, LANG',
    keys: ['lang'],
    read: readLang,
    offline: true,
  },
  color: {
    flags: '--no-color',
    help: 'no colour',
    envHelp: 'NO_COLOR, FORCE_COLOR',
    offline: true,
  },
} as const satisfies Readonly<Record<string, OptionRow>>;

type Table = typeof globalOptions;

/** The rows as pairs of name and row. */
export const optionRows: readonly (readonly [name: keyof Table, row: OptionRow])[] = Object.entries(
  globalOptions,
) as [keyof Table, OptionRow][];

/** The global options as typed; absent where one was not. */
export type Globals = {
  readonly [Name in keyof Table]?: Table[Name]['flags'] extends `${string}<${string}`
    ? string
    : boolean;
};

type Value<Row> = Row extends { read: (raw: unknown, spot: Spot) => Parsed<infer T> } ? T : never;

/** The options that are settings: a reader makes a value of them. */
export type SettingName = {
  [Name in keyof Table]: Table[Name] extends { read: unknown } ? Name : never;
}[keyof Table];

/** The values of the settings: the fallback, or null, where no place has one. */
export type SettingValues = {
  readonly [Name in SettingName]:
    | Value<Table[Name]>
    | (Table[Name] extends { fallback: unknown } ? never : null);
};

/** A setting and, in words for messages, where it was found. */
export interface Sourced<T> {
  /** Read only when it is asked for, and throws if it is malformed: what decides nothing is not looked at. */
  readonly value: T;
  readonly from: string;
}

/** The settings of one place: the options, the environment, a profile, the top level of a file. */
export type Layer = {
  readonly [Name in SettingName]?: Sourced<Value<Table[Name]>> | undefined;
};

export type Env = Readonly<Record<string, string | undefined>>;

/** Everything the settings are made from. */
export interface SettingsInput {
  readonly options: Globals;
  readonly env: Env;
  /** Absolute; empty where the working directory was deleted. */
  readonly cwd: string;
  /** Absolute: the search for a file ends here when `cwd` lies within. */
  readonly home: string;
  readonly stdin: { readonly isTTY: boolean; read(): Promise<string> };
  /** User id of this process; without it the owner of a file is not checked. */
  readonly uid?: number | undefined;
  /** Aborted by a signal, whose name is the reason; it ends the wait for a secret. */
  readonly interrupted?: AbortSignal | undefined;
}
