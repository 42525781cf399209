import { describe, expect, it } from '@jest/globals';
import { lazyBuiltins } from '../../tools/build/lazy-builtins.js';

describe('modules of Node', () => {
  it.each([
    ['let node_fs = require("node:fs");\n', 'const node_fs = lazyBuiltin("node:fs");\n'],
    [
      'let node_os = require("node:os");\nnode_os = __toESM(node_os, 1);\nlet node_a = 1;\n',
      'const node_os = lazyBuiltin("node:os");\nlet node_a = 1;\n',
    ],
    [
      'let node_os = require("node:os");\nlet node_os$1 = t.n(node_os, 1);\nnode_os = t.n(node_os);\n',
      'const node_os = lazyBuiltin("node:os");\nconst node_os$1 = lazyBuiltin("node:os");\n',
    ],
  ])('are found: %s', (before, after) => {
    expect(lazyBuiltins.renderChunk(before)?.endsWith(after)).toBe(true);
  });

  it('are loaded when they are used, and once', () => {
    const code = lazyBuiltins.renderChunk('let node_fs = require("node:fs");\n');
    const loads: string[] = [];
    const load = (id: string) => ({ name: id, of: loads.push(id) });
    const use = new Function('require', `${code} return () => node_fs.name;`)(load);
    expect(loads).toEqual([]);
    expect([use(), use(), loads]).toEqual(['node:fs', 'node:fs', ['node:fs']]);
  });

  it('fail the build where the bundler writes their loading in another way', () => {
    const building = () => lazyBuiltins.renderChunk('var x = require("node:fs").promises;');
    expect(building).toThrow('still loaded at once: var x = require("node:fs").promises;');
  });

  it('leave a chunk that has none as it is', () => {
    expect(lazyBuiltins.renderChunk('let a = 1;')).toBeNull();
  });
});
