import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { late } from '../../tools/build/lazy-builtins.js';
import { licences } from '../../tools/build/licences.js';
import { trim } from '../../tools/build/trim.js';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'zego-trim-'));
});
afterEach(() => rmSync(home, { recursive: true }));

/** Installs a file of a package; gives its path. */
function install(name: string, version: string, file: string, code: string): string {
  const folder = join(home, 'node_modules', name);
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version, license: 'MIT' }));
  writeFileSync(join(folder, file), code);
  return join(folder, file);
}

const slow = {
  package: 'slow@1.0.0',
  why: 'it is slow',
  file: 'lib/index.js',
  change: [['slowly()', 'fast()']] as [string, string][],
};

describe('a change in a file', () => {
  it('is made', () => {
    const id = install('slow', '1.0.0', 'lib/index.js', 'a; slowly(); b;');
    expect(trim([slow]).load(id)).toBe('a; fast(); b;');
  });

  it('is for that file alone', () => {
    const plugin = trim([slow]);
    expect(plugin.load(install('slow', '1.0.0', 'lib/other.js', 'slowly()'))).toBeNull();
    expect(plugin.load(install('@slow/slow', '1.0.0', 'lib/index.js', 'slowly()'))).toBeNull();
    expect(plugin.load(join(home, 'src', 'lib/index.js'))).toBeNull();
  });

  it.each(['0.9.9', '1.0.1', '1.0.0-rc.1'])('fails when the library is %s', (version) => {
    const id = install('slow', version, 'lib/index.js', 'slowly()');
    expect(() => trim([slow]).load(id)).toThrow(`made for slow@1.0.0, and slow@${version} is here`);
  });

  it.each([
    ['quickly()', 0],
    ['slowly(); slowly()', 2],
  ])('fails when the text is not there once: %s', (code, times) => {
    const id = install('slow', '1.0.0', 'lib/index.js', code);
    expect(() => trim([slow]).load(id)).toThrow(`${times} times instead of once: slowly()`);
  });

  it('fails when the file is never met', () => {
    expect(() => trim([slow]).buildEnd()).toThrow('nothing to trim in slow@1.0.0');
  });

  it('does not hide another failure', () => {
    expect(() => trim([slow]).buildEnd(new Error('another'))).not.toThrow();
  });
});

describe('a package that is left out', () => {
  const gone = { package: 'gone@2.0.0', why: 'unused', absent: ['default', 'Gone'] };

  it('is replaced by classes that refuse to be used', async () => {
    const found = install('gone', '2.0.0', 'index.js', 'export default 1;');
    const plugin = trim([gone]);
    const context = { resolve: async () => ({ id: found }) };
    const id = await plugin.resolveId.call(context, 'gone', '/src/any.js');
    const code = plugin.load(String(id));
    const module = await import(`data:text/javascript,${encodeURIComponent(String(code))}`);
    expect(Object.keys(module).sort()).toEqual(['Gone', 'default']);
    expect(() => new module.Gone()).toThrow('gone@2.0.0 is left out of the bundle');
    expect(new Error('any') instanceof module.Gone).toBe(false);
    expect(() => plugin.buildEnd()).not.toThrow();
  });

  it('must be of its version', async () => {
    const found = install('gone', '3.0.0', 'index.js', '');
    const context = { resolve: async () => ({ id: found }) };
    const resolving = trim([gone]).resolveId.call(context, 'gone', '/src/any.js');
    await expect(resolving).rejects.toThrow('made for gone@2.0.0, and gone@3.0.0 is here');
  });
});

describe('a package that is made ES modules', () => {
  const plain = { package: 'plain@1.0.0', why: 'it is compiled twice', modules: true as const };
  const made = (code: string) => trim([plain]).load(install('plain', '1.0.0', 'a.js', code));

  it('imports what it required and exports what it exported', () => {
    const code = [
      "const { A, B } = require('./b.js');",
      "const fs = require('node:fs');",
      "const EventEmitter = require('node:events').EventEmitter;",
      'class C {}',
      'exports.C = C;',
      'exports.make = () => new C();',
    ].join('\n');
    expect(made(code)).toBe(
      [
        "import { A, B } from './b.js';",
        "import fs from 'node:fs';",
        "import { EventEmitter } from 'node:events';",
        'class C {}',
        'export { C };',
        'export const make = () => new C();',
      ].join('\n'),
    );
  });

  it.each(["if (x) require('y');", 'module.exports = C;', 'Object.assign(exports, {});'])(
    'fails for what is not that plain: %s',
    (code) => {
      expect(() => made(code)).toThrow('is no plain CommonJS');
    },
  );
});

describe('modules of Node', () => {
  it.each([
    ['let node_fs = require("node:fs");\n', 'const node_fs = late("node:fs");\n'],
    [
      'let node_os = require("node:os");\nnode_os = __toESM(node_os, 1);\nlet node_a = 1;\n',
      'const node_os = late("node:os");\nlet node_a = 1;\n',
    ],
    [
      'let node_os = require("node:os");\nlet node_os$1 = t.n(node_os, 1);\nnode_os = t.n(node_os);\n',
      'const node_os = late("node:os");\nconst node_os$1 = late("node:os");\n',
    ],
  ])('are found: %s', (before, after) => {
    expect(late.renderChunk(before)?.endsWith(after)).toBe(true);
  });

  it('are loaded when they are used, and once', () => {
    const code = late.renderChunk('let node_fs = require("node:fs");\n');
    const loads: string[] = [];
    const load = (id: string) => ({ name: id, of: loads.push(id) });
    const use = new Function('require', `${code} return () => node_fs.name;`)(load);
    expect(loads).toEqual([]);
    expect([use(), use(), loads]).toEqual(['node:fs', 'node:fs', ['node:fs']]);
  });

  it('fails where the bundler writes it in another way', () => {
    expect(() => late.renderChunk('var x = require("node:fs").promises;')).toThrow(
      'not loaded late',
    );
  });

  it('leaves a chunk without any as it is', () => {
    expect(late.renderChunk('let a = 1;')).toBeNull();
  });
});

describe('licences', () => {
  const collect = (...files: string[]) => {
    const parts = Object.fromEntries(files.map((file) => [file, { renderedLength: 1 }]));
    const made: string[] = [];
    install('rolldown', '9.0.0', 'LICENSE', 'of the bundler');
    licences(`${home}/node_modules/`).generateBundle.call(
      { emitFile: ({ source }: { source: string }) => made.push(source) },
      {},
      { 'a.js': { modules: parts } },
    );
    return made.join('');
  };

  it('are those of whatever is in the bundle, each once', () => {
    install('a', '1.0.0', 'LICENSE', 'may be used');
    const text = collect(install('a', '1.0.0', 'x.js', ''), install('a', '1.0.0', 'y.js', ''));
    expect(text.match(/^# .*$/gm)).toEqual(['# a@1.0.0 (MIT)', '# rolldown@9.0.0 (MIT)']);
    expect(text).toContain('may be used');
  });

  it('must be there', () => {
    expect(() => collect(install('b', '1.0.0', 'x.js', ''))).toThrow('b@1.0.0 has no licence');
  });
});
