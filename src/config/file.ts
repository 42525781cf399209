import { dirname, join, resolve } from 'node:path';
import { filled } from '../codes/fill.ts';
import { fileFaults, lineIn, namesAs, topLevel } from '../codes/settings.ts';
import { ConfigError } from '../errors.ts';
import { keyPath } from '../values/key-path.ts';
import { isTooLong } from '../values/limits.ts';
import { lineOf } from '../values/lines.ts';
import { nearest } from '../values/nearest.ts';
import { unwrap } from '../values/parsed.ts';
import { labelled, type Text, type Words } from '../values/text.ts';
import type { Document } from './explorer.ts';
import { layerOf, lazily } from './layers.ts';
import { type Layer, type OptionRow, optionRows, type Sourced } from './options.ts';

/** A configuration file that was loaded, and what decides how it is read. */
export interface FileInput extends Document {
  /** Named by --config or ZEGO_CONFIG, rather than found by searching. */
  readonly byHand: boolean;
  /** Why it may not name a program to run; null if it may. */
  readonly mayNotRun: Text | null;
  /** The path as messages name it. */
  readonly shown: string;
  readonly home: string;
}

/** A configuration file, its keys checked; a malformed value throws when it is asked for. */
export interface ConfigFile {
  readonly path: string;
  readonly byHand: boolean;
  readonly shown: string;
  readonly top: Layer;
  readonly profiles: ReadonlyMap<string, Layer>;
  /** A ServerSecret stands in the file itself, used or not. */
  readonly holdsSecret: boolean;
  readonly warnings: readonly Text[];
}

const settingKeys = optionRows.flatMap(([, { keys = [] }]) => keys);
const importKey = '$import';
const unsafeNames = ['__proto__', 'constructor', 'prototype'];

/**
 * Checks the keys of a configuration file.
 * @throws ConfigError naming file, line (where known), key and what is expected; values are not shown
 */
export function readConfigFile(file: FileInput): ConfigFile {
  const { path, byHand, shown } = file;
  const root = mapAt(file, file.data, []);
  const top = layerAt(file, root, [], [...settingKeys, 'profiles']);
  const named = Object.entries(mapAt(file, root.profiles, ['profiles'])).map(([name, raw]) => {
    const keys = ['profiles', name];
    if (unsafeNames.includes(name))
      throw fault(file, keys, filled(fileFaults.notKey, { key: keyPath(keys) }));
    const map = mapAt(file, raw, keys);
    return { name, keys, map, layer: layerAt(file, map, keys, settingKeys) };
  });
  const all = [{ keys: [], map: root }, ...named];
  const importing = all.find(({ map }) => importKey in map);
  const place = importing && placeOf(file, [...importing.keys, importKey]);
  return {
    path,
    byHand,
    shown,
    top,
    profiles: new Map(named.map(({ name, layer }) => [name, layer])),
    holdsSecret: all.some(({ map }) => 'serverSecret' in map),
    warnings: place ? [labelled(place, filled(fileFaults.importIgnored, { key: importKey }))] : [],
  };
}

function placeOf({ shown, text }: FileInput, keys: readonly string[]): Text {
  return filled(lineIn, { file: shown, line: `${lineOf(text, keys) ?? ''}` });
}

function fault(file: FileInput, keys: readonly string[], what: Words): ConfigError {
  return new ConfigError(labelled(placeOf(file, keys), what));
}

type Entries = Readonly<Record<string, unknown>>;

// Without a prototype, so that `in` finds the file's own keys only; nothing at all is an empty map.
function mapAt(file: FileInput, raw: unknown, keys: readonly string[]): Entries {
  const isMap = Object.prototype.toString.call(raw ?? {}) === '[object Object]';
  if (isMap) return Object.assign(Object.create(null), raw);
  const what = keys.length ? keyPath(keys) : topLevel;
  throw fault(file, keys, labelled(what, fileFaults.notMap));
}

/** The settings of the top level or of a profile. */
function layerAt(
  file: FileInput,
  map: Entries,
  keys: readonly string[],
  known: readonly string[],
): Layer {
  for (const key of Object.keys(map)) {
    if (key === importKey || known.includes(key)) continue;
    const path = [...keys, key];
    const facts = { key: keyPath(path), near: nearest(key, known) ?? '', known: known.join(', ') };
    throw fault(file, path, filled(fileFaults.unknownKey, facts));
  }
  return layerOf((row) => {
    const [key = '', second] = (row.keys ?? []).filter((each) => each in map);
    if (second !== undefined) {
      throw fault(file, [...keys, second], filled(fileFaults.notCombined, { key, second }));
    }
    return key === '' ? undefined : settingAt(file, [...keys, key], map[key], row);
  });
}

function settingAt(
  file: FileInput,
  path: readonly string[],
  raw: unknown,
  { read, notInFoundFile }: OptionRow,
): Sourced<unknown> {
  const refuse = (expected: Words) => fault(file, path, labelled(keyPath(path), expected));
  return lazily(`${file.shown} (${keyPath(path)})`, () => {
    const isLong = [raw].flat().some((text) => typeof text === 'string' && isTooLong(text));
    if (isLong) throw refuse(fileFaults.tooLong);
    if (notInFoundFile && !file.byHand) throw refuse(fileFaults.foundFile);
    const namedAt = filled(namesAs, { place: placeOf(file, path), key: keyPath(path) });
    const spot = {
      key: path.at(-1) ?? '',
      resolve: (text: string) => pathFrom(file, text),
      file: { namedAt, mayNotRun: file.mayNotRun },
    };
    return read && unwrap(read(raw, spot), refuse);
  });
}

function pathFrom({ path: file, home }: FileInput, path: string): string {
  return path.startsWith('~/') ? join(home, path.slice(2)) : resolve(dirname(file), path);
}
