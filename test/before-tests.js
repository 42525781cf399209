import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPacked } from '../tools/packed.js';

/**
 * Has whatever the tests make lie in one temporary folder, which goes when they end, however they do; and the
 * end-to-end tests run what is published. Jest calls this once, before all tests.
 */
export default function prepareTests() {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'zego-tests-')));
  process.once('exit', () => rmSync(root, { recursive: true, force: true }));
  for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM']) {
    process.once(signal, () => process.exit(128 + constants.signals[signal]));
  }
  // Of this process and all that it starts.
  process.env.TMPDIR = root;
  if (process.env.ZEGO_BIN) return;
  process.env.ZEGO_BIN = installPacked(root).script;
}
