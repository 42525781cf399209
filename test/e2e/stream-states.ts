import type { ServerResponse } from 'node:http';
import { reply, type Server, serve } from './servers.ts';

/** What a read is answered with. Times count in seconds from the ban, by the server's clock. */
export interface State {
  readonly code: number;
  readonly created?: number;
  readonly closed?: number;
  /** When it is answered, as its Date says. */
  readonly at: number;
}

/** An answer of the script: a state, or whatever a test does with the response. */
export type Scripted = State | ((response: ServerResponse) => void);

export const live = (at: number, created = -90): State => ({ at, code: 0, created });
export const closed = (at: number, close?: number, created = -90): State => ({
  ...{ at, code: 41006, created },
  ...(close === undefined ? {} : { closed: close }),
});
export const unknown = (at: number): State => ({ at, code: 41004 });
export const badGateway: Scripted = (response) => response.writeHead(502).end('<html></html>');
export const reset: Scripted = (response) => response.socket?.destroy();
export const refused =
  (code: number): Scripted =>
  (response) =>
    reply(response, code);

/** How a server plays a stream. */
export interface Play {
  /** By how many seconds its clock is ahead of this machine's. */
  readonly aheadSeconds?: number;
  /** The answers to the calls that change something, one after the other; the last one stays. By default code 0. */
  readonly writes?: readonly Scripted[];
  /** The same of reads, by stream; `*` for every other. */
  readonly reads?: Readonly<Record<string, readonly Scripted[]>> | readonly Scripted[];
  /** Told of every read. */
  readonly onRead?: () => void;
}

/** A server that plays how a stream goes off air; its Dates follow the script, not time. */
export interface StateServer extends Server {
  /** The reads it received, in order. */
  reads(): readonly URLSearchParams[];
  /** The time of the ban by its clock, Unix seconds. */
  readonly banAt: number;
}

const isRead = (query: URLSearchParams) => /^(?:Describe|Query)/.test(query.get('Action') ?? '');

/** Starts a server that plays a stream; it ends with the test. */
export async function play({
  aheadSeconds = 0,
  writes = [],
  reads = [],
  onRead = () => {},
}: Play): Promise<StateServer> {
  const banAt = Math.floor(Date.now() / 1000) + aheadSeconds;
  const told = new Map<string, number>();
  const next = (name: string, script: readonly Scripted[]): Scripted => {
    const nth = told.get(name) ?? 0;
    told.set(name, nth + 1);
    return script[Math.min(nth, script.length - 1)] ?? { at: 0, code: 0 };
  };
  const server: Server = await serve((response, nth) => {
    const query = server.queries[nth - 1] as URLSearchParams;
    const stream = query.get('StreamId') ?? '';
    const byStream: Readonly<Record<string, readonly Scripted[]>> =
      'map' in reads
        ? { '*': reads as readonly Scripted[] }
        : (reads as Record<string, Scripted[]>);
    if (isRead(query)) onRead();
    const answer = isRead(query)
      ? next(`read ${stream}`, byStream[stream] ?? byStream['*'] ?? [])
      : next('write', writes);
    if (typeof answer === 'function') return answer(response);
    const seconds = (time?: number) => (time === undefined ? '' : String(banAt + time));
    const Data = { create_time: seconds(answer.created), close_time: seconds(answer.closed) };
    response.setHeader('Date', new Date((banAt + answer.at) * 1000).toUTCString());
    reply(response, answer.code, isRead(query) ? { Data } : {});
  });
  return { ...server, reads: () => server.queries.filter(isRead), banAt };
}
