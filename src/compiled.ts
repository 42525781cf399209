import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import nodeModule from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';

/** The part of Node's loader that compiles a file; packages that trace or cache have always hooked in here. */
interface Loader {
  _compile(this: NodeJS.Module, source: string, path: string): unknown;
}

/**
 * Has Node 20 keep the compiled code of this program between runs, as newer ones do by themselves. V8 runs
 * damaged code without a word, and that of another source of the same length: so the source is kept with it,
 * and the code twice, which is compared sooner than a hash could be loaded.
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

/** The file has the source it was compiled from, and the code twice. */
function believed(place: string, source: string): Buffer | undefined {
  try {
    const bytes = readOwn(place);
    const own = Buffer.from(source);
    const middle = own.length + (bytes.length - own.length) / 2;
    const code = bytes.subarray(own.length, middle);
    const same = bytes.subarray(0, own.length).equals(own) && code.equals(bytes.subarray(middle));
    return same && code.length > 0 ? code : undefined;
  } catch {
    return undefined;
  }
}

const largest = 16 * 1024 * 1024;

/** @throws for what this program has not written: of another kind or size */
function readOwn(place: string): Buffer {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  const file = openSync(place, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    const { mode, size } = fstatSync(file);
    const isRegular = (mode & constants.S_IFMT) === constants.S_IFREG;
    if (!isRegular || size > largest) throw new Error('not written by this program');
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

/** Whole or not at all, whoever else does the same; where it fails, the next run compiles anew. */
function keep(place: string, source: string, code: Buffer, pid: number): void {
  const draft = `${place}.${pid}`;
  try {
    writeFileSync(draft, Buffer.concat([Buffer.from(source), code, code]), {
      mode: 0o600,
      flag: 'wx',
    });
    renameSync(draft, place);
  } catch {
    try {
      rmSync(draft, { force: true });
    } catch {}
  }
}
