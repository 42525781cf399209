import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';

const root = mkdtempSync(join(tmpdir(), 'zego-supply-'));
afterAll(() => rmSync(root, { recursive: true }));

const version = '1.0.0';
const integrity = 'sha512-x';
const names = (...all: string[]) => Object.fromEntries(all.map((name) => [name, version]));
/** What the build says of the packages it bundled, and the parts it is known to make. */
const bundling = (...all: string[]) => all.map((name) => `# ${name}@${version} (MIT)\n`).join('\n');
const parts = [
  ...['start', 'directories', 'base', 'calls', 'hpagent', 'cosmiconfig'],
  ...['run-program', 'instant', 'lookup', 'explain', 'emulator', 'chalk', 'ora'],
  ...['exits', 'help', 'usage', 'usage-errors', 'probe', 'probe2', 'stop', 'stop2', 'view'],
  ...['wait', 'wait2', 'waited', 'verification', 'worst'],
  'rolldown-runtime',
];

const shown = [
  ...['configuration', 'emulator', 'output', 'troubleshooting', 'verification'].map(
    (page) => `docs/${page}.md`,
  ),
  ...['rehearse.sh', 'stop-relays.sh'].map((name) => `examples/${name}`),
];

const manifest = {
  ...{ name: 'zego-cli', version, type: 'module', bin: 'bin/zego.js' },
  files: ['bin', 'dist', 'docs', 'examples', '.zegorc.example', 'SECURITY.md'],
  scripts: {},
  devDependencies: names('plain', '@swc/core'),
};
const locked = {
  'node_modules/plain': { version, integrity, dependencies: names('inner') },
  'node_modules/plain/node_modules/inner': { version, integrity },
  'node_modules/@swc/core': { version, integrity, hasInstallScript: true },
  // For another platform, and so not here.
  'node_modules/elsewhere': { version, optional: true },
};
const sound = {
  ...Object.fromEntries(
    ['README.md', 'LICENSE', 'SECURITY.md', ...shown].map((name) => [name, '']),
  ),
  ...{ '.zegorc.example': '', '.npmrc': 'ignore-scripts=true\nmin-release-age=3\n' },
  ...{ 'bin/zego.js': '', 'bin/fault.js': '', 'bin/package.json': {}, 'dist/package.json': {} },
  ...Object.fromEntries(parts.map((name) => [`dist/${name}.js`, ''])),
  'dist/licences.txt': bundling('plain', 'inner'),
  'package.json': manifest,
  'package-lock.json': { packages: { '': manifest, ...locked } },
};

/** Looks at a repository of these files; gives the exit code and the faults found. */
function supply(files: Readonly<Record<string, string | object>>) {
  const folder = mkdtempSync(join(root, 'repository-'));
  for (const tool of ['supply.js', 'lock.js']) {
    cpSync(new URL(`../tools/${tool}`, import.meta.url), join(folder, 'tools', tool));
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
  return new Promise<{ code: unknown; faults: string[]; unchecked: string }>((resolve) => {
    const env = { ...process.env, ...npm };
    execFile(process.execPath, ['tools/supply.js'], { cwd: folder, env }, (error, out, said) => {
      const faults = [...said.matchAll(/^supply: .*: (.+)$/gm)].map(([, fault = '']) => fault);
      const unchecked = /tools of other platforms.*\n((?: {7}.*\n)*)/.exec(out)?.[1] ?? '';
      resolve({ code: error?.code ?? 0, faults, unchecked: unchecked.trim() });
    });
  });
}

it('what is made as it should be passes', async () => {
  expect(await supply(sound)).toEqual({ code: 0, faults: [], unchecked: 'elsewhere@1.0.0' });
});

it('everything else is named, and fails', async () => {
  const shipped = ['bare', 'weak', 'far', 'linked', 'ranged', 'scripted', 'hooked', 'native'];
  const broken = {
    ...manifest,
    scripts: { postinstall: 'true', prepare: 'true' },
    ...{ dependencies: {}, optionalDependencies: {}, peerDependencies: {} },
    ...{ bundleDependencies: [], overrides: {} },
    devDependencies: { plain: '^1.0.0', ...names(...shipped, 'tool') },
  };
  const { 'dist/ora.js': _, ...rest } = sound as Record<string, string | object>;
  const { code, faults } = await supply({
    ...rest,
    '.npmrc': '',
    'dist/left-over.js': '',
    'dist/licences.txt': bundling('plain', 'inner', 'bare', 'weak', 'scripted', 'hooked', 'native'),
    'package.json': broken,
    'node_modules/hooked/package.json': { scripts: { postinstall: 'true' } },
    'node_modules/native/binding.gyp': '',
    'node_modules/tool/package.json': {},
    'package-lock.json': {
      packages: {
        '': { devDependencies: { ...broken.devDependencies, plain: version } },
        ...locked,
        'node_modules/bare': { version },
        'node_modules/weak': { version, integrity: 'sha1-x' },
        'node_modules/far': { version, integrity, resolved: 'https://example.com/far.tgz' },
        'node_modules/linked': { version, integrity, link: true },
        'node_modules/ranged': { version: '1.x', integrity },
        'node_modules/scripted': { version, integrity, hasInstallScript: true },
        'node_modules/hooked': { version, integrity },
        'node_modules/native': { version, integrity },
        'node_modules/tool': { version, hasInstallScript: true },
      },
    },
  });
  expect(code).toBe(1);
  expect(faults).toEqual([
    ...['dependencies', 'optionalDependencies', 'peerDependencies', 'bundleDependencies'],
    ...['plain ^1.0.0', 'package-lock.json has plain 1.0.0'],
    ...['ranged 1.0.0 is locked to 1.x', 'overrides'],
    ...['node_modules/far', 'node_modules/linked', 'node_modules/ranged'],
    ...['node_modules/bare', 'node_modules/weak', 'node_modules/tool'],
    '.npmrc',
    ...['node_modules/scripted', 'node_modules/hooked', 'node_modules/native'],
    ...['node_modules/tool', '.npmrc'],
    ...['postinstall', 'prepare'],
    ...['dist/left-over.js', 'dist/ora.js is missing'],
  ]);
});

it('a tool without a checksum is let pass only where it is optional and not installed', async () => {
  const lock = (entry: object) => ({
    packages: { '': manifest, ...locked, 'node_modules/elsewhere': entry },
  });
  const faults = async (entry: object, files: object = {}) =>
    (await supply({ ...sound, 'package-lock.json': lock(entry), ...files })).faults;
  expect(await faults({ version })).toEqual(['node_modules/elsewhere']);
  const here = { 'node_modules/elsewhere/package.json': {} };
  expect(await faults({ version, optional: true }, here)).toEqual(['node_modules/elsewhere']);
});
