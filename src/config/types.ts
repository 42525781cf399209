import type { Globals } from './options.ts';

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

/** A ServerSecret, and a warning where others can read its file. */
export interface ReadSecret {
  readonly secret: string;
  readonly warnings: readonly string[];
}
