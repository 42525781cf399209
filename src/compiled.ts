import { createHash } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import nodeModule from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';

/** The part of Node's loader that compiles a file; packages that trace or cache have always hooked in here. */
interface Loader {
  _compile(this: NodeJS.Module, source: string, path: string): unknown;
}

/**
 * Has Node 20 keep the compiled code of this program between runs, as newer ones do by themselves. V8 runs
 * a damaged cache without a word, and one of another source of the same length: so what is kept is believed
 * only with a hash over it and the source.
 * @param directory private, of this user
 * @param folder where the program's files are; no other file is touched
 */
export function keepCompiled(process: NodeJS.Process, directory: string, folder: string): void {
  const loader = nodeModule.prototype as unknown as Loader;
  const compile = loader._compile;
  loader._compile = function (source, path) {
    if (dirname(path) !== folder) return compile.call(this, source, path);
    const place = join(directory, `${process.version}-${basename(path)}`);
    const kept = believed(place, source);
    const script = new Script(
      `(function (exports, require, module, __filename, __dirname) {${source}\n})`,
      { filename: path, ...(kept ? { cachedData: kept } : {}) },
    );
    if (!kept || script.cachedDataRejected) {
      process.once('exit', () => keep(place, source, script.createCachedData(), process.pid));
    }
    const require = (id: string) => this.require(id);
    return script
      .runInThisContext()
      .call(this.exports, this.exports, require, this, path, dirname(path));
  };
}

const hashLength = 32;

function believed(place: string, source: string): Buffer | undefined {
  try {
    const bytes = readFileSync(place);
    const code = bytes.subarray(hashLength);
    return hash(source, code).equals(bytes.subarray(0, hashLength)) ? code : undefined;
  } catch {
    return undefined;
  }
}

/** Whole or not at all, whoever else does the same; where it fails, the next run compiles anew. */
function keep(place: string, source: string, code: Buffer, pid: number): void {
  const draft = `${place}.${pid}`;
  try {
    writeFileSync(draft, Buffer.concat([hash(source, code), code]), { mode: 0o600, flag: 'wx' });
    renameSync(draft, place);
  } catch {
    try {
      rmSync(draft, { force: true });
    } catch {}
  }
}

function hash(source: string, code: Buffer): Buffer {
  return createHash('sha256').update(source).update(code).digest();
}
