import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { versionInlined } from './bundle.js';

const source = fileURLToPath(new URL('../../src/', import.meta.url));

/**
 * Builds single source files as ES modules, for tools and tests that import a part of the program;
 * `node modules.js FOLDER PATH...` does the same.
 * @param {string} folder the output, one `PATH.js` for each
 * @param {...string} paths paths within src, without `.ts`
 */
export async function modules(folder, ...paths) {
  const input = Object.fromEntries(paths.map((path) => [path, `${source}${path}.ts`]));
  const parts = await rolldown({ input, platform: 'node', plugins: [versionInlined] });
  await parts.write({ dir: folder, format: 'esm', entryFileNames: '[name].js' });
  await parts.close();
}

const [, script, folder, ...paths] = process.argv;
if (script === fileURLToPath(import.meta.url)) await modules(folder, ...paths);
