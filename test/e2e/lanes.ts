import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { hrtime } from 'node:process';
import { fileJournals } from '../../src/coordination/file-journal.ts';
import { laneLine } from '../../src/coordination/lane.ts';
import { bare } from './zego.ts';

/** Makes the lane of an Action busy for so many milliseconds, as the call of another process would. */
export function occupy(action: string, ms: number): void {
  const state = join(bare.XDG_STATE_HOME, 'zego');
  mkdirSync(state, { recursive: true, mode: 0o700 });
  const log = fileJournals(state, () => 'draft')(`1234567890/${action}`, () => []);
  const token = Math.floor(Math.random() * 2 ** 48)
    .toString(16)
    .padStart(12, '0');
  log.append(laneLine('G', Number(hrtime.bigint()) / 1e6 + ms, token));
}
