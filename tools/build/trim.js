import { readFileSync } from 'node:fs';

/**
 * A plugin that takes parts of libraries out of the bundle. It fails when a library is not of the version
 * a trim was made for, when a text to be changed is not there exactly once, and when a trim met nothing.
 * @param {readonly import('./trims.js').Trim[]} trims
 */
export function trim(trims) {
  const met = new Set();
  const meet = (each, { name, version }) => {
    const found = `${name}@${version()}`;
    if (found !== each.package) {
      throw new Error(`a trim was made for ${each.package}, and ${found} is here: ${each.why}`);
    }
    met.add(each);
  };
  const nameOf = (each) => each.package.slice(0, each.package.lastIndexOf('@'));
  const left = new Map(trims.flatMap((each) => (each.absent ? [[nameOf(each), each]] : [])));
  return {
    name: 'trim',
    async resolveId(source, importer) {
      const each = left.get(source);
      if (each === undefined) return null;
      const { id } = await this.resolve(source, importer, { skipSelf: true });
      meet(each, packageOf(id));
      return absence + source;
    },
    load(id) {
      if (id.startsWith(absence)) return absent(left.get(id.slice(absence.length)));
      const module = packageOf(id);
      if (module === null) return null;
      const own = trims.filter((one) => nameOf(one) === module.name);
      const each = own.find(({ file, modules }) => modules || file === module.file);
      if (each === undefined) return null;
      meet(each, module);
      const code = readFileSync(id, 'utf8');
      return each.modules ? asModule(id, code) : changed(code, each);
    },
    buildEnd(error) {
      const missed = trims.filter((each) => !met.has(each)).map((each) => each.package);
      if (!error && missed.length > 0) throw new Error(`nothing to trim in ${missed.join(', ')}`);
    },
  };
}

const absence = '\0absent:';

function absent({ package: name, absent: names }) {
  const exported = names.map((each) => `Absent as ${each}`).join(', ');
  return `class Absent { constructor() { throw new Error('${name} is left out of the bundle'); } }
export { ${exported} };`;
}

/**
 * The package that a module belongs to.
 * @param {string} id the path of the module
 */
export function packageOf(id) {
  const [, folder, name, file] =
    /^(.*\/node_modules\/((?:@[^/]+\/)?[^/]+))\/(.*)$/.exec(id.replaceAll('\\', '/')) ?? [];
  if (folder === undefined) return null;
  const version = () => JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')).version;
  return { folder, name, file, version };
}

function changed(code, { package: name, file, change }) {
  let result = code;
  for (const [before, after] of change) {
    const pieces = result.split(before);
    if (pieces.length !== 2) {
      throw new Error(`${name} ${file}: ${pieces.length - 1} times instead of once: ${before}`);
    }
    result = pieces.join(after);
  }
  return result;
}

/** CommonJS of the plain kind as an ES module: requires at the top, exports one by one. */
function asModule(id, code) {
  const result = code
    .replace(/^const (\w+|\{[^}]*\}) = require\('([^']+)'\);$/gm, "import $1 from '$2';")
    .replace(/^const (\w+) = require\('([^']+)'\)\.\1;$/gm, "import { $1 } from '$2';")
    .replace(/^exports\.(\w+) = \1;/gm, 'export { $1 };')
    .replace(/^exports\.(\w+) = /gm, 'export const $1 = ')
    .replace(/^import \w+ from '\.\/index\.js';[\s\S]*/m, "export * from './index.js';\n");
  if (/\brequire\(|\bexports\b/.test(result)) throw new Error(`${id} is no plain CommonJS`);
  return result;
}
