import { extname } from 'node:path';
import type { OptionsSync, PublicExplorerSync } from 'cosmiconfig';
import * as explorerModule from 'cosmiconfig/dist/ExplorerSync.js';
import { loadYaml } from 'cosmiconfig/dist/loaders.js';
import { ConfigError } from '../errors.ts';
import { readJson, UnreadableJson } from '../values/json.ts';
import { brokenLine } from '../values/lines.ts';

/** A configuration file as it was loaded: nothing in it is checked yet. */
export interface Document {
  readonly path: string;
  readonly text: string;
  /** Undefined for an empty file. */
  readonly data: unknown;
}

/** Not declared by cosmiconfig 9, whose own entry points are made of it. */
type ExplorerClass = new (
  options: OptionsSync & {
    readonly moduleName: string;
    readonly metaConfigFilePath: null;
    readonly applyPackagePropertyPathToConfiguration: false;
  },
) => PublicExplorerSync;

/**
 * Makes the explorer of cosmiconfig that searches a folder for a configuration file, and loads it. All that
 * could make it execute or follow something is off: the class itself, unlike `cosmiconfig()`, reads no meta
 * configuration of the working directory, its loader reads data alone, and what that gives it has no `$import`
 * to see. It reads any file that it finds, of any kind and size: so a place is vetted before.
 * @param names the names that are looked for, the first one that is there being taken
 * @param shown names a path in messages
 * @returns what throws a ConfigError with the reason and, where known, the line; never with what a file says
 */
export function explorerFor(
  names: readonly string[],
  shown: (path: string) => string,
): PublicExplorerSync {
  const { ExplorerSync } = explorerModule as unknown as { readonly ExplorerSync: ExplorerClass };
  const load = (path: string, content: string) => {
    const text = content.replace(/^\uFEFF/, '');
    const fail: Fail = (reason, line) =>
      new ConfigError(`${shown(path)}${line ? ` line ${line}` : ''}: ${reason}`);
    const document = { path, text, data: parse(path, text, fail) };
    // Of a file called `package.json` cosmiconfig takes a property: this one is the whole of it.
    return Object.assign(document, { whole: document });
  };
  return new ExplorerSync({
    moduleName: 'zego',
    searchPlaces: [...names],
    searchStrategy: 'none',
    ignoreEmptySearchPlaces: false,
    loaders: { '.json': load, '.yaml': load, '.yml': load, noExt: load, default: load },
    transform: (result) => result,
    cache: false,
    packageProp: 'whole',
    applyPackagePropertyPathToConfiguration: false,
    metaConfigFilePath: null,
    mergeImportArrays: false,
    mergeSearchPlaces: false,
  });
}

type Fail = (reason: string, line?: number) => ConfigError;

const mostAliases = 100;

function parse(path: string, text: string, fail: Fail): unknown {
  const ending = extname(path);
  if (/^\.[cm]?[jt]s$/.test(ending)) throw fail('a configuration is data: JSON or YAML');
  // Mostly it is JSON, for which no reader of YAML need be loaded.
  if (ending === '.json' || text.startsWith('{')) {
    try {
      return readJson(text);
    } catch (error) {
      if (ending === '.json') throw jsonFault(error, text, fail);
    }
  }
  // Each may stand for a list as long as the file, and as a key that is written out every time.
  if (text.split('*').length > mostAliases) throw fail('YAML of too many aliases');
  try {
    return loadYaml(path, text);
  } catch (error) {
    throw yamlFault(error, text, fail);
  }
}

function jsonFault(error: unknown, text: string, fail: Fail): ConfigError {
  const known = error instanceof UnreadableJson && error.message !== 'not JSON';
  return known ? fail(error.message) : fail('not valid JSON', brokenLine(text));
}

// js-yaml's message shows the lines around the fault, and its reason may end in a word of the file.
function yamlFault(error: unknown, text: string, fail: Fail): ConfigError {
  const { reason, mark } = error as { reason?: unknown; mark?: { line?: unknown } };
  const words = typeof reason === 'string' ? reason.split(/[":]|!</, 1)[0]?.trim() : '';
  const lines = text.trimEnd().split('\n').length;
  const line = typeof mark?.line === 'number' ? Math.min(mark.line + 1, lines) : undefined;
  return fail(`not valid YAML${words ? `: ${words}` : ''}`, line);
}
