import { packageOf } from './package-of.js';

/**
 * @typedef {object} Unneeded a module that no command of zego uses, though a library imports it
 * @property {string} module a package, a file of one as `PACKAGE/PATH`, or a module of Node
 * @property {string} [by] the one package whose imports are meant
 * @property {readonly string[]} names what is imported of it: `module.exports` is what require() gives
 */

/** @type {readonly Unneeded[]} What takes long to load, or is large. */
export const unneeded = [
  // Makes a TLS socket on import, which takes 40 ms. Requests are HTTP/1.1.
  { module: 'http2-wrapper', names: ['default'] },
  // got is handed a connection that stands, TLS included: src/http/connect.ts.
  { module: 'node:tls', by: 'got', names: ['checkServerIdentity'] },
  // No answer is cached, no name is looked up twice, nothing is decompressed, no form is sent.
  { module: 'cacheable-request', names: ['default', 'CacheError'] },
  { module: 'cacheable-lookup', names: ['default'] },
  { module: 'decompress-response', names: ['default'] },
  { module: 'form-data-encoder', names: ['isFormData', 'FormDataEncoder'] },
  // Requests are streams, not promises.
  { module: 'got/dist/source/as-promise/index.js', names: ['default'] },
  // No command is a program of its own.
  { module: 'node:child_process', by: 'commander', names: ['module.exports'] },
  // A configuration is no program, and JSON is read without a library.
  { module: 'fs/promises', by: 'cosmiconfig', names: ['module.exports'] },
  { module: 'import-fresh', names: ['module.exports'] },
  { module: 'parse-json', names: ['module.exports'] },
  { module: 'typescript', names: ['module.exports'] },
];

/**
 * Makes a plugin that bundles a stub in the place of each of these modules; a stub throws when it is used.
 * The build fails where nothing imports one of them, or imports another name.
 * @param {readonly Unneeded[]} modules
 */
export function stubs(modules) {
  const met = new Set();
  return {
    name: 'stubs',
    async resolveId(source, importer) {
      const resolved = await this.resolve(source, importer, { skipSelf: true });
      if (!resolved) return null;
      const { name, file } = packageOf(resolved.id) ?? {};
      const ids = [resolved.id, name, `${name}/${file}`];
      const by = importer && packageOf(importer)?.name;
      const stubbed = modules.find((each) => ids.includes(each.module) && by === (each.by ?? by));
      if (!stubbed) return resolved;
      met.add(stubbed);
      return prefix + stubbed.module;
    },
    load(id) {
      if (!id.startsWith(prefix)) return null;
      const module = id.slice(prefix.length);
      const { names } = modules.find((each) => each.module === module);
      return stub(module, names);
    },
    buildEnd(error) {
      const unmet = modules.filter((each) => !met.has(each)).map(({ module }) => module);
      if (!error && unmet.length > 0) throw new Error(`nothing imports ${unmet.join(', ')}`);
    },
  };
}

const prefix = '\0stub:';

/** The code of an ES module. Nothing is an instance of what it exports. */
function stub(module, names) {
  return `const fail = () => { throw new Error(${JSON.stringify(`${module} is left out of the bundle`)}); };
const get = (target, name) => (name in target ? target[name] : fail());
const stub = new Proxy(function () {}, { apply: fail, construct: fail, get });
export { ${names.map((name) => `stub as '${name}'`).join(', ')} };
`;
}
