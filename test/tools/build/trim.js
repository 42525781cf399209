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
      const each = trims.find(
        (one) => module !== null && one.file === module.file && nameOf(one) === module.name,
      );
      if (each === undefined) return null;
      meet(each, module);
      return changed(id, each);
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

function changed(id, { package: name, file, change }) {
  let code = readFileSync(id, 'utf8');
  for (const [before, after] of change) {
    const pieces = code.split(before);
    if (pieces.length !== 2) {
      throw new Error(`${name} ${file}: ${pieces.length - 1} times instead of once: ${before}`);
    }
    code = pieces.join(after);
  }
  return code;
}
