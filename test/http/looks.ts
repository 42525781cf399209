import type { RequestListener, ServerResponse } from 'node:http';

import { expect } from '@jest/globals';
import { createView } from '../../src/http/view.ts';
import { forever, never, serve } from './servers.ts';

export const playlist =
  '#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXT-X-MEDIA-SEQUENCE:7\n#EXTINF:4,\n7.ts\n';
export const master = (variant: string) => `#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n${variant}\n`;
export const list = { kind: 'list', mediaSequence: 7n, segments: 1, last: '7.ts', targetMs: 4000 };

/** Looks at an address. */
export const look = (address: string, timeoutMs = forever, signal = never) =>
  createView()(new URL(address), { timeoutMs, signal });

/** Looks at a path of a server, by default its root. */
export const lookAt = async (listener: RequestListener, path = '/') =>
  look(`${await serve(listener)}${path}`);

/** Gives a listener that answers by path. */
export const paths =
  (answers: Readonly<Record<string, (response: ServerResponse) => void>>): RequestListener =>
  (request, response) => {
    const answer = answers[request.url ?? ''];
    if (answer) answer(response);
    else response.writeHead(404).end();
  };

export const says = (body: string | Buffer) => (response: ServerResponse) =>
  void response.end(body);
export const leads = (location: string) => (response: ServerResponse) =>
  void response.writeHead(302, { location }).end();

/** What an unclear sight says in English. */
export const unclear = (words: string | RegExp) => ({
  kind: 'unclear',
  detail: {
    en: typeof words === 'string' ? words : expect.stringMatching(words),
    zh: expect.stringMatching(/\p{Script=Han}/u),
  },
});
