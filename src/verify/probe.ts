import { filled } from '../codes/fill.ts';
import { sights } from '../codes/probes.ts';
import type { Text } from '../values/text.ts';
import type { MediaPlaylist } from './hls.ts';

/** What one look at the address that viewers play saw. */
export type Sight = Seen | { readonly kind: 'unclear'; readonly detail: Text };

type Seen = (
  | MediaPlaylist
  | { readonly kind: 'flowing' }
  | { readonly kind: 'gone'; readonly status: number }
  | { readonly kind: 'forbidden'; readonly status: number }
) & {
  /** The host that answered, where redirects led to another than the one that was asked. */
  readonly via?: string;
};

/** What ends a look. */
export interface LookLimits {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/**
 * Looks once at an address that viewers play. Whatever goes wrong is an unclear sight; rejects with the reason of the
 * signal alone.
 */
export type Look = (address: URL, limits: LookLimits) => Promise<Sight>;

/** Enough for one look, in milliseconds. */
export const lookMs = 5_000;

/** What all looks so far add up to. */
export interface ProbeState {
  readonly state: 'live' | 'off' | 'unclear' | 'forbidden';
  /** Whether this judge saw it live. */
  readonly seenLive: boolean;
  /** What the last look saw, a phrase; null before the first. */
  readonly detail: Text | null;
  /** When the last look was made that proves the state; others leave it as it was. */
  readonly provenAt: number | null;
}

export interface ProbeJudge {
  /** Takes in a look that ended at a time, in milliseconds of a clock that nobody sets. */
  see(sight: Sight, atMs: number): ProbeState;
  readonly state: ProbeState;
}

/** A list that stands still for so many target durations is over. */
const stillTargets = 3;

/**
 * Makes the judge of one probe. It calls a stream off only if it saw it live: a mistyped address, an expired token and
 * a blocked region look like one that is over. A failed look is no evidence: it changes no state, and standing still
 * does not count across it. A forbidden one is the last word.
 * @param offUnseen have it say off of what it never saw live
 */
export function createProbeJudge({ offUnseen = false } = {}): ProbeJudge {
  let state: ProbeState = { state: 'unclear', seenLive: false, detail: null, provenAt: null };
  /** The last list, and since when all looks have seen it; null where the last look saw none. */
  let list: MediaPlaylist | null = null;
  let sameSince: number | null = null;

  const proven = (proof: 'live' | 'off' | 'forbidden', detail: Text, atMs: number): ProbeState => {
    const seenLive = state.seenLive || proof === 'live';
    if (proof === 'off' && !seenLive && !offUnseen) return { ...state, state: 'unclear', detail };
    return { state: proof, seenLive, detail, provenAt: atMs };
  };

  const seeList = (next: MediaPlaylist, atMs: number): ProbeState => {
    const [before, since] = [list, sameSince];
    [list, sameSince] = [next, atMs];
    if (next.ended) return proven('off', sights.ended, atMs);
    if (before && endOf(before) !== endOf(next)) return proven('live', sights.advancing, atMs);
    // Seen again after a gap, or with other segments under the same numbers: neither alive nor standing still.
    const isSame = since !== null && before?.last === next.last && !before.ended;
    if (isSame) sameSince = since;
    const stillMs = atMs - sameSince;
    const neededMs = stillTargets * next.targetMs;
    const facts = { seconds: secondsOf(stillMs), needed: secondsOf(neededMs) };
    if (stillMs >= neededMs) return proven('off', filled(sights.still, facts), atMs);
    // Gone before, and there again.
    const now = state.state === 'off' ? 'unclear' : state.state;
    const words = Number.isFinite(neededMs) ? sights.waiting : sights.noProof;
    return { ...state, state: now, detail: filled(words, facts) };
  };

  const judged = (sight: Sight, atMs: number): ProbeState => {
    if (sight.kind === 'list') return seeList(sight, atMs);
    sameSince = null;
    switch (sight.kind) {
      case 'flowing':
        return proven('live', sights.flowing, atMs);
      case 'gone':
      case 'forbidden': {
        const detail = filled(sights.status, { status: `${sight.status}` });
        return proven(sight.kind === 'gone' ? 'off' : 'forbidden', detail, atMs);
      }
      case 'unclear':
        return { ...state, detail: sight.detail };
    }
  };

  return {
    get state() {
      return state;
    },
    see(sight, atMs) {
      if (state.state !== 'forbidden') state = judged(sight, atMs);
      return state;
    },
  };
}

/** The number of the segment that comes next. It goes back when a stream starts anew. */
export function endOf({
  mediaSequence,
  segments,
}: Pick<MediaPlaylist, 'mediaSequence' | 'segments'>): bigint {
  return mediaSequence + BigInt(segments);
}

function secondsOf(ms: number): string {
  return `${Math.floor(ms / 1000)}`;
}
