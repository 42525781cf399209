import { failure } from './codes/failures.ts';
import { inBoth, type Words } from './values/text.ts';

/** Exit codes as promised at the terminal; src/codes/exits.ts says what each means. */
export const EXIT = {
  done: 0,
  refused: 1,
  usage: 2,
  config: 3,
  auth: 4,
  rate: 5,
  network: 6,
  partial: 7,
  notLive: 8,
  unknown: 9,
  stillLive: 10,
  unverifiable: 11,
  guard: 12,
  fault: 70,
  hungUp: 129,
  interrupted: 130,
  terminated: 143,
} as const;

/** The kinds of failure without a return code: `error.kind` in `--json`. */
export type ErrorKind =
  | 'usage'
  | 'config'
  | 'superseded'
  | 'rate-limit'
  | 'network'
  | 'outcome-unknown'
  | 'interrupted'
  | 'fault';

/** What to do next; null where there is nothing to do. */
export type Hint = Words | null;

/** A failure that zego itself explains. It holds facts, never a secret or a signed URL. */
export abstract class ZegoError extends Error {
  abstract readonly kind: ErrorKind;
  abstract readonly exitCode: number;
  /** What happened; `message` is the same in English. */
  readonly detail: Words;
  readonly hint: Hint;

  constructor(detail: Words, hint: Hint = null) {
    super(inBoth(detail).en);
    this.name = new.target.name;
    this.detail = detail;
    this.hint = hint;
  }
}

/** The command line cannot be understood: nothing was sent. */
export class UsageError extends ZegoError {
  readonly kind = 'usage';
  readonly exitCode = EXIT.usage;
}

/** Credentials or configuration are missing, malformed or unsafe: nothing was sent. */
export class ConfigError extends ZegoError {
  readonly kind = 'config';
  readonly exitCode = EXIT.config;
}

/** A newer command decides over the stream: this one gave way and had no effect. */
export class SupersededError extends ZegoError {
  readonly kind = 'superseded';
  readonly exitCode = EXIT.guard;
}

/**
 * Nothing reached the server. `phase` says how far the attempt got; `passing`, whether another may get further:
 * a rejected certificate stays rejected.
 */
export class NetworkError extends ZegoError {
  readonly kind = 'network';
  readonly exitCode = EXIT.network;
  readonly phase: Phase;
  readonly passing: boolean;

  constructor(phase: Phase, detail: Words, hint: Hint = null, { passing = true } = {}) {
    super(detail, hint);
    this.phase = phase;
    this.passing = passing;
  }
}

/** The server closed the connection while the call waited for its turn: nothing was sent. */
export class HungUpError extends NetworkError {}

/**
 * The phases of an attempt, in order. With a proxy, `proxy` replaces the first two; `answer` begins when the request
 * goes out.
 */
export type Phase = 'dns' | 'connect' | 'proxy' | 'tls' | 'slot' | 'answer';

/** The server refused the call because of its rate, without a return code (HTTP 429). */
export class RateLimitError extends ZegoError {
  readonly kind = 'rate-limit';
  readonly exitCode = EXIT.rate;
}

/** A server refused the request without reading it, and without a return code: it had no effect. */
export class RefusedUnreadError extends ZegoError {
  readonly kind = 'network';
  readonly exitCode = EXIT.refused;
}

/**
 * The request went out and no readable answer came back: it may have taken effect. `lost`: the answer was
 * lost on the way or in a failing server, so that another attempt may get one. `foreign`: something between here and
 * the service answered.
 */
export class OutcomeUnknownError extends ZegoError {
  readonly kind = 'outcome-unknown';
  readonly exitCode = EXIT.unknown;
  readonly lost: boolean;
  readonly foreign: boolean;

  constructor(detail: Words, hint: Hint = null, { lost = false, foreign = false } = {}) {
    super(detail, hint);
    this.lost = lost;
    this.foreign = foreign;
  }
}

/** The signals that end a command. */
export type Signal = 'SIGHUP' | 'SIGINT' | 'SIGTERM';

/** 128 + the signal's number, as shells report it. */
export const exitOfSignal: Readonly<Record<Signal, number>> = {
  SIGHUP: EXIT.hungUp,
  SIGINT: EXIT.interrupted,
  SIGTERM: EXIT.terminated,
};

/** A signal ended the command. */
export class InterruptedError extends ZegoError {
  readonly kind = 'interrupted';
  readonly exitCode: number;
  readonly signal: Signal;
  /** Whether a request had gone out that may have taken effect. */
  readonly sent: boolean;

  /**
   * @param attempt `sent`: a request went out and may have taken effect; `refused`: all that went out were refused;
   *   `reads`: it changes nothing
   */
  constructor(
    signal: Signal,
    attempt: { readonly sent: boolean; readonly refused?: boolean; readonly reads?: boolean },
    hint: Hint = null,
  ) {
    const { sent, refused, reads } = attempt;
    const whenSent = reads ? 'interruptedRead' : 'interruptedSent';
    const [detail] = failure(sent ? whenSent : refused ? 'interruptedRefused' : 'interrupted');
    super(detail, hint);
    this.signal = signal;
    this.sent = sent;
    this.exitCode = exitOfSignal[signal];
  }
}

/** zego itself is at fault. */
export class FaultError extends ZegoError {
  readonly kind = 'fault';
  readonly exitCode = EXIT.fault;
}
