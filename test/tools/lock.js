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

/** The packages that the program is made of: those whose licences the build has put beside it. */
export const bundled = () => {
  const text = readFileSync(new URL('../../dist/licences.txt', import.meta.url), 'utf8');
  return [...text.matchAll(/^# (\S+)@(\S+) \(/gm)].map(([heading, name, version]) => {
    const found = packages.find((entry) => entry.name === name && entry.version === version);
    if (!found) throw new Error(`package-lock.json does not have ${heading}`);
    return found;
  });
};
