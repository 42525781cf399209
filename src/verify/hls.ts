/** What a media playlist (RFC 8216) says about the state of a stream. */
export interface MediaPlaylist {
  readonly kind: 'list';
  /** EXT-X-MEDIA-SEQUENCE: the number of the first segment that is listed. */
  readonly mediaSequence: bigint;
  readonly segments: number;
  /**
   * The address of the last segment as it is written, without its query, which may hold a token of its own. Of one of
   * several variants it goes on with how the others stand.
   */
  readonly last: string;
  /** EXT-X-ENDLIST: no segment will follow. */
  readonly ended: boolean;
  /**
   * The target duration, or the longest segment where that is longer: servers understate it. At least 2 s. Infinity
   * where standing still would prove nothing.
   */
  readonly targetMs: number;
}

/** A master playlist, and the addresses of its variants as they are written. */
export interface MasterPlaylist {
  readonly kind: 'master';
  readonly variants: readonly string[];
}

/** Where a playlist does not say. */
const usualTargetMs = 10_000;
const leastTargetMs = 2_000;

/**
 * Reads an HLS playlist as far as zego needs it.
 * @returns null for what is no playlist, or one with a media sequence that is no number
 */
export function readPlaylist(text: string): MediaPlaylist | MasterPlaylist | null {
  const [first = '', ...lines] = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .map((line) => line.trim())
    .filter((line, at) => at === 0 || line !== '');
  if (first !== '#EXTM3U') return null;
  if (lines.some((line) => line.startsWith('#EXT-X-STREAM-INF:'))) {
    return { kind: 'master', variants: addressesAfter('#EXT-X-STREAM-INF:', lines) };
  }
  const mediaSequence = tagValue(lines, '#EXT-X-MEDIA-SEQUENCE:') ?? '0';
  if (!/^\d{1,20}$/.test(mediaSequence)) return null;
  const segments = addressesAfter('#EXTINF:', lines);
  return {
    kind: 'list',
    mediaSequence: BigInt(mediaSequence),
    segments: segments.length,
    last: segments.at(-1)?.replace(/[?#].*/, '') ?? '',
    ended: lines.includes('#EXT-X-ENDLIST'),
    targetMs: targetOf(lines),
  };
}

const isAddress = (line: string) => !line.startsWith('#');

function tagValue(lines: readonly string[], tag: string): string | undefined {
  return lines
    .find((line) => line.startsWith(tag))
    ?.slice(tag.length)
    .trim();
}

/** The addresses that a tag announces: other lists of addresses begin as HLS does, too. */
function addressesAfter(tag: string, lines: readonly string[]): readonly string[] {
  let isAnnounced = false;
  return lines.filter((line) => {
    const isWanted = isAnnounced && isAddress(line);
    isAnnounced = line.startsWith(tag) || (isAnnounced && !isAddress(line));
    return isWanted;
  });
}

function targetOf(lines: readonly string[]): number {
  const durations = lines.flatMap((line) => {
    const [, seconds] = /^#(?:EXT-X-TARGETDURATION|EXTINF):\s*(\d+(?:\.\d+)?)/.exec(line) ?? [];
    return seconds === undefined ? [] : [Number(seconds) * 1000];
  });
  return Math.max(leastTargetMs, ...(durations.length > 0 ? durations : [usualTargetMs]));
}
