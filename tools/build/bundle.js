import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { lazyBuiltins } from './lazy-builtins.js';
import { licences } from './licences.js';
import { stubs, unneeded } from './stubs.js';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const { version } = JSON.parse(readFileSync(`${repository}package.json`, 'utf8'));

/**
 * Bundles the program into a folder, which is emptied before, as CommonJS: Node starts that faster than
 * ES modules.
 * @param {object} options
 * @param {string} options.entry a source file, from the repository's root
 * @param {string} options.folder
 * @param {boolean} [options.whole] in one file, not in chunks that are loaded when they are needed
 */
export async function bundle({ entry, folder, whole = false }) {
  const { plugin, groups } = chunking();
  const program = await rolldown({
    input: `${repository}${entry}`,
    platform: 'node',
    transform: {
      inject: { 'Intl.ListFormat': [`${repository}tools/build/list-format.js`, 'ListFormat'] },
    },
    plugins: [
      stubs(unneeded),
      versionInlined,
      lazyBuiltins,
      ...(whole ? [] : [plugin]),
      licences(`${repository}node_modules/`),
    ],
    onLog(level, log) {
      throw new Error(`${level}: ${log.message}`);
    },
  });
  rmSync(folder, { recursive: true, force: true });
  await program.write({
    dir: folder,
    format: 'cjs',
    minify: true,
    entryFileNames: '[name].js',
    chunkFileNames: ({ name }) => `${renamed[name] ?? name}.js`,
    // Without groups every module that two chunks share is a file of its own, and a run reads a dozen.
    codeSplitting: whole ? false : { groups },
  });
  await program.close();
}

/** A plugin that puts the version into the program: beside the executable there is no package.json. */
export const versionInlined = {
  name: 'version',
  load: (id) =>
    id === `${repository}src/version.ts`
      ? `export const version = () => ${JSON.stringify(version)};`
      : null,
};

/** A better name for a chunk that the bundler names after a module of a library. */
const renamed = { source: 'chalk' };

/** The chunks, and the modules at the root of each: it has what these import, but not what they load later. */
const roots = {
  // The first, with whatever it shares with others: what is loaded before it has run is not kept.
  directories: ['src/platform/compile-cache.ts'],
  base: ['src/run.ts', 'src/codes/fill.ts', 'src/values/truncate.ts'],
  calls: ['src/commands/calls.ts', 'src/http/send.ts'],
  cosmiconfig: ['src/config/explorer.ts'],
};

/** Has every module belong to the first chunk that needs it. */
function chunking() {
  const chunks = new Map();
  const plugin = {
    name: 'chunking',
    buildEnd(error) {
      const visit = (id, chunk) => {
        if (chunks.has(id)) return;
        chunks.set(id, chunk);
        for (const each of this.getModuleInfo(id).importedIds) visit(each, chunk);
      };
      for (const [chunk, names] of error ? [] : Object.entries(roots)) {
        for (const name of names) {
          if (!this.getModuleInfo(repository + name)) throw new Error(`nothing imports ${name}`);
          visit(repository + name, chunk);
        }
      }
    },
  };
  const groups = Object.keys(roots).map((name) => ({
    name,
    test: (id) => chunks.get(id) === name,
  }));
  return { plugin, groups };
}
