import { type Answering, serve } from './servers.ts';
import { type RunOptions, start } from './zego.ts';

/** Stands in the query of every address. */
export const TOKEN = 'canary0token';
/** A playlist of one segment. */
export const playlist = (first: number, ...more: string[]) =>
  [
    ...['#EXTM3U', '#EXT-X-TARGETDURATION:2', `#EXT-X-MEDIA-SEQUENCE:${first}`],
    ...['#EXTINF:2,', `${first}.ts`, ...more],
  ].join('\r\n');
export const advancing: Answering = (response, nth) => void response.end(playlist(nth));
export const still: Answering = (response) => void response.end(playlist(7));

/** Probes an address. */
export const probe = (address: string, more: readonly string[] = [], options: RunOptions = {}) =>
  start(['probe', address, ...more], options).ended;

/** Probes a server, with a token in the query. */
export const probeOf = async (answering: Answering, ...more: string[]) => {
  const { url, queries } = await serve(answering);
  return { ...(await probe(`${url}/live/s1?token=${TOKEN}`, more)), queries };
};

/** What is said beside a stream that is not live. */
export const note =
  'note: A mistyped address, an expired token and a blocked region look the same.\n';
