// Reads package.json and package-lock.json, and finds what is wrong with the packages there.
import { readFileSync } from 'node:fs';

const read = (name) => JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8'));

export const manifest = read('package.json');

export const lock = read('package-lock.json');

const nameOf = (path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** Lists the packages of a lock; `name` is how a package is imported, `as` its name in the registry if that differs. */
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

/** Packages that parts of jest import by another name. */
const aliases = {
  '@jest/react-is-18': 'react-is',
  '@jest/react-is-19': 'react-is',
  'string-width-cjs': 'string-width',
  'strip-ansi-cjs': 'strip-ansi',
  'wrap-ansi-cjs': 'wrap-ansi',
};

/** Whether a package of the lock comes from the registry, in an exact version and under the name it is imported by. */
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

/** Lists the dependencies that are not pinned to an exact version, or are locked to another one. */
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

/** Lists the bundled packages: those in the licences.txt of the build. */
export const bundled = () => {
  const text = readFileSync(new URL('../dist/licences.txt', import.meta.url), 'utf8');
  return [...text.matchAll(/^# (\S+)@(\S+) \(/gm)].map(([heading, name, version]) => {
    const found = packages.find((entry) => entry.name === name && entry.version === version);
    if (!found) throw new Error(`package-lock.json does not have ${heading}`);
    return found;
  });
};
