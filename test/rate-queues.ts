import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { hrtime } from 'node:process';
import { afterEach } from '@jest/globals';
import { fileJournals } from '../src/coordination/file-journal.ts';
import { rateLine } from '../src/coordination/rate-queue.ts';

const held = new Set<NodeJS.Timeout>();
afterEach(() => {
  for (const timer of held) clearInterval(timer);
  held.clear();
});

/**
 * Makes a rate queue busy until some time, as the call of another process would.
 * @param state where zego keeps its state
 * @param queue its AppId and Action
 * @param until as `World.uptime`
 */
export function occupy(state: string, queue: string, until: number): void {
  mkdirSync(state, { recursive: true, mode: 0o700 });
  const token = () => randomBytes(6).toString('hex');
  fileJournals(state, token)(queue, { window: 16 * 1024, digest: (lines) => lines }).append(
    rateLine('G', until, token()),
  );
}

/**
 * Keeps a rate queue busy until told otherwise, but not so long that a test would wait for it in vain.
 * @returns lets it go, within two seconds
 */
export function hold(state: string, queue: string): () => void {
  // A claim further ahead would be taken for a foreign one.
  const claim = () => occupy(state, queue, Number(hrtime.bigint()) / 1e6 + 1900);
  claim();
  let claims = 60;
  const timer = setInterval(() => {
    claim();
    claims -= 1;
    if (claims === 0) clearInterval(timer);
  }, 500);
  held.add(timer);
  return () => clearInterval(timer);
}
