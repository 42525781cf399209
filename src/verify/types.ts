/** What a wait came to: the stream is gone, it is not, or this way of looking cannot tell. */
export type Verdict = 'off-air' | 'still-live' | 'unverifiable';

/** What looked: an Action, or the address that viewers play. */
export type Method = 'DescribeRTCStreamState' | 'QueryForbidCDNLiveStream' | 'probe';

/** What a wait found out about one stream; the keys are those of `verification` in the JSON document. */
export interface StreamVerification {
  readonly verdict: Verdict;
  /** What decided; null where nothing could look. */
  readonly method: Method | null;
  /** How many looks got an answer. */
  readonly reads: number;
  /** Whether this wait saw the stream live. */
  readonly seenLive: boolean;
  /** UTC as the service said last, `2026-11-21T14:02:11Z`; null where it said none. */
  readonly createTime: string | null;
  readonly closeTime: string | null;
  readonly waitedMs: number;
}

/** `verification` in the JSON document. Of several streams it is the worst verdict, with each stream's own. */
export interface Verification extends StreamVerification {
  readonly streams?: readonly (StreamVerification & { readonly stream: string })[];
}
