import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { late } from './lazy-builtins.js';
import { licences } from './licences.js';
import { trim } from './trim.js';
import { trims } from './trims.js';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const { version } = JSON.parse(readFileSync(`${repository}package.json`, 'utf8'));

/**
 * Bundles the program into a folder, which is emptied before, as CommonJS: Node starts that faster than
 * ES modules.
 * @param {{ entry: string, folder: string, whole?: boolean }} what `entry`: a source file, from the
 *   repository's root; `whole`: in one file, not in parts that are loaded when they are needed
 */
export async function bundle({ entry, folder, whole = false }) {
  const { plugin, groups } = inParts();
  const program = await rolldown({
    input: `${repository}${entry}`,
    platform: 'node',
    plugins: [
      trim(trims),
      released,
      late,
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
    chunkFileNames: ({ name }) => `${called[name] ?? name}.js`,
    // Without groups whatever two parts share is a file of its own, and a run reads a dozen.
    codeSplitting: whole ? false : { groups },
  });
  await program.close();
}

/** A plugin that has the build say the version: beside what is built there may be no package.json. */
export const released = {
  name: 'released',
  load: (id) =>
    id === `${repository}src/version.ts`
      ? `export const version = () => ${JSON.stringify(version)};`
      : null,
};

/** Parts that are named after a module of a library otherwise. */
const called = { source: 'chalk', loaders: 'yaml' };

/** The parts, and the modules that each begins with: it has what they import, but not what they load later. */
const beginnings = {
  cache: ['cache.ts'],
  base: ['run.ts', 'config/language.ts', 'codes/fill.ts'],
  calls: ['commands/calls.ts', 'http/send.ts'],
};

/** Which part a module belongs to: the first that needs it. */
function inParts() {
  const parts = new Map();
  const plugin = {
    name: 'parts',
    buildEnd() {
      const visit = (id, part) => {
        if (parts.has(id)) return;
        parts.set(id, part);
        for (const each of this.getModuleInfo(id)?.importedIds ?? []) visit(each, part);
      };
      for (const [part, names] of Object.entries(beginnings)) {
        for (const name of names) visit(`${repository}src/${name}`, part);
      }
    },
  };
  const groups = Object.keys(beginnings).map((name) => ({
    name,
    test: (id) => parts.get(id) === name,
  }));
  return { plugin, groups };
}
