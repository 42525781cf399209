import { extname } from 'node:path';
import { ConfigError } from '../errors.ts';
import { readRegular, reasonOf, sizeLimit } from '../platform/files.ts';
import { readJson, UnreadableJson } from '../values/json.ts';
import { brokenLine } from './lines.ts';

/** A file as it was read: nothing in it is checked yet. */
export interface Document {
  readonly text: string;
  readonly data: unknown;
}

/**
 * Reads a configuration file as data. Of cosmiconfig its reader of YAML is used, and no more: what looks for
 * files and opens them there executes a "meta configuration" of the working directory, follows `$import`,
 * and reads a file of any length.
 * @param path absolute
 * @param shown the path as messages name it
 * @returns `data` undefined for an empty file
 * @throws ConfigError with the reason and, where known, the line; never with what the file says
 */
export async function readDocument(path: string, shown: string): Promise<Document> {
  const text = textOf(path, shown).replace(/^\uFEFF/, '');
  const fail = (reason: string, line?: number) =>
    new ConfigError(`${shown}${line ? ` line ${line}` : ''}: ${reason}`);
  if (text.trim() === '') return { text, data: undefined };
  const ending = extname(path);
  if (/^\.[cm]?[jt]s$/.test(ending)) throw fail('a configuration is data: JSON or YAML');
  // Mostly it is JSON: to load a reader of YAML takes longer than all else that is done with the file.
  if (ending === '.json' || text.startsWith('{')) {
    try {
      return { text, data: readJson(text) };
    } catch (error) {
      const known = error instanceof UnreadableJson && error.message !== 'not JSON';
      if (ending === '.json')
        throw known ? fail(error.message) : fail('not valid JSON', brokenLine(text));
    }
  }
  // Each may stand for a list as long as the file, and as a key that is written out every time.
  if (text.split('*').length > mostAliases) throw fail('YAML of too many aliases');
  const { loadYaml } = await import('cosmiconfig/dist/loaders.js');
  try {
    return { text, data: loadYaml(path, text) };
  } catch (error) {
    throw fail(...yamlFault(error, text));
  }
}

const mostAliases = 100;

function textOf(path: string, shown: string): string {
  let bytes: Buffer | undefined;
  try {
    bytes = readRegular(path, sizeLimit);
  } catch (error) {
    throw new ConfigError(`${shown} cannot be read${reasonOf(error)}`);
  }
  if (!bytes) throw new ConfigError(`${shown} is missing, out of reach or not a regular file`);
  if (bytes.length > sizeLimit) throw new ConfigError(`${shown} is larger than 64 KiB`);
  return bytes.toString();
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
