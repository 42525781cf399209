import { extname } from 'node:path';
import type { OptionsSync, PublicExplorerSync } from 'cosmiconfig';
import * as explorerModule from 'cosmiconfig/dist/ExplorerSync.js';
import { loadYaml } from 'cosmiconfig/dist/loaders.js';
import { ConfigError } from '../errors.ts';
import { readJson, UnreadableJson } from '../values/json.ts';
import { brokenLine } from './lines.ts';

/** A configuration file as it was loaded: nothing in it is checked yet. */
export interface Document {
  readonly path: string;
  readonly text: string;
  /** Undefined for an empty file. */
  readonly data: unknown;
}

/**
 * Has cosmiconfig search one folder for a configuration file, and load it. All that could make it execute or
 * follow something is off: the class itself, unlike `cosmiconfig()`, reads no meta configuration of the
 * working directory, its loaders read data alone, and what they give it has no `$import` to see. It reads any
 * file that it finds, of any kind and size: so a place is vetted before.
 * @param names the names that are looked for, the first one that is there being taken
 * @throws ConfigError with the reason and, where known, the line; never with what the file says
 */
export function searchFolder(folder: string, names: readonly string[], shown: Shown) {
  return documentOf(explorer(names, shown).search(folder));
}

/**
 * Has cosmiconfig load the configuration file of a path.
 * @throws as `searchFolder`
 */
export function loadFile(path: string, shown: Shown) {
  return documentOf(explorer([], shown).load(path));
}

/** Names a path in messages. */
type Shown = (path: string) => string;

interface Internals {
  /** Not declared by cosmiconfig 9, whose own entry points are made of it. */
  readonly ExplorerSync: new (
    options: OptionsSync & {
      readonly moduleName: string;
      readonly metaConfigFilePath: null;
      readonly applyPackagePropertyPathToConfiguration: false;
    },
  ) => PublicExplorerSync;
}

function explorer(names: readonly string[], shown: Shown): PublicExplorerSync {
  const { ExplorerSync } = explorerModule as unknown as Internals;
  const json = loader(shown, parseJson);
  const yaml = loader(shown, parseYaml);
  return new ExplorerSync({
    moduleName: 'zego',
    searchPlaces: [...names],
    searchStrategy: 'none',
    ignoreEmptySearchPlaces: false,
    loaders: { '.json': json, '.yaml': yaml, '.yml': yaml, noExt: yaml, default: yaml },
    transform: (result) => result,
    cache: false,
    // Of a file called `package.json` cosmiconfig takes a property: this one is the whole of it.
    packageProp: 'whole',
    applyPackagePropertyPathToConfiguration: false,
    metaConfigFilePath: null,
    mergeImportArrays: false,
    mergeSearchPlaces: false,
  });
}

function documentOf(result: ReturnType<PublicExplorerSync['load']>): Document | null {
  if (result === null) return null;
  const { filepath, isEmpty, config } = result;
  return isEmpty ? { path: filepath, text: '', data: undefined } : (config as Document);
}

function loader(shown: Shown, parse: (path: string, text: string, fail: Fail) => unknown) {
  return (path: string, content: string) => {
    const text = content.replace(/^\uFEFF/, '');
    const fail: Fail = (reason, line) =>
      new ConfigError(`${shown(path)}${line ? ` line ${line}` : ''}: ${reason}`);
    const document = { path, text, data: parse(path, text, fail) };
    return Object.assign(document, { whole: document });
  };
}

type Fail = (reason: string, line?: number) => ConfigError;

function parseJson(_path: string, text: string, fail: Fail): unknown {
  try {
    return readJson(text);
  } catch (error) {
    if (error instanceof UnreadableJson && error.message !== 'not JSON') throw fail(error.message);
    throw fail('not valid JSON', brokenLine(text));
  }
}

const mostAliases = 100;

function parseYaml(path: string, text: string, fail: Fail): unknown {
  if (/^\.[cm]?[jt]s$/.test(extname(path))) throw fail('a configuration is data: JSON or YAML');
  // Mostly it is JSON, for which no reader of YAML need be loaded.
  if (text.startsWith('{')) {
    try {
      return readJson(text);
    } catch {
      // Braces are YAML as well.
    }
  }
  // Each may stand for a list as long as the file, and as a key that is written out every time.
  if (text.split('*').length > mostAliases) throw fail('YAML of too many aliases');
  try {
    return loadYaml(path, text);
  } catch (error) {
    throw fail(...yamlFault(error, text));
  }
}

// js-yaml's message shows the lines around the fault, and its reason may end in a word of the file.
function yamlFault(error: unknown, text: string): [reason: string, line?: number] {
  const { reason, mark } = error as { reason?: unknown; mark?: { line?: unknown } };
  const words = typeof reason === 'string' ? reason.split(/[":]|!</, 1)[0]?.trim() : '';
  const said = `not valid YAML${words ? `: ${words}` : ''}`;
  if (typeof mark?.line !== 'number') return [said];
  return [said, Math.min(mark.line + 1, text.trimEnd().split('\n').length)];
}
