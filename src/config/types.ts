import type { Lang, Text } from '../values/text.ts';
import type { Region } from './endpoint.ts';

/** The options of every command that reach this room, as typed at the terminal. */
export interface GivenOptions {
  readonly appId?: string | undefined;
  readonly secretFile?: string | undefined;
  readonly profile?: string | undefined;
  readonly config?: string | undefined;
  readonly region?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly test?: boolean | undefined;
  readonly timeout?: string | undefined;
  readonly lang?: string | undefined;
}

export type Env = Readonly<Record<string, string | undefined>>;

/** Everything the settings are made from. */
export interface SettingsInput {
  readonly options: GivenOptions;
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

/** What a command needs to know before it can call. */
export interface Settings {
  readonly appId: number;
  /** Gets the secret, which may take its time; it is asked for once. */
  readSecret(): Promise<ReadSecret>;
  /** Where the two came from, in words for messages: `--app-id`, `.zegorc (profiles.prod.serverSecret)`. */
  readonly from: { readonly appId: string; readonly secret: string };
  /** Origin without a trailing slash. */
  readonly endpoint: string;
  readonly isTest: boolean;
  /** For the whole command, in milliseconds. */
  readonly timeoutMs: number;
  /** null: neither option, environment nor file names a language. */
  readonly lang: Lang | null;
  /** One line each. */
  readonly warnings: readonly string[];
  /** What a person should know of where they come from, in both languages. */
  readonly notes: readonly Text[];
}

/** A ServerSecret, and a warning for each way in which others may see where it is kept. */
export interface ReadSecret {
  readonly secret: string;
  readonly warnings: readonly string[];
}

/** A setting and, in words for messages, where it was read. */
export interface Sourced<T> {
  /** May be read only now, and throws if it is malformed: what decides nothing is not looked at. */
  readonly value: T;
  readonly from: string;
}

/**
 * Where a ServerSecret is to be had. `naming`: where a configuration file names the path, in words for
 * messages; null if it was typed, so that a pipe is welcome too.
 */
export type SecretSource =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'file'; readonly path: string; readonly naming: string | null }
  | { readonly kind: 'stdin' }
  | { readonly kind: 'command'; readonly command: Command };

/** A program, by its absolute path, and its arguments. */
export type Command = readonly [program: string, ...args: string[]];

/** The settings of one place: the options, the environment, a profile, the top level of a file. */
export interface Layer {
  readonly appId?: Sourced<number> | undefined;
  readonly secret?: Sourced<SecretSource> | undefined;
  readonly region?: Sourced<Region> | undefined;
  readonly endpoint?: Sourced<string> | undefined;
  readonly isTest?: Sourced<boolean> | undefined;
  readonly timeout?: Sourced<number> | undefined;
  readonly lang?: Sourced<Lang> | undefined;
}
