// The packages of package-lock.json, by where they stand.
import { readFileSync } from 'node:fs';

const read = (name) => JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8'));

export const manifest = read('package.json');

export const lock = read('package-lock.json');

const nameOf = (path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** The packages of a lock. */
export const packagesOf = ({ packages: { '': _, ...others } }) =>
  Object.entries(others).map(([path, entry]) => ({
    ...entry,
    path,
    name: nameOf(path),
    as: entry.name,
  }));

export const packages = packagesOf(lock);

const registry = 'https://registry.npmjs.org/';
const exact = /^\d+\.\d+\.\d+$/;

/** Packages that parts of jest call by another name. */
const aliases = {
  '@jest/react-is-18': 'react-is',
  '@jest/react-is-19': 'react-is',
  'string-width-cjs': 'string-width',
  'strip-ansi-cjs': 'strip-ansi',
  'wrap-ansi-cjs': 'wrap-ansi',
};

/** Whether a package of the lock is taken from the registry, in one version and by the name it is imported by. */
export function isFromRegistry({ path, name, as = name, version = '', link, resolved }) {
  const known = aliases[name] ?? name;
  const file = `${known.slice(known.indexOf('/') + 1)}-${version}.tgz`;
  return (
    path.endsWith(`node_modules/${name}`) &&
    exact.test(version.split(/[-+]/, 1)[0]) &&
    !link &&
    as === known &&
    (resolved === undefined || resolved === `${registry}${known}/-/${file}`)
  );
}

/** What of the dependencies is not pinned to one version, or locked to another one. */
export function pinFaults({ devDependencies, overrides }, { packages: entries }) {
  const pins = Object.entries(devDependencies);
  const lockedTo = (name) => entries[`node_modules/${name}`]?.version;
  return [
    ...pins.flatMap(([name, pin]) => (exact.test(pin) ? [] : [`${name} ${pin}`])),
    ...Object.entries(entries[''].devDependencies).flatMap(([name, pin]) =>
      devDependencies[name] === pin ? [] : [`package-lock.json has ${name} ${pin}`],
    ),
    ...pins.flatMap(([name, pin]) =>
      !exact.test(pin) || lockedTo(name) === pin
        ? []
        : [`${name} ${pin} is locked to ${lockedTo(name)}`],
    ),
    ...(overrides ? ['overrides'] : []),
  ];
}

/** The packages that the program is made of: those whose licences the build has put beside it. */
export const bundled = () => {
  const text = readFileSync(new URL('../dist/licences.txt', import.meta.url), 'utf8');
  return [...text.matchAll(/^# (\S+)@(\S+) \(/gm)].map(([heading, name, version]) => {
    const found = packages.find((entry) => entry.name === name && entry.version === version);
    if (!found) throw new Error(`package-lock.json does not have ${heading}`);
    return found;
  });
};
