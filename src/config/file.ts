import { dirname, join, resolve } from 'node:path';
import { ConfigError } from '../errors.ts';
import { shownPath } from '../platform/files.ts';
import { isTooLong } from '../values/limits.ts';
import { nearest } from '../values/nearest.ts';
import { readDocument } from './document.ts';
import { readListedEndpoint, readRegion } from './endpoint.ts';
import { lineOf } from './lines.ts';
import {
  lazily,
  type Parsed,
  readAppId,
  readCommand,
  readFlag,
  readLang,
  readPath,
  readSecretText,
  readTimeout,
  unwrap,
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
  const { path, byHand, cwd } = choice;
  const shown = shownPath(path, cwd);
  const { text, data } = await readDocument(path, shown);
  const file: FileText = { choice, shown, text };
  const root = mapAt(file, data, []);
  const top = layerAt(file, root, [], [...settingKeys, 'profiles']);
  const named = Object.entries(mapAt(file, root.profiles, ['profiles'])).map(([name, raw]) => {
    const keys = ['profiles', name];
    if (unsafeNames.includes(name)) throw fault(file, keys, `unknown key ${keyPath(keys)}`);
    const map = mapAt(file, raw, keys);
    return { name, keys, map, layer: layerAt(file, map, keys, settingKeys) };
  });
  const profiles = new Map(named.map(({ name, layer }) => [name, layer]));
  const all = [{ keys: [], map: root }, ...named];
  const holdsSecret = all.some(({ map }) => 'serverSecret' in map);
  const importing = all.find(({ map }) => importKey in map);
  const warnings = importing
    ? [
        `${place(file, [...importing.keys, importKey])}: ${importKey} is ignored, the file alone counts`,
      ]
    : [];
  return { path, byHand, shown, top, profiles, holdsSecret, warnings };
}

const importKey = '$import';

/** A file as it is read: where it was found, and its text for the lines that messages name. */
interface FileText {
  readonly choice: FileChoice;
  readonly shown: string;
  readonly text: string;
}

function place({ shown, text }: FileText, keys: readonly string[]): string {
  const line = lineOf(text, keys);
  return line ? `${shown} line ${line}` : shown;
}

function fault(file: FileText, keys: readonly string[], what: string): ConfigError {
  return new ConfigError(`${place(file, keys)}: ${what}`);
}

function mapAt(file: FileText, raw: unknown, keys: readonly string[]): Entries {
  const map = entriesOf(raw);
  if (map) return map;
  const what = keys.length ? keyPath(keys) : 'the top level';
  throw fault(file, keys, `${what}: expected a map of keys`);
}

const tooLong = { expected: 'longer than 4 KB' };

function isLong(raw: unknown): boolean {
  return [raw].flat().some((text) => typeof text === 'string' && isTooLong(text));
}

/** The settings of the top level or of a profile. */
function layerAt(
  file: FileText,
  map: Entries,
  keys: readonly string[],
  known: readonly string[],
): Layer {
  const { choice, shown } = file;
  for (const key of Object.keys(map)) {
    if (key === importKey || known.includes(key)) continue;
    const path = [...keys, key];
    throw fault(file, path, `unknown key ${keyPath(path)}; ${suggest(key, known)}`);
  }
  const take = <T>(key: string, read: (raw: unknown) => Parsed<T>): Sourced<T> | undefined => {
    if (!(key in map)) return undefined;
    const path = [...keys, key];
    const refuse = (expected: string) => fault(file, path, `${keyPath(path)}: ${expected}`);
    return lazily(`${shown} (${keyPath(path)})`, () =>
      unwrap(isLong(map[key]) ? tooLong : read(map[key]), refuse),
    );
  };
  return {
    appId: take('appId', readAppId),
    secret: secretAt(file, keys, take),
    region: take('region', readRegion),
    endpoint: take('endpoint', choice.byHand ? readListedEndpoint : refuseEndpoint),
    isTest: take('isTest', readFlag),
    timeout: take('timeout', readTimeout),
    lang: take('lang', readLang),
  };
}

/** Where the ServerSecret is to be had; of the keys that say so there may be one. */
function secretAt(
  file: FileText,
  keys: readonly string[],
  take: <T>(key: string, read: (raw: unknown) => Parsed<T>) => Sourced<T> | undefined,
): Sourced<SecretSource> | undefined {
  const { choice } = file;
  const secrets = {
    serverSecret: sourced(take('serverSecret', readSecretText), (text) => ({ kind: 'text', text })),
    serverSecretFile: sourced(take('serverSecretFile', readPath), (path) => {
      const at = [...keys, 'serverSecretFile'];
      const naming = `${place(file, at)} names as ${keyPath(at)}`;
      return { kind: 'file', path: pathFrom(choice, path), naming };
    }),
    serverSecretCommand: sourced(
      take('serverSecretCommand', (raw) =>
        choice.mayNotRun === null ? readCommand(raw) : { expected: choice.mayNotRun },
      ),
      (command) => ({ kind: 'command', command }),
    ),
  };
  const [first, second] = Object.entries(secrets).filter(([, secret]) => secret);
  if (first && second) {
    throw fault(file, [...keys, second[0]], `${first[0]} and ${second[0]} cannot be combined`);
  }
  return first?.[1];
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

function refuseEndpoint(): Parsed<string> {
  return {
    expected:
      'a file found by searching cannot set it; name the file with --config, or use --endpoint or ZEGO_ENDPOINT',
  };
}
