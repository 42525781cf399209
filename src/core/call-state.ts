import type { Ticket, WaitReason } from '../coordination/coordinator.ts';
import type { ZegoError } from '../errors.ts';
import type { Words } from '../values/text.ts';
import type { Query } from './query.ts';
import type {
  Account,
  FirstAttempt,
  HttpAnswer,
  Limits,
  PlannedCall,
  Reply,
  Send,
} from './types.ts';

/** What a call needs of the world. */
export interface CallDeps {
  readonly send: Send;
  readonly limits: Limits;
  /** Unix milliseconds. */
  now(): number;
  /** Gives that many random bytes in lower-case hex: two digits a byte. */
  randomHex(bytes: number): string;
  /** Throws the signal's reason as soon as it aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** Runs a task at intervals. @returns a function that stops it */
  every(ms: number, task: () => void): () => void;
  /** Hides secrets in what a server said. */
  redactForeign(text: string): string;
  readonly observer: CallObserver;
}

/** Told of every step of a call: shows it with `--debug`, and hides secrets before anything can show them. */
export interface CallObserver {
  waiting(what: WaitReason, ms: number): void;
  sending(query: Query, attempt: number): void;
  answered(answer: HttpAnswer): void;
  failed(error: ZegoError): void;
  repeating(reason: Words, delayMs: number): void;
}

/** What a call carries from one attempt to the next. */
export interface CallState {
  readonly call: PlannedCall;
  readonly ticket: Ticket;
  readonly account: Account;
  readonly deps: CallDeps;
  /** The streams it is still made for: those over which no newer command decides. */
  ids: readonly string[];
  /** The streams for which an attempt went out and may have taken effect. */
  readonly lost: Set<string>;
  /** How attempts ended that went out, with nobody knowing what became of them. */
  readonly unknown: Ending[];
  /** The last ending in which the service refused an attempt without executing it. */
  refused: Ending | null;
  sequence: string | null;
  attempts: number;
  /** How many of them were refused for the rate, and how many for the Sequence. */
  readonly refusals: { rate: number; sequence: number };
  /** The least Sequence to draw next, after one was refused; 0: by the clock. */
  leastSequence: number;
  /** How many turns passed without an attempt. */
  unmade: number;
  /** It had to wait for its turn. */
  waited: boolean;
  waitedMs: number;
  serverAheadMs: number | null;
  serverTime: number | null;
  first: FirstAttempt | null;
}

/** How an attempt ended: with a reply, or with the error that stands for its absence. */
export interface Ending {
  readonly reply: Reply | null;
  readonly error: ZegoError | null;
}
