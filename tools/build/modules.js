import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { versionInlined } from './bundle.js';

const source = fileURLToPath(new URL('../../src/', import.meta.url));

/**
 * Makes single source files fit for a process to import, for tools and tests that need a part of the
 * program alone; `node modules.js FOLDER PATH...` does so too.
 * @param {string} folder where they go, each as `PATH.js`
 * @param {...string} paths within src, without `.ts`
 */
export async function modules(folder, ...paths) {
  const input = Object.fromEntries(paths.map((path) => [path, `${source}${path}.ts`]));
  const parts = await rolldown({ input, platform: 'node', plugins: [versionInlined] });
  await parts.write({ dir: folder, format: 'esm', entryFileNames: '[name].js' });
  await parts.close();
}

const [, script, folder, ...paths] = process.argv;
if (script === fileURLToPath(import.meta.url)) await modules(folder, ...paths);
