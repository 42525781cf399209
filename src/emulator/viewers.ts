import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { flvHeader, silentTag, TAG_MS } from './flv.ts';
import type { LogEntry } from './log.ts';
import { type PlayAddress, playlist } from './play.ts';
import { bare, bodyOf } from './reply.ts';
import { send } from './send.ts';

interface ViewersOptions {
  /** Whether viewers see a stream at a time in Unix milliseconds. */
  plays(id: string, now: number): boolean;
  /** The time in Unix milliseconds. */
  now(): number;
  log(entry: LogEntry): void;
}

/**
 * Serves play addresses: 404 while a stream is dark. A timer runs only while somebody watches by HTTP-FLV.
 * @returns a function that answers one viewer, and ends with them or when the stream goes dark
 */
export function createViewers({ plays, now, log }: ViewersOptions) {
  /** By path, what the log said last: players ask every second, and each change is one line. */
  const logged = new Map<string, boolean>();

  function look({ id, path }: PlayAddress): boolean {
    const at = now();
    const live = plays(id, at);
    if (logged.get(path) !== live) {
      logged.set(path, live);
      log({
        time: new Date(at).toISOString(),
        action: null,
        streams: [id],
        status: live ? 200 : 404,
        code: null,
        message: `${path} ${live ? 'plays' : 'is dark'}`,
        query: {},
        durationMs: 0,
      });
    }
    return live;
  }

  async function flow(address: PlayAddress, response: ServerResponse, gone: AbortSignal) {
    const date = new Date(now()).toUTCString();
    response.writeHead(200, { 'content-type': 'video/x-flv', date });
    response.write(flvHeader);
    for (let at = 0; look(address); at += TAG_MS) {
      // A viewer that does not read misses tags; they are not kept for it.
      if (!response.writableNeedDrain) response.write(silentTag(at));
      const left = await delay(TAG_MS, false, { signal: gone }).catch(() => true);
      if (left) return;
    }
    response.end();
  }

  return async (address: PlayAddress, response: ServerResponse, gone: AbortSignal) => {
    if (!look(address)) {
      const dark = bare(404, `${address.path} is dark`);
      return send(response, { status: 404, ...bodyOf(dark) }, now());
    }
    if (address.kind === 'flv') return flow(address, response, gone);
    const text = playlist(address, now());
    return send(response, { status: 200, type: 'application/vnd.apple.mpegurl', text }, now());
  };
}
