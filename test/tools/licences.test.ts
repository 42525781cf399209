import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { licences } from '../../tools/build/licences.js';
import { writeFile } from '../files.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'zego-licences-'));
  install('rolldown', '9.0.0', { LICENSE: 'of the bundler' });
});
afterEach(() => rmSync(home, { recursive: true }));

/** Installs a package with these files; gives the path of a module of it. */
function install(name: string, version: string, files: Readonly<Record<string, string>> = {}) {
  const folder = join(home, 'node_modules', name);
  const manifest = { name, version, license: 'MIT' };
  for (const [file, content] of Object.entries({ ...files, 'package.json': manifest })) {
    writeFile(join(folder, file), content, 0o600);
  }
  return join(folder, 'index.js');
}

/** What is written of a bundle that is made of these modules. */
function collect(...ids: string[]): string {
  const modules = Object.fromEntries(ids.map((id) => [id, { renderedLength: 1 }]));
  const texts: string[] = [];
  licences(`${home}/node_modules/`).generateBundle.call(
    { emitFile: ({ source }: { source: string }) => texts.push(source) },
    {},
    { 'a.js': { modules } },
  );
  return texts.join('');
}

it('the licence of each bundled package is there once', () => {
  const module = install('a', '1.0.0', { LICENSE: 'may be used' });
  const text = collect(module, module.replace('index', 'other'));
  expect(text.match(/^# .*$/gm)).toEqual(['# a@1.0.0 (MIT)', '# rolldown@9.0.0 (MIT)']);
  expect(text).toContain('may be used');
});

it('a package without a licence fails the build', () => {
  expect(() => collect(install('b', '1.0.0'))).toThrow('b@1.0.0 has no licence');
});
