// Checks what zego is made of and what it ships: exact pins, no install scripts, no file by accident.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundled, isFromRegistry, lock, manifest, packages, pinFaults } from './lock.js';

const repository = fileURLToPath(new URL('../', import.meta.url));
const npmrc = readFileSync(join(repository, '.npmrc'), 'utf8');
const shipped = bundled();
const faults = [];
const say = (text) => process.stdout.write(`${text}\n`);
const check = (what, found) => {
  say(`${found.length === 0 ? 'ok  ' : 'FAIL'} ${what}`);
  faults.push(...found.map((fault) => `${what}: ${fault}`));
};

// Development tools with an install script, which .npmrc keeps from running.
const mayHaveScripts = {
  '@swc/core': 'compiles the tests; its script checks that its binary was installed',
  '@parcel/watcher':
    'optional part of jest that watches files; its script builds it where no binary fits',
};

check('an installed zego brings no other package', [
  ...['dependencies', 'optionalDependencies', 'peerDependencies', 'bundleDependencies'].filter(
    (key) => manifest[key],
  ),
]);
check(
  `${Object.keys(manifest.devDependencies).length} dependencies are pinned exactly, and locked so`,
  pinFaults(manifest, lock),
);
check(
  `${packages.length} packages of the lock come from the registry, each by its own name and version`,
  packages.filter((each) => !isFromRegistry(each)).map(({ path }) => path),
);
check(
  `${shipped.length} packages that are bundled have a checksum, and so have all but optional tools that are not here`,
  packages
    .filter(
      (entry) =>
        !entry.optional || shipped.includes(entry) || existsSync(join(repository, entry.path)),
    )
    .flatMap(({ path, integrity }) => (integrity?.startsWith('sha512-') ? [] : [path])),
);

// npm locks the checksums of what it downloads, which excludes tools for other platforms.
const unchecked = packages.filter(({ integrity, optional }) => optional && !integrity);
if (unchecked.length > 0) {
  say(`--   ${unchecked.length} tools of other platforms have no checksum:`);
  for (const { name, version } of unchecked) say(`       ${name}@${version}`);
}
check(
  'a version younger than three days is not taken (npm 11)',
  /^min-release-age=3$/m.test(npmrc) ? [] : ['.npmrc'],
);

// `prepare` runs only for packages from git, and the lock has none.
const hooks = ['preinstall', 'install', 'postinstall'];
const scriptsOf = (path) => {
  const file = join(repository, path, 'package.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')).scripts ?? {}) : {};
};
const runsOnInstall = ({ path, hasInstallScript }) =>
  hasInstallScript ||
  existsSync(join(repository, path, 'binding.gyp')) ||
  hooks.some((hook) => scriptsOf(path)[hook]);
check(
  `${shipped.length} packages that are bundled have no install script`,
  shipped.filter(runsOnInstall).map(({ path }) => path),
);
check('tools with an install script are known ones, and it is not run', [
  ...packages
    .filter((entry) => !shipped.includes(entry) && runsOnInstall(entry))
    .filter(({ name }) => !mayHaveScripts[name])
    .map(({ path }) => path),
  ...(/^ignore-scripts=true$/m.test(npmrc) ? [] : ['.npmrc']),
]);
check(
  'zego has no install script itself',
  [...hooks, 'prepare'].filter((hook) => manifest.scripts[hook]),
);

const [{ files }] = JSON.parse(
  execFileSync('npm', ['pack', '--dry-run', '--json'], {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'ignore'],
    encoding: 'utf8',
  }),
);
const parts = [
  ...['start', 'directories', 'base', 'calls', 'hpagent', 'cosmiconfig'],
  ...['run-program', 'instant', 'lookup', 'explain', 'emulator', 'chalk', 'ora'],
  ...['exits', 'help', 'usage', 'usage-errors', 'probe', 'probe2', 'stop', 'stop2', 'view'],
  ...['wait', 'wait2', 'waited', 'verification', 'worst'],
  'rolldown-runtime',
];
const allowed = new Set([
  ...['package.json', 'README.md', 'LICENSE', 'SECURITY.md', '.zegorc.example'],
  ...['configuration', 'emulator', 'output', 'troubleshooting', 'verification'].map(
    (page) => `docs/${page}.md`,
  ),
  ...['rehearse.sh', 'stop-relays.sh'].map((name) => `examples/${name}`),
  ...['bin/zego.js', 'bin/fault.js', 'bin/package.json', 'dist/package.json', 'dist/licences.txt'],
  ...parts.map((name) => `dist/${name}.js`),
]);
const packed = files.map(({ path }) => path);
check(`${packed.length} files are packed, each of them meant to be`, [
  ...packed.filter((path) => !allowed.has(path)),
  ...[...allowed].filter((path) => !packed.includes(path)).map((path) => `${path} is missing`),
]);

const audit = spawnSync('npm', ['audit', '--json'], {
  cwd: repository,
  encoding: 'utf8',
});
const report = (() => {
  try {
    return JSON.parse(audit.stdout);
  } catch {
    return {};
  }
})();
if (report.metadata?.vulnerabilities) {
  check(
    'npm audit knows of no vulnerability in what is bundled',
    Object.keys(report.vulnerabilities ?? {}).filter((name) =>
      shipped.some((each) => each.name === name),
    ),
  );
} else {
  say('--   npm audit: the registry did not answer');
}

for (const fault of faults) process.stderr.write(`supply: ${fault}\n`);
process.exitCode = faults.length === 0 ? 0 : 1;
