/** What calls to one AppId agree on across processes: whose turn it is, how fast, with which Sequence. */
export interface Coordinator {
  /**
   * Puts a call on record as given: from now on, older calls that it opposes give way to it.
   * It is to be closed, whatever comes of it.
   */
  give(call: GivenCall): Promise<Ticket>;
}

/** What a call does, as far as others are concerned. */
export interface GivenCall {
  readonly appId: number;
  readonly action: string;
  readonly test: boolean;
  /** The calls a second that the service lets through, the same for all callers. */
  readonly perSecond: number;
  /** How long its command may last, in milliseconds. */
  readonly timeoutMs: number;
  /** Whether it carries a Sequence. */
  readonly sequenced: boolean;
  /** What it does to its streams; null if it only reads. */
  readonly change: Change | null;
  /** Its streams: what its caller calls them, and in words what tells each from all others. */
  readonly streams: readonly { readonly id: string; readonly key: string }[];
}

/** What a call does to the state of its streams. Of several calls for one state the newest decides. */
export interface Change {
  readonly lever: 'relay' | 'cdn' | 'rtc';
  readonly intent: 'ban' | 'resume' | 'start' | 'stop';
  /** The address of a relay, in any words; null for all of them. */
  readonly address: string | null;
  /** The end that was asked for, in Unix seconds; null for none. */
  readonly until: number | null;
}

/** The place of a call among those for the same streams. */
export interface Ticket {
  /**
   * Waits until no other call for these streams is under way and the rate allows one more, then draws.
   * @param onWait told once what is waited for, and how long that may take as far as it is known
   * @returns null when a newer call has overtaken this one for all of its streams
   * @throws the signal's reason as soon as it aborts
   */
  turn(signal: AbortSignal, onWait: (what: WaitReason, ms: number) => void): Promise<Turn | null>;
  /** What it waits for in a turn, or last did. */
  readonly awaits: WaitReason;
  /** @returns the ids for which newer calls have overtaken this one */
  overtaken(): Promise<readonly string[]>;
  /**
   * The attempt is over, and another one may follow. `lost`: it may have taken effect; `again`: there was none,
   * and the call keeps its place.
   */
  pause(how: 'lost' | 'not-done' | 'again'): Promise<void>;
  /** The call is over. `done`: it took effect, or may have; `overtaken`: it did not, and gave way. */
  close(how: 'done' | 'nothing' | 'overtaken'): Promise<Closing>;
}

/** What a call waits for: another one for its stream, or the rate. */
export type WaitReason = 'order' | 'slot';

/** The right to send one call now. */
export interface Turn {
  /** Null where the call carries none, or the person chose one. */
  readonly sequence: number | null;
  /** The ids it is to be sent for: no newer call opposes it there. */
  readonly ids: readonly string[];
  /** Whole milliseconds of waiting; 0 where nobody was ahead. */
  readonly waitedMs: number;
  /** Whether it still holds: look right before sending, and get another one if not. */
  fresh(): boolean;
}

/** How a call stood when it was over. */
export interface Closing {
  /** Ids for which an opposite call went past it while its answer was awaited. */
  readonly passed: readonly string[];
  /** Ids for which an older call gave way to it. */
  readonly madeWay: readonly string[];
}

/** The side effects of coordination. */
export interface Clock {
  /** Unix milliseconds; may be stepped. */
  now(): number;
  /** Milliseconds on a clock that all processes share and nobody sets (`process.hrtime`). */
  uptime(): number;
  /** 12 random hex digits. */
  token(): string;
  /** @throws the signal's reason as soon as it aborts */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** Names this process. */
  readonly owner: string;
  /** Whether the process so named is known to have ended. */
  isDead(owner: string): boolean;
}
