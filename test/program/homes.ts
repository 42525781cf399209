import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownDirectory } from '../../src/platform/user-directories.ts';
import { afterwards, serve } from '../http/servers.ts';
import { occupy } from '../rate-queues.ts';
import { APP_ID, pointedAt } from './run.ts';

export const key = 'canary2key';
export const url = `rtmp://cdn.example/live/s1?key=${key}`;
export const stop = `transfer stop --stream canary3stream --url ${url}`;

/** A home that several commands share. */
export function home(): string {
  const path = mkdtempSync(join(tmpdir(), 'zego-home-'));
  afterwards(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** A home where the rate queue of an Action is busy for a second, and a clock that only waiting moves. */
export function busy(action: string) {
  const [path, clock] = [home(), { ms: 1_000_000 }];
  occupy(ownDirectory('state', {}, path, process.getuid?.()), `${APP_ID}/${action}`, 1_001_000);
  const sleep = async (ms: number) => {
    // Timers are never exact.
    clock.ms += ms + 0.1;
  };
  return { home: path, uptime: () => clock.ms, sleep };
}

/** Pauses in which a command runs: in the first, or in the wait for a slot, but once. */
export function pausing(command: () => Promise<unknown>): () => Promise<void> {
  let done: Promise<unknown> | undefined;
  return async () => {
    done ??= command();
    await done;
  };
}

/** A server that loses its first answers. */
export async function losing(answers: number) {
  const queries: URLSearchParams[] = [];
  const origin = await serve((request, response) => {
    queries.push(new URL(request.url ?? '', 'http://host').searchParams);
    if (queries.length <= answers) request.socket.resetAndDestroy();
    else response.end('{"Code":0}');
  });
  return { queries, env: pointedAt(origin) };
}
