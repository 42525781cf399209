// The packages of package-lock.json, by where they stand.
import { readFileSync } from 'node:fs';

const read = (name) => JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8'));

export const manifest = read('package.json');

const tree = read('package-lock.json').packages;
export const { '': lockRoot, ...rest } = tree;
export const packages = Object.entries(rest).map(([path, entry]) => ({
  path,
  name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
  ...entry,
}));

/** What an installed zego consists of: what can be reached from its dependencies, peers left aside. */
export const shipped = (() => {
  const reached = new Set();
  const visit = (from, names) => {
    for (const name of names) {
      const path = placeOf(from, name);
      if (path === undefined || reached.has(path)) continue;
      reached.add(path);
      const { dependencies = {}, optionalDependencies = {} } = tree[path];
      visit(path, Object.keys({ ...dependencies, ...optionalDependencies }));
    }
  };
  visit('', Object.keys(manifest.dependencies));
  return packages.filter(({ path }) => reached.has(path));
})();

/** Where Node finds a package from another: the nearest node_modules on the way up. */
function placeOf(from, name) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    const path = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
    if (tree[path]) return path;
    if (at === '') return undefined;
  }
}
