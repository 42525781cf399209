import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';

const root = mkdtempSync(join(tmpdir(), 'zego-supply-'));
afterAll(() => rmSync(root, { recursive: true }));

const version = '1.0.0';
const integrity = 'sha512-x';
const dev = true;
const names = (...all: string[]) => Object.fromEntries(all.map((name) => [name, version]));

const manifest = {
  ...{ name: 'zego-cli', version, type: 'module', bin: 'bin/zego.js' },
  files: ['bin', 'dist', '.zegorc.example', 'SECURITY.md'],
  scripts: {},
  dependencies: names('plain'),
  devDependencies: names('@swc/core'),
};
const locked = {
  'node_modules/plain': { version, integrity, dependencies: names('inner') },
  'node_modules/plain/node_modules/inner': { version, integrity },
  'node_modules/@swc/core': { version, integrity, dev, hasInstallScript: true },
  // For another platform, and so not here.
  'node_modules/elsewhere': { version, dev },
};
const sound = {
  'README.md': '',
  LICENSE: '',
  'SECURITY.md': '',
  '.zegorc.example': '',
  '.npmrc': 'ignore-scripts=true\n',
  'bin/zego.js': '',
  'src/main.ts': '',
  'dist/main.js': '',
  'package.json': manifest,
  'package-lock.json': { packages: { '': manifest, ...locked } },
};

/** Looks at a repository of these files; gives the exit code and the faults found. */
function supply(files: Readonly<Record<string, string | object>>) {
  const folder = mkdtempSync(join(root, 'repository-'));
  for (const tool of ['supply.js', 'lock.js']) {
    cpSync(new URL(`tools/${tool}`, import.meta.url), join(folder, 'test/tools', tool));
  }
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    writeFileSync(join(folder, name), text);
  }
  // No registry is asked, and no script of these packages is run.
  const npm = {
    npm_config_registry: 'http://127.0.0.1:1',
    npm_config_fetch_retries: '0',
    npm_config_ignore_scripts: 'true',
  };
  return new Promise<{ code: unknown; faults: string[] }>((resolve) => {
    const env = { ...process.env, ...npm };
    execFile(process.execPath, ['test/tools/supply.js'], { cwd: folder, env }, (error, _, said) => {
      const faults = [...said.matchAll(/^supply: .*: (.+)$/gm)].map(([, fault = '']) => fault);
      resolve({ code: error?.code ?? 0, faults });
    });
  });
}

it('what is made as it should be passes', async () => {
  expect(await supply(sound)).toEqual({ code: 0, faults: [] });
});

it('everything else is named, and fails', async () => {
  const shipped = ['bare', 'weak', 'far', 'linked', 'ranged', 'scripted', 'hooked', 'native'];
  const broken = {
    ...manifest,
    scripts: { postinstall: 'true', prepare: 'true' },
    dependencies: { plain: '^1.0.0', ...names(...shipped) },
    devDependencies: names('tool'),
    ...{ optionalDependencies: {}, peerDependencies: {}, bundleDependencies: [], overrides: {} },
  };
  const { code, faults } = await supply({
    ...sound,
    '.npmrc': '',
    'src/late.ts': '',
    'dist/left-over.js': '',
    'package.json': broken,
    'node_modules/hooked/package.json': { scripts: { postinstall: 'true' } },
    'node_modules/native/binding.gyp': '',
    'node_modules/tool/package.json': {},
    'package-lock.json': {
      packages: {
        '': { dependencies: { ...broken.dependencies, plain: version } },
        ...locked,
        'node_modules/bare': { version },
        'node_modules/weak': { version, integrity: 'sha1-x' },
        'node_modules/far': { version, integrity, resolved: 'https://example.com/far.tgz' },
        'node_modules/linked': { version, integrity, link: true },
        'node_modules/ranged': { version: '1.x', integrity },
        'node_modules/scripted': { version, integrity, hasInstallScript: true },
        'node_modules/hooked': { version, integrity },
        'node_modules/native': { version, integrity },
        'node_modules/tool': { version, dev, hasInstallScript: true },
      },
    },
  });
  expect(code).toBe(1);
  expect(faults).toEqual([
    ...['plain ^1.0.0', 'package-lock.json has plain 1.0.0'],
    ...['optionalDependencies', 'peerDependencies', 'bundleDependencies', 'overrides'],
    ...['node_modules/far', 'node_modules/linked', 'node_modules/ranged'],
    ...['node_modules/bare', 'node_modules/weak', 'node_modules/tool'],
    ...['node_modules/scripted', 'node_modules/hooked', 'node_modules/native'],
    ...['node_modules/tool', '.npmrc'],
    ...['postinstall', 'prepare'],
    ...['dist/left-over.js', 'dist/late.js is missing'],
  ]);
});
