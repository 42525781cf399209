import { ConfigError } from '../errors.ts';
import { reasonOf, regularFile, sizeLimit } from './files.ts';
import { brokenLine } from './lines.ts';

/** A file as it was read: nothing in it is checked yet. */
export interface Document {
  readonly text: string;
  readonly data: unknown;
}

type Loader = (path: string, text: string) => unknown;

/** The part of cosmiconfig that reads one file; its own declaration file says nothing of it. */
interface Explorer {
  load(path: string): { config?: Document } | null;
}
interface ExplorerModule {
  ExplorerSync: new (options: {
    moduleName: string;
    searchPlaces: string[];
    packageProp: string[];
    loaders: Record<string, Loader>;
    transform<T>(result: T): T;
  }) => Explorer;
}

/**
 * Reads a configuration file as data, through cosmiconfig. The Explorer is made directly, since
 * `cosmiconfigSync()` executes a "meta configuration" it finds in the working directory. What the
 * loaders return is wrapped, so that cosmiconfig does not see a `$import` and cannot follow it.
 * @param path absolute
 * @param shown the path as messages name it
 * @returns `data` undefined for an empty file
 * @throws ConfigError with the reason and, where known, the line; never with what the file says
 */
export async function readDocument(path: string, shown: string): Promise<Document> {
  const stat = regularFile(path);
  if (!stat) throw new ConfigError(`${shown} is missing, out of reach or not a regular file`);
  if (stat.size > sizeLimit) throw new ConfigError(`${shown} is larger than 64 KiB`);

  const module: unknown = await import('cosmiconfig/dist/ExplorerSync.js');
  const { loadYaml } = await import('cosmiconfig/dist/loaders.js');
  const { ExplorerSync } = module as ExplorerModule;
  const fail = (reason: string, line?: number) =>
    new ConfigError(`${shown}${line ? ` line ${line}` : ''}: ${reason}`);

  const yaml: Loader = (name, text) => {
    try {
      return { text, data: loadYaml(name, text) };
    } catch (error) {
      throw fail(...yamlFault(error, text));
    }
  };
  const json: Loader = (_name, text) => {
    const source = text.replace(/^\uFEFF/, '');
    try {
      return { text, data: JSON.parse(source) };
    } catch {
      throw fail('not valid JSON', brokenLine(source));
    }
  };
  const code: Loader = () => {
    throw fail('a configuration is data: JSON or YAML');
  };

  const explorer = new ExplorerSync({
    moduleName: 'zego',
    searchPlaces: [],
    // The whole of a package.json, so that its keys are refused like any other unknown key.
    packageProp: [],
    loaders: {
      '.json': json,
      '.js': code,
      '.cjs': code,
      '.mjs': code,
      '.ts': code,
      '.cts': code,
      '.mts': code,
      default: yaml,
      noExt: yaml,
    },
    transform: (result) => result,
  });
  try {
    return explorer.load(path)?.config ?? { text: '', data: undefined };
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(`${shown} cannot be read${reasonOf(error)}`);
  }
}

// js-yaml's message shows the lines around the fault, and its reason may end in a word of the file.
function yamlFault(error: unknown, text: string): [reason: string, line?: number] {
  const { reason, mark } = error as { reason?: unknown; mark?: { line?: unknown } };
  const words = typeof reason === 'string' ? reason.split(/[":]|!</, 1)[0]?.trim() : '';
  const lines = text.trimEnd().split('\n').length;
  return [
    `not valid YAML${words ? `: ${words}` : ''}`,
    ...(typeof mark?.line === 'number' ? [Math.min(mark.line + 1, lines)] : []),
  ] as [string, number?];
}
