/**
 * A plugin that has modules of Node loaded when they are first used, not when the program starts: that saves
 * `--help` and a call 2.5 ms each, and a start-up snapshot cannot hold the modules of the network. The build
 * fails where the bundler writes their loading in another way.
 */
export const lazyBuiltins = {
  name: 'lazy-builtins',
  renderChunk(code) {
    const changed = code.replace(loading, (lines, id) =>
      [...lines.matchAll(/^let (\S+) =/gm)]
        .map(([, name]) => `const ${name} = lazyBuiltin("${id}");\n`)
        .join(''),
    );
    const eager = /^(?:(?:let|const|var) .*\brequire\("node:|node_\w+ = ).*/m.exec(changed);
    if (eager) throw new Error(`a module of Node is still loaded at once: ${eager[0]}`);
    return changed === code ? null : helper + changed;
  },
};

// let node_os = require("node:os"); and, where it is imported as a whole, node_os = __toESM(node_os, 1);
const loading =
  /^let (?:\w+) = require\("(node:[\w/]+)"\);\n(?:(?:let )?[\w$]+ = [\w.]+\(node_\w+(?:, 1)?\);\n)*/gm;

const helper = `const lazyBuiltin = (id) => {
  let module;
  return new Proxy({}, {
    get(_, name) {
      module ??= require(id);
      return name === 'default' ? module : module[name];
    },
  });
};
`;
