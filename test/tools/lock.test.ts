import { describe, expect, it } from '@jest/globals';
import { isFromRegistry, lock, manifest, packagesOf, pinFaults } from '../../tools/lock.js';

type Entry = Record<string, unknown>;

/** The lock with one of its entries changed. */
const changed = (path: string, change: Entry) => {
  const entry = (lock.packages as Record<string, Entry>)[path];
  return { ...lock, packages: { ...lock.packages, [path]: { ...entry, ...change } } };
};
const strangers = (each: typeof lock) =>
  packagesOf(each)
    .filter((entry) => !isFromRegistry(entry))
    .map(({ path }) => path);
const registry = 'https://registry.npmjs.org';

it('the lock as it is passes', () => {
  expect(strangers(lock)).toEqual([]);
  expect(pinFaults(manifest, lock)).toEqual([]);
});

describe('a package that is', () => {
  it.each<[string, string, Entry]>([
    [
      'another one under its name',
      'chalk',
      { resolved: `${registry}/evil-chalk/-/evil-chalk-5.6.2.tgz` },
    ],
    ['named otherwise', 'chalk', { name: 'evil-chalk' }],
    ['another version than it says', 'ms', { resolved: `${registry}/ms/-/ms-2.0.0.tgz` }],
    ['from another registry', 'ms', { resolved: 'https://example.com/ms/-/ms-2.1.3.tgz' }],
    ['from git', 'ms', { resolved: 'git+ssh://git@github.com/vercel/ms.git#abc' }],
    ['a link', 'ms', { link: true }],
    ['of a range', 'ms', { version: '^2.1.3' }],
    ['of no version', 'ms', { version: undefined }],
    [
      'a scoped one of another scope',
      '@jest/globals',
      { resolved: `${registry}/@evil/globals/-/globals-30.5.2.tgz` },
    ],
    ['another one behind a known alias', 'strip-ansi-cjs', { name: 'evil-ansi' }],
  ])('%s is refused: %s', (_, name, change) => {
    expect(strangers(changed(`node_modules/${name}`, change))).toEqual([`node_modules/${name}`]);
  });

  it('where its address says so is let pass', () => {
    const resolved = `${registry}/@jest/globals/-/globals-30.5.2.tgz`;
    expect(strangers(changed('node_modules/@jest/globals', { resolved }))).toEqual([]);
  });
});

describe('a dependency', () => {
  it('that is locked to another version than its pin is refused', () => {
    expect(pinFaults(manifest, changed('node_modules/ms', { version: '2.0.0' }))).toEqual([
      'ms 2.1.3 is locked to 2.0.0',
    ]);
  });

  it.each(['^2.1.3', '2.1', 'latest', 'npm:evil-ms@2.1.3', 'github:vercel/ms'])(
    'that is pinned to %s is refused',
    (ms) => {
      const devDependencies = { ...manifest.devDependencies, ms };
      expect(pinFaults({ ...manifest, devDependencies }, lock)).toEqual([
        `ms ${ms}`,
        'package-lock.json has ms 2.1.3',
      ]);
    },
  );

  it('that package.json does not have, or overrides, are refused', () => {
    const { ms: _, ...others } = manifest.devDependencies;
    expect(pinFaults({ ...manifest, devDependencies: others }, lock)).toEqual([
      'package-lock.json has ms 2.1.3',
    ]);
    expect(pinFaults({ ...manifest, overrides: { ms: '2.0.0' } }, lock)).toEqual(['overrides']);
  });
});
