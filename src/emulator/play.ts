/** An address that viewers play: a media playlist, a master playlist or HTTP-FLV. */
export interface PlayAddress {
  readonly id: string;
  readonly kind: 'media' | 'master' | 'flv';
  /** From the root of the server, the id encoded. */
  readonly path: string;
}

const kinds = { '.m3u8': 'media', '/master.m3u8': 'master', '.flv': 'flv' } as const;

/** The paths of a stream's play addresses, from the root of the server. */
export function playPath(id: string, suffix: keyof typeof kinds): string {
  return `/play/${encodeURIComponent(id)}${suffix}`;
}

/**
 * Reads `/play/ID.m3u8`, `/play/ID/master.m3u8` and `/play/ID.flv`.
 * @returns undefined for another path, and for an id that is not encoded as UTF-8
 */
export function playAddress(path: string): PlayAddress | undefined {
  const [, encoded, suffix] = /^\/play\/([^/]+?)(\.m3u8|\/master\.m3u8|\.flv)$/.exec(path) ?? [];
  if (encoded === undefined) return undefined;
  const known = suffix as keyof typeof kinds;
  try {
    const id = decodeURIComponent(encoded);
    return { id, kind: kinds[known], path: playPath(id, known) };
  } catch {
    return undefined;
  }
}

const SEGMENT_MS = 1000;

/**
 * Writes the playlist of a stream that is live. A segment lasts a second and is numbered by the clock, so that the
 * sequence rises with the time alone and never begins anew. There is nothing behind the segments' addresses.
 * @param now Unix milliseconds
 */
export function playlist({ id, kind }: PlayAddress, now: number): string {
  const name = encodeURIComponent(id);
  if (kind === 'master')
    return ['#EXTM3U', '#EXT-X-STREAM-INF:BANDWIDTH=1000000', `../${name}.m3u8`, ''].join('\n');
  const next = Math.floor(now / SEGMENT_MS);
  const segments = [next - 3, next - 2, next - 1];
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:3',
    `#EXT-X-TARGETDURATION:${SEGMENT_MS / 1000}`,
    `#EXT-X-MEDIA-SEQUENCE:${segments[0]}`,
    ...segments.flatMap((number) => ['#EXTINF:1.000,', `${name}/${number}.ts`]),
    '',
  ].join('\n');
}
