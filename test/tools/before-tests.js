import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPacked } from './packed.js';

/** Has the end-to-end tests run what is published: jest calls this once, before all tests. */
export default function installForTests() {
  if (process.env.ZEGO_BIN) return;
  const folder = mkdtempSync(join(tmpdir(), 'zego-packed-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  process.env.ZEGO_BIN = installPacked(folder).script;
}
