/**
 * A plugin that has the modules of Node loaded when they are first used, not when the program is: that
 * takes as long as the program itself, and a start-up snapshot cannot hold those of the network. It fails
 * when the bundler writes their loading in another way.
 */
export const late = {
  name: 'late',
  renderChunk(code) {
    const changed = code.replace(loading, (lines, id) =>
      [...lines.matchAll(/^let (\S+) =/gm)]
        .map(([, name]) => `const ${name} = late("${id}");\n`)
        .join(''),
    );
    const left = /^(?:(?:let|const|var) .*\brequire\("node:|node_\w+ = ).*/m.exec(changed);
    if (left) throw new Error(`a module of Node that is not loaded late: ${left[0]}`);
    return changed === code ? null : helper + changed;
  },
};

// let node_os = require("node:os"); and, where it is imported as a whole, node_os = __toESM(node_os, 1);
const loading =
  /^let (?:\w+) = require\("(node:[\w/]+)"\);\n(?:(?:let )?[\w$]+ = [\w.]+\(node_\w+(?:, 1)?\);\n)*/gm;

const helper = `const late = (id) => {
  let module;
  return new Proxy({}, {
    get(_, name) {
      module ??= require(id);
      return name === 'default' ? module : module[name];
    },
  });
};
`;
