import { type Command, Option } from 'commander';

/** An option that every command takes, and the other places the same thing can be said. */
export interface GlobalOption {
  readonly flags: string;
  readonly help: string;
  readonly env?: string;
  /** The key of a configuration file. */
  readonly key?: string;
}

/** The options of every command; help and README read this table. */
export const globalOptions: readonly GlobalOption[] = [
  { flags: '--app-id <n>', env: 'ZEGO_APP_ID', key: 'appId', help: 'AppId of the project' },
  {
    flags: '--secret-file <path>',
    env: 'ZEGO_SERVER_SECRET (the secret itself)',
    key: 'serverSecret, serverSecretFile, serverSecretCommand',
    help: 'file whose first line is the ServerSecret; - reads stdin',
  },
  {
    flags: '--profile <name>',
    env: 'ZEGO_PROFILE',
    key: 'profiles.NAME',
    help: 'a named set of the other keys',
  },
  {
    flags: '--config <file>',
    env: 'ZEGO_CONFIG',
    help: 'configuration file, instead of searching',
  },
  {
    flags: '--region <code>',
    env: 'ZEGO_REGION',
    key: 'region',
    help: 'sha, hkg, fra, lax, bom or sgp (default: the unified host)',
  },
  {
    flags: '--endpoint <url>',
    env: 'ZEGO_ENDPOINT',
    key: "endpoint (only in a file named by --config, and only ZEGO's hosts)",
    help: 'another base address',
  },
  {
    flags: '--test',
    env: 'ZEGO_TEST=1',
    key: 'isTest',
    help: "the test environment: IsTest=true and the StreamId's zegotest prefix",
  },
  {
    flags: '--timeout <duration>',
    env: 'ZEGO_TIMEOUT',
    key: 'timeout',
    help: 'for the whole command (default: 15s)',
  },
  { flags: '--json', help: 'one JSON document on stdout, whatever happens' },
  { flags: '--quiet', help: 'nothing on stderr but errors' },
  { flags: '-n, --dry-run', help: 'show the request, signature hidden, and send nothing' },
  {
    flags: '--debug',
    env: 'ZEGO_DEBUG=1',
    help: 'what was sent and answered, secrets hidden, on stderr',
  },
  {
    flags: '--lang <en|zh>',
    env: 'ZEGO_LANG, else LC_ALL, LC_MESSAGES, LANG',
    key: 'lang',
    help: 'language of meanings and hints',
  },
  { flags: '--no-color', env: 'NO_COLOR, FORCE_COLOR', help: 'no colour' },
];

/** The options of every command as they were typed; undefined where one was not. */
export interface Globals {
  readonly appId?: string;
  readonly secretFile?: string;
  readonly profile?: string;
  readonly config?: string;
  readonly region?: string;
  readonly endpoint?: string;
  readonly test?: boolean;
  readonly timeout?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly dryRun?: boolean;
  readonly debug?: boolean;
  readonly lang?: string;
  readonly color?: boolean;
}

const shown = /--(json|quiet|debug|lang|no-color)\b/;

/**
 * Adds the options of every command, under a heading of their own in the help.
 * @param offline for a command that calls no Action: what cannot matter is taken, but not listed
 */
export function addGlobalOptions(command: Command, offline = false): Command {
  for (const { flags, help } of globalOptions) {
    const option = new Option(flags, help).helpGroup('Global options:');
    command.addOption(offline ? option.hideHelp(!shown.test(flags)) : option);
  }
  return command;
}

/**
 * Collects what was typed for a command and its parents; the innermost wins.
 * (`optsWithGlobals` lets a parent's default overrule what the command was given.)
 */
export function typedOptions(command: Command): Record<string, unknown> {
  const typed: Record<string, unknown> = command.parent ? typedOptions(command.parent) : {};
  for (const option of command.options) {
    const name = option.attributeName();
    if (command.getOptionValueSource(name) === 'cli') typed[name] = command.getOptionValue(name);
  }
  return typed;
}
