import type { Ticket, WaitReason } from '../coordination/coordinator.ts';
import type { ZegoError } from '../errors.ts';
import type { Query } from './query.ts';
import type { Account, HttpAnswer, Limits, PlannedCall, Reply, Send } from './types.ts';

/** What a call needs of the world. */
export interface CallDeps {
  readonly send: Send;
  readonly limits: Limits;
  /** Unix milliseconds. */
  now(): number;
  /** As many random bytes in lower-case hex, so twice as many digits. */
  randomHex(bytes: number): string;
  /** Throws the signal's reason as soon as it aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** Does a task again and again. @returns what ends that */
  every(ms: number, task: () => void): () => void;
  readonly observer: CallObserver;
}

/** Who is told of every step: for `--debug`, and to hide what is secret before it can be shown. */
export interface CallObserver {
  waiting(what: WaitReason, ms: number): void;
  sending(query: Query, attempt: number): void;
  answered(answer: HttpAnswer): void;
  failed(error: ZegoError): void;
  repeating(reason: string, delayMs: number): void;
}

/** A call on its way through its attempts. */
export interface CallState {
  readonly call: PlannedCall;
  readonly ticket: Ticket;
  readonly account: Account;
  readonly deps: CallDeps;
  /** The streams it is still made for: no newer command decides over them. */
  ids: readonly string[];
  /** Those for which an attempt went out and may have taken effect. */
  readonly lost: Set<string>;
  /** An attempt went out, and what became of it is unknown. */
  isLost: boolean;
  /** How the service last turned an attempt away, unexecuted. */
  refused: Ending | null;
  sequence: string | null;
  attempts: number;
  /** How often it came to no attempt. */
  unmade: number;
  /** Its turn took noticeably long to come. */
  waited: boolean;
  waitedMs: number;
  serverAheadMs: number | null;
}

/** How an attempt ended: with a reply, or with the error that stands for its absence. */
export interface Ending {
  readonly reply: Reply | null;
  readonly error: ZegoError | null;
}
