import type { Action } from '../actions/types.ts';
import type { Phase, ZegoError } from '../errors.ts';

/** Who calls which endpoint, and where each of these came from. */
export interface Account {
  readonly appId: number;
  /** The ServerSecret: never printed, never stored. */
  readonly secret: string;
  /** Origin without a trailing slash: `https://rtc-api.zego.im`. */
  readonly endpoint: string;
  readonly isTest: boolean;
  /** Where they came from, in words: `ZEGO_APP_ID`, `.zegorc (region)`; `default` for the unified host. */
  readonly from: { readonly appId: string; readonly secret: string; readonly endpoint: string };
  /** The options that chose all this, as typed and quoted for a shell: a suggested command repeats them. */
  readonly typed?: string;
}

/** One call to make: a row of the catalogue with its values, before anything is signed. */
export interface PlannedCall {
  readonly row: Action;
  /** The StreamIds as the person gave them, without a test prefix. */
  readonly streams: readonly string[];
  /** The other parameters, by API name. */
  readonly fields: Readonly<Record<string, string>>;
  /** The other parameters that take several values (`UserId[]`), by API name. */
  readonly lists?: Readonly<Record<string, readonly string[]>>;
  /** The Sequence of the command line, instead of a drawn one. */
  readonly sequence?: string;
}

/** What is new with every attempt. */
export interface Stamp {
  /** 16 hex digits. */
  readonly nonce: string;
  /** Unix seconds. */
  readonly timestamp: number;
  /** Null where the Action carries none. */
  readonly sequence: string | null;
}

/** The service's answer, in the documented shape. */
export interface Reply {
  readonly code: number;
  readonly message: string;
  /** Digits exact, also where the service sent a bare number above 2^53. */
  readonly requestId: string | null;
  readonly data: unknown;
}

/** The result of one planned call: a reply, the error that explains its absence, or both. */
export interface CallResult {
  readonly call: PlannedCall;
  readonly reply: Reply | null;
  /** Beside a reply: why the reply is not the last word. */
  readonly error: ZegoError | null;
  /** The Sequence of the last attempt that drew one. */
  readonly sequence: string | null;
  readonly attempts: number;
  /** How long it waited for its turns. */
  readonly waitedMs: number;
  /** A newer command for its streams decides: this one was not sent, not repeated, or perhaps executed after it. */
  readonly superseded: boolean;
  /** Streams for which an older command gave way to this one, which then had no effect. */
  readonly madeWay: readonly string[];
  /** By how much the server's clock is ahead of this machine's; null where it did not say. */
  readonly serverAheadMs: number | null;
  /** The Date of the last answer in Unix milliseconds, to the second; null where there was none. */
  readonly serverTime: number | null;
  /** The first attempt that went out; null where none did. */
  readonly first: FirstAttempt | null;
}

/** When an attempt went out, in Unix milliseconds. */
export interface FirstAttempt {
  /** By this machine's clock. */
  readonly sentAt: number;
  /** The Date of its answer, to the second; null where that was lost or had none. */
  readonly serverTime: number | null;
}

/** The parts of an attempt that were measured, in milliseconds; `answer` is the wait for the first byte. */
export type Timings = Partial<Record<Phase, number>>;

/** An answer as it came over HTTP. */
export interface HttpAnswer {
  readonly status: number;
  /** The Date header, as sent. */
  readonly date: string | null;
  /** The Location header, as sent: it may hold a signed URL. */
  readonly location: string | null;
  readonly body: string;
  readonly timings: Timings;
}

/** What ends an attempt before it is answered. */
export interface Limits {
  /** Aborted when the time of the whole command is over. */
  readonly deadline: AbortSignal;
  /** Aborted by SIGHUP, SIGINT or SIGTERM; the reason is the signal's name. */
  readonly interrupted: AbortSignal;
  /** Of one attempt, in milliseconds: for the connection, and from sending to the last byte. */
  readonly timeouts: { readonly connectMs: number; readonly answerMs: number };
}

/** A request that is ready to go. */
export interface PreparedRequest {
  /** Signed: a bearer secret. */
  readonly url: string;
  /** Whether its turn still lasts. Send asks right before it writes the request. */
  fresh(): boolean;
}

/**
 * How http calls back into core. Send calls it once, as soon as the connection is established; core then waits
 * for the call's turn, draws its Sequence, and stamps and signs the request, so that nothing ages while a
 * connection is made. What it throws passes through Send, with nothing sent.
 * @param ending aborts with the reason when the time is over, a signal comes or the server hangs up
 */
export type Prepare = (ending: AbortSignal) => Promise<PreparedRequest>;

/**
 * Makes one attempt: connects to an origin, has the request prepared, sends it by GET and gives the answer,
 * whatever its status. Throws NetworkError (nothing was sent), OutcomeUnknownError (the request went out),
 * InterruptedError, and the reason of `overtaken` if that aborts before the request is prepared.
 */
export type Send = (
  origin: string,
  prepare: Prepare,
  limits: Limits,
  overtaken: AbortSignal,
) => Promise<HttpAnswer>;
