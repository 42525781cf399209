// Builds dist-binary/zego: an executable for this platform that needs no Node, by the single-executable
// support of a Node taken from npm. It starts from a snapshot of the program, loaded.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.js';

// The first whose --build-sea writes the executable by itself.
const version = '26.10.0';
const node = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

const out = fileURLToPath(new URL('../../../dist-binary', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'zego-binary-'));
try {
  const install = ['install', '--prefix', work, '--ignore-scripts', '--no-audit', '--no-fund'];
  execFileSync('npm', [...install, '--silent', `${node}@${version}`], { stdio: 'inherit' });
  const executable = join(work, 'node_modules', node, 'bin', 'node');

  await bundle({ entry: 'src/executable.ts', folder: join(work, 'bundle'), whole: true });
  const config = join(work, 'config.json');
  const parts = {
    main: join(work, 'bundle', 'executable.js'),
    executable,
    output: join(work, 'zego'),
    useSnapshot: true,
    disableExperimentalSEAWarning: true,
  };
  writeFileSync(config, JSON.stringify(parts));
  execFileSync(executable, ['--build-sea', config], { stdio: ['ignore', 'ignore', 'inherit'] });

  rmSync(out, { recursive: true, force: true });
  mkdirSync(out);
  copyFileSync(parts.output, join(out, 'zego'));
  copyFileSync(join(work, 'bundle', 'licences.txt'), join(out, 'licences.txt'));
  copyFileSync(join(work, 'node_modules', node, 'LICENSE'), join(out, 'licence-of-node.txt'));
} finally {
  rmSync(work, { recursive: true, force: true });
}
