/**
 * A plugin that has the modules of Node loaded when they are first used, not when the program is: that
 * takes as long as the program itself, and a start-up snapshot cannot hold those of the network. It fails
 * when the bundler writes their loading in another way.
 */
export const late = {
  name: 'late',
  renderChunk(code) {
    const changed = code.replace(
      /^let (\w+) = require\("(node:[\w/]+)"\);\n(?:\1 = [\w.]+\(\1(?:, 1)?\);\n)?/gm,
      'const $1 = late("$2");\n',
    );
    const left = /^(?:(?:let|const|var) .*\brequire\("node:|node_\w+ = ).*/m.exec(changed);
    if (left) throw new Error(`a module of Node that is not loaded late: ${left[0]}`);
    return changed === code ? null : helper + changed;
  },
};

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
