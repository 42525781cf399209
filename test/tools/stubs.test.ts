import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Unneeded } from '../../tools/build/stubs.js';
import { writeFile } from '../files.ts';

const script = fileURLToPath(new URL('bundle-with-stubs.js', import.meta.url));

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'zego-stubs-'));
});
afterEach(() => rmSync(home, { recursive: true }));

/** Bundles `main.js` of these files, and runs it; gives what it exports. */
async function bundled(files: Readonly<Record<string, string>>, unneeded: readonly Unneeded[]) {
  for (const [name, code] of Object.entries(files)) writeFile(join(home, name), code, 0o600);
  const output = join(home, 'output.cjs');
  const words = [script, join(home, 'main.js'), output, JSON.stringify(unneeded)];
  await promisify(execFile)(process.execPath, words);
  const exports: Record<string, () => unknown> = {};
  const load = createRequire(import.meta.url);
  new Function('require', 'exports', readFileSync(output, 'utf8'))(load, exports);
  return exports;
}

/** A package whose loading would be noticed. */
const slow = {
  'node_modules/slow/package.json': '{ "version": "1.0.0", "type": "module", "main": "main.js" }',
  'node_modules/slow/main.js': "throw new Error('loaded'); export class Slow {}; export default 1",
};
const leftOut = 'slow is left out of the bundle';

describe('a package that no command needs', () => {
  const main = `import slow, { Slow } from 'slow';
    export const call = () => slow();
    export const construct = () => new Slow();
    export const read = () => slow.globalAgent;
    export const isSlow = () => new Error('any') instanceof Slow;`;

  it('is not bundled, and what stands in for it throws when it is used', async () => {
    const unneeded = [{ module: 'slow', names: ['default', 'Slow'] }];
    const { call, construct, read, isSlow } = await bundled({ ...slow, 'main.js': main }, unneeded);
    for (const use of [call, construct, read]) expect(use).toThrow(leftOut);
    expect(isSlow?.()).toBe(false);
  });

  it('may be required', async () => {
    const files = { ...slow, 'main.js': "exports.call = () => require('slow')('file');" };
    const { call } = await bundled(files, [{ module: 'slow', names: ['module.exports'] }]);
    expect(call).toThrow(leftOut);
  });

  it('fails the build when another name of it is imported', async () => {
    const unneeded = [{ module: 'slow', names: ['default'] }];
    await expect(bundled({ ...slow, 'main.js': main }, unneeded)).rejects.toThrow('"Slow"');
  });

  it('fails the build when nothing imports it', async () => {
    const unneeded = [{ module: 'slow', names: ['default'] }];
    const building = bundled({ 'main.js': 'export const own = 1;' }, unneeded);
    await expect(building).rejects.toThrow('nothing imports slow');
  });
});

it('a single file of a package can be left out', async () => {
  const files = {
    'node_modules/got/package.json': '{ "type": "module", "main": "source/main.js" }',
    'node_modules/got/source/main.js':
      "import slow from './slow/index.js'; export const quick = () => 1; export { slow };",
    'node_modules/got/source/slow/index.js': "throw new Error('loaded'); export default 1;",
    'main.js': "export { quick, slow } from 'got';",
  };
  const unneeded = [{ module: 'got/source/slow/index.js', names: ['default'] }];
  const { quick, slow } = await bundled(files, unneeded);
  expect(quick?.()).toBe(1);
  expect(slow).toThrow('got/source/slow/index.js is left out of the bundle');
});

it('a module of Node can be kept from one library', async () => {
  const files = {
    'node_modules/library/package.json': '{ "type": "module", "main": "main.js" }',
    'node_modules/library/main.js':
      "import { basename } from 'node:path'; export const library = () => basename('a/b');",
    'main.js':
      "import { basename } from 'node:path'; export { library } from 'library'; export const own = () => basename('a/b');",
  };
  const unneeded = [{ module: 'node:path', by: 'library', names: ['basename'] }];
  const { library, own } = await bundled(files, unneeded);
  expect(own?.()).toBe('b');
  expect(library).toThrow('node:path is left out of the bundle');
});
