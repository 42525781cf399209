import { execFileSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../', import.meta.url));

/**
 * Builds and packs the project, and installs the tarball as a user would.
 * @param {string} folder the folder for both
 * @returns the paths of the tarball and of the script behind `zego`
 */
export function installPacked(folder) {
  const npm = (...words) =>
    execFileSync('npm', words, { cwd: repository, stdio: ['ignore', 'pipe', 'inherit'] });
  const packed = npm('run', '--silent', 'tarball', '--', '--silent', '--pack-destination', folder);
  const tarball = join(folder, packed.toString().trim());
  const prefix = join(folder, 'prefix');
  const quick = ['--ignore-scripts', '--no-audit', '--no-fund', '--silent'];
  npm('install', '--global', '--prefix', prefix, ...quick, tarball);
  return { tarball, script: realpathSync(join(prefix, 'bin', 'zego')) };
}
