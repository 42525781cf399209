import { dirname, join, resolve } from 'node:path';
import { ConfigError } from '../errors.ts';
import { nearest } from '../values/nearest.ts';
import { readDocument } from './document.ts';
import { readListedEndpoint, readRegion } from './endpoint.ts';
import { shownPath } from './files.ts';
import { lineOf } from './lines.ts';
import {
  accept,
  lazily,
  type Reading,
  readAppId,
  readCommand,
  readFlag,
  readLang,
  readPath,
  readSecretText,
  readTimeout,
} from './readers.ts';
import type { Layer, SecretSource, Sourced } from './types.ts';

const settingKeys = [
  'appId',
  'serverSecret',
  'serverSecretFile',
  'serverSecretCommand',
  'region',
  'endpoint',
  'isTest',
  'timeout',
  'lang',
];

/** Which file to read, and from where its paths count. */
export interface FileChoice {
  /** Absolute. */
  readonly path: string;
  /** Named by --config or ZEGO_CONFIG; a file found by searching may not set the endpoint. */
  readonly byHand: boolean;
  /** Why it may not name a program to run; null if it may. */
  readonly mayNotRun: string | null;
  readonly cwd: string;
  readonly home: string;
}

/** A configuration file, its keys checked; a malformed value throws when it is asked for. */
export interface ConfigFile {
  readonly path: string;
  readonly byHand: boolean;
  /** The path as messages name it. */
  readonly shown: string;
  readonly top: Layer;
  readonly profiles: ReadonlyMap<string, Layer>;
  /** A ServerSecret stands in the file itself, used or not. */
  readonly holdsSecret: boolean;
  readonly warnings: readonly string[];
}

/**
 * Reads a configuration file.
 * @throws ConfigError naming file, line (where known), key and what is expected; values are not shown
 */
export async function readConfigFile(choice: FileChoice): Promise<ConfigFile> {
  const shown = shownPath(choice.path, choice.cwd);
  const { text, data } = await readDocument(choice.path, shown);
  const warnings: string[] = [];
  let holdsSecret = false;
  const place = (keys: readonly string[]) => {
    const line = lineOf(text, keys);
    return line ? `${shown} line ${line}` : shown;
  };
  const naming = (keys: readonly string[]) => `${place(keys)} names as ${keyPath(keys)}`;
  const fault = (keys: readonly string[], what: string) =>
    new ConfigError(`${place(keys)}: ${what}`);

  const mapAt = (raw: unknown, keys: readonly string[]): Entries => {
    const map = entriesOf(raw);
    if (map) return map;
    throw fault(keys, `${keys.length ? keyPath(keys) : 'the top level'}: expected a map of keys`);
  };
  const layerAt = (map: Entries, keys: readonly string[], known: readonly string[]): Layer => {
    for (const key of Object.keys(map)) {
      const path = [...keys, key];
      if (key === '$import') {
        warnings.push(`${place(path)}: $import is ignored, the file alone counts`);
      } else if (!known.includes(key)) {
        throw fault(path, `unknown key ${keyPath(path)}; ${suggest(key, known)}`);
      }
    }
    const take = <T>(key: string, read: (raw: unknown) => Reading<T>): Sourced<T> | undefined => {
      if (!(key in map)) return undefined;
      const path = [...keys, key];
      const refuse = (wanted: string) => fault(path, `${keyPath(path)}: ${wanted}`);
      return lazily(`${shown} (${keyPath(path)})`, () => accept(read(map[key]), refuse));
    };
    const secrets = {
      serverSecret: sourced(take('serverSecret', readSecretText), (text) => ({
        kind: 'text',
        text,
      })),
      serverSecretFile: sourced(take('serverSecretFile', readPath), (path) => ({
        kind: 'file',
        path: pathFrom(choice, path),
        naming: naming([...keys, 'serverSecretFile']),
      })),
      serverSecretCommand: sourced(
        take('serverSecretCommand', (raw) =>
          choice.mayNotRun === null ? readCommand(raw) : { wanted: choice.mayNotRun },
        ),
        (command) => ({ kind: 'command', command }),
      ),
    };
    const [one, another] = Object.entries(secrets).flatMap(([key, secret]) =>
      secret ? [key] : [],
    );
    if (one !== undefined && another !== undefined) {
      throw fault([...keys, another], `${one} and ${another} exclude each other`);
    }
    if (secrets.serverSecret) holdsSecret = true;
    return {
      appId: take('appId', readAppId),
      secret: secrets.serverSecret ?? secrets.serverSecretFile ?? secrets.serverSecretCommand,
      region: take('region', readRegion),
      endpoint: take('endpoint', choice.byHand ? readListedEndpoint : refuseEndpoint),
      isTest: take('isTest', readFlag),
      timeout: take('timeout', readTimeout),
      lang: take('lang', readLang),
    };
  };

  const root = mapAt(data, []);
  const top = layerAt(root, [], [...settingKeys, 'profiles']);
  const profiles = new Map<string, Layer>();
  for (const [name, raw] of Object.entries(mapAt(root.profiles, ['profiles']))) {
    const keys = ['profiles', name];
    if (unsafeNames.includes(name)) throw fault(keys, `unknown key ${keyPath(keys)}`);
    profiles.set(name, layerAt(mapAt(raw, keys), keys, settingKeys));
  }
  const { path, byHand } = choice;
  return { path, byHand, shown, top, profiles, holdsSecret, warnings };
}

const unsafeNames = ['__proto__', 'constructor', 'prototype'];

type Entries = Readonly<Record<string, unknown>>;

// Without a prototype, so that `in` finds the file's own keys only; nothing at all is an empty map.
function entriesOf(raw: unknown): Entries | undefined {
  const isMap = Object.prototype.toString.call(raw ?? {}) === '[object Object]';
  return isMap ? Object.assign(Object.create(null), raw) : undefined;
}

/**
 * Writes a key for a message. It ends at the first character no key has: `{serverSecret:abc}`, with
 * the space forgotten, is a key in YAML.
 */
export function keyPath(keys: readonly string[]): string {
  return keys
    .map((key) => {
      const word = /^[\p{L}\p{N}_$-]{0,40}/u.exec(key)?.[0] ?? '';
      return word === key ? key : `${word}…`;
    })
    .join('.');
}

function suggest(key: string, known: readonly string[]): string {
  const near = nearest(key, known);
  return near ? `did you mean ${near}?` : `the keys are ${known.join(', ')}`;
}

function sourced<T>(
  given: Sourced<T> | undefined,
  source: (value: T) => SecretSource,
): Sourced<SecretSource> | undefined {
  return given && lazily(given.from, () => source(given.value));
}

function pathFrom({ path: file, home }: FileChoice, path: string): string {
  return path.startsWith('~/') ? join(home, path.slice(2)) : resolve(dirname(file), path);
}

function refuseEndpoint(): Reading<string> {
  return {
    wanted:
      'a file found by searching cannot set it; name the file with --config, or use --endpoint or ZEGO_ENDPOINT',
  };
}
