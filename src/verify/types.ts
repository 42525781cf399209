import type { JudgedCall } from '../core/verdict.ts';
import type { Signal } from '../errors.ts';
import type { Text } from '../values/text.ts';

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

/** Why a wait came to its verdict: names a text of src/codes/verdicts.ts. */
export type Reason =
  | 'wentOff'
  | 'closedAfter'
  | 'closedBefore'
  | 'closedWithBan'
  | 'offBefore'
  | 'live'
  | 'again'
  | 'lost'
  | 'unknownId'
  | 'noTimes'
  | 'neverCreated'
  | 'notStable'
  | 'unread'
  | 'lifted'
  | 'refused'
  | 'relay'
  | 'recorded'
  | 'notRecorded'
  | 'probeOff'
  | 'probeLive'
  | 'probeLost'
  | 'probeUnclear'
  | 'probeForbidden'
  | 'probeUnseen';

/** What is known of a stream so far. Times in Unix milliseconds by the service's clock, null where it did not say. */
export interface Finding {
  /** What it would be if the wait ended now. */
  readonly verdict: Verdict;
  readonly reason: Reason;
  /** Whether looking on could change nothing that matters. */
  readonly settled: boolean;
  readonly method: Method | null;
  readonly reads: number;
  readonly seenLive: boolean;
  readonly created: number | null;
  readonly closed: number | null;
  /** Since when it is off, as far as that was seen. */
  readonly since: number | null;
  /** When the last look was answered. */
  readonly until: number | null;
  /** What the last look saw, or why none came through. */
  readonly detail: Text | null;
}

/** A finding before the first look. */
export const nothingSeen: Finding = {
  verdict: 'unverifiable',
  reason: 'unread',
  settled: false,
  method: null,
  reads: 0,
  seenLive: false,
  created: null,
  closed: null,
  since: null,
  until: null,
  detail: null,
};

/** What came of a wait. */
export interface WaitResult {
  readonly wanted: 'off-air' | 'live';
  /** What it followed: a ban, the stop of a relay, or nothing but itself. */
  readonly act: 'ban' | 'stop' | 'wait';
  /** Whether that one's own outcome is unknown. */
  readonly isUnknown: boolean;
  readonly stableMs: number;
  /** In the order in which they were given. */
  readonly streams: readonly WaitedStream[];
  /** A read that the service refused for authentication, which ended the wait. */
  readonly refused: JudgedCall | null;
  /** The signal that ended it. */
  readonly interrupted: Signal | null;
}

/** What came of it for one stream. */
export interface WaitedStream extends Finding {
  readonly stream: string;
  /** What else looked at it found, none of it worse. */
  readonly others: readonly Finding[];
  readonly waitedMs: number;
  /** The newer command that undid this one, as it is typed; null where none did. */
  readonly newer: string | null;
}
