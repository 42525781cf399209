import { extname } from 'node:path';
import type { OptionsSync, PublicExplorerSync } from 'cosmiconfig';
import * as explorerModule from 'cosmiconfig/dist/ExplorerSync.js';
import { loadYaml } from 'cosmiconfig/dist/loaders.js';
import { filled } from '../codes/fill.ts';
import { fileFaults, lineIn } from '../codes/settings.ts';
import { ConfigError } from '../errors.ts';
import { readJson, UnreadableJson } from '../values/json.ts';
import { brokenLine } from '../values/lines.ts';
import { labelled, type Words } from '../values/text.ts';

/** A configuration file as it was loaded: nothing in it is checked yet. */
export interface Document {
  readonly path: string;
  readonly text: string;
  /** Undefined for an empty file. */
  readonly data: unknown;
}

/** Not declared by cosmiconfig 9, whose own entry points are made of it. */
interface Internals {
  readonly ExplorerSync: new (
    options: OptionsSync & {
      readonly moduleName: string;
      readonly metaConfigFilePath: null;
      readonly applyPackagePropertyPathToConfiguration: false;
    },
  ) => PublicExplorerSync;
}

/**
 * Has cosmiconfig search folders for a configuration file, and load the first. All that could make it execute or
 * follow something is off: the class itself, unlike `cosmiconfig()`, reads no meta configuration of the working
 * directory, its loader reads data alone, and what that gives it has no `$import` to see.
 * @param folders in their order, each of them there
 * @param places gives the places in a folder that it may read: it reads any file, of any kind and size
 * @throws ConfigError with the reason and, where known, the line; never with what a file says
 */
export function search(
  folders: Iterable<string>,
  places: (folder: string) => Iterable<string>,
  shown: (path: string) => string,
): Document | null {
  const load = (path: string, content: string) => {
    const text = content.replace(/^\uFEFF/, '');
    const fail: Fail = (reason, line = '') =>
      new ConfigError(labelled(filled(lineIn, { file: shown(path), line: `${line}` }), reason));
    const document = { path, text, data: parse(path, text, fail) };
    // Of a file called `package.json` cosmiconfig takes a property: this one is the whole of it.
    return Object.assign(document, { whole: document });
  };
  const { ExplorerSync } = explorerModule as unknown as Internals;
  class Explorer extends ExplorerSync {
    *getGlobalDirs() {
      for (const path of folders) yield { path, isGlobalConfig: false };
    }
    getSearchPlacesForDir({ path }: { path: string }) {
      return places(path);
    }
  }
  const explorer = new Explorer({
    moduleName: 'zego',
    searchPlaces: [],
    searchStrategy: 'global',
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
  const result = explorer.search('/');
  if (!result?.isEmpty) return result && (result.config as Document);
  return { path: result.filepath, text: '', data: undefined };
}

type Fail = (reason: Words, line?: number | '') => ConfigError;

const mostAliases = 100;

function parse(path: string, text: string, fail: Fail): unknown {
  const ending = extname(path);
  if (/^\.[cm]?[jt]s$/.test(ending)) throw fail(fileFaults.notData);
  // Mostly it is JSON, for which no reader of YAML need be loaded.
  if (ending === '.json' || text.startsWith('{')) {
    try {
      return readJson(text);
    } catch (error) {
      if (ending === '.json') throw jsonFault(error, text, fail);
    }
  }
  // Each may stand for a list as long as the file, and as a key that is written out every time.
  if (text.split('*').length > mostAliases) throw fail(fileFaults.aliases);
  try {
    return loadYaml(path, text);
  } catch (error) {
    throw yamlFault(error, text, fail);
  }
}

function jsonFault(error: unknown, text: string, fail: Fail): ConfigError {
  const known = error instanceof UnreadableJson && error.message !== 'not JSON';
  return known ? fail(error.what) : fail(fileFaults.notJson, brokenLine(text));
}

// js-yaml's message shows the lines around the fault, and its reason may end in a word of the file.
function yamlFault(error: unknown, text: string, fail: Fail): ConfigError {
  const { reason, mark } = error as { reason?: unknown; mark?: { line?: unknown } };
  const words = (typeof reason === 'string' && reason.split(/[":]|!</, 1)[0]?.trim()) || '';
  const lines = text.trimEnd().split('\n').length;
  const line = typeof mark?.line === 'number' ? Math.min(mark.line + 1, lines) : undefined;
  return fail(filled(fileFaults.notYaml, { reason: words }), line);
}
