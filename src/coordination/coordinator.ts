/** What calls to one AppId agree on across processes: whose turn it is, how fast, with which Sequence. */
export interface Coordinator {
  /**
   * Puts a call on record: from now on, older calls that it opposes give way to it. The caller closes
   * the ticket, whatever comes of the call.
   */
  issue(call: TicketRequest): Promise<Ticket>;
  /** Looks out for calls given from now on that undo this one. The caller closes it. */
  lookOut(call: TicketRequest): Promise<Lookout>;
}

/** Knows whether what a call did still stands. */
export interface Lookout {
  /** @returns the ids for which a later call with another intent took effect, or may have */
  undone(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** A call, as far as other calls are concerned. */
export interface TicketRequest {
  readonly appId: number;
  readonly action: string;
  readonly test: boolean;
  /** Calls a second that the service lets through: the same number for all callers. */
  readonly perSecond: number;
  /** The timeout of its command. */
  readonly timeoutMs: number;
  /** Whether a Sequence is to be drawn for it. */
  readonly sequenced: boolean;
  /** Null for a call that only reads. */
  readonly change: Change | null;
  /** Its streams: the caller's id, and a key that tells each stream from all others of the AppId. */
  readonly streams: readonly { readonly id: string; readonly key: string }[];
}

/** What a call does to the state of its streams. Of several calls that set one state the newest decides. */
export interface Change {
  readonly lever: 'relay' | 'cdn' | 'rtc';
  readonly intent: 'ban' | 'resume' | 'start' | 'stop';
  /** What identifies the relay; null for all relays of the stream. */
  readonly address: string | null;
  /** The end of a ban in Unix seconds; null for a ban without end. */
  readonly until: number | null;
}

/** The place of a call among those for the same streams. */
export interface Ticket {
  /**
   * Waits until no other call for these streams is under way and the rate allows one more, then draws
   * the Sequence.
   * @param onWait called once for each reason to wait, with the milliseconds it may take (0: unknown)
   * @param least the least Sequence to draw, for the call's streams alone; 0 or none: by the clock
   * @returns null once newer calls have overtaken this one for all of its streams
   * @throws the signal's reason as soon as it aborts
   */
  turn(
    signal: AbortSignal,
    onWait: (what: WaitReason, ms: number) => void,
    least?: number,
  ): Promise<Turn | null>;
  /** What `turn` waits for, or last waited for. */
  readonly awaits: WaitReason;
  /** @returns the ids for which newer calls have overtaken this one */
  overtaken(): Promise<readonly string[]>;
  /**
   * Ends an attempt after which another one may follow. `lost`: it may have taken effect. `again`: nothing
   * was attempted, and the call keeps its place in the queue.
   */
  pause(how: 'lost' | 'not-done' | 'again'): Promise<void>;
  /** Ends the call. `done`: it took effect, or may have. `overtaken`: it gave way and had no effect. */
  close(how: 'done' | 'nothing' | 'overtaken'): Promise<Closing>;
}

/** Why a call waits: another call for its streams goes first, or the rate is used up. */
export type WaitReason = 'order' | 'slot';

/** The right to send one request now. */
export interface Turn {
  /** Null where none was to be drawn. */
  readonly sequence: number | null;
  /** The streams to send it for: no newer call opposes it there. */
  readonly ids: readonly string[];
  /** Milliseconds of waiting, rounded; 0 where nobody was ahead. */
  readonly waitedMs: number;
  /** Whether the turn still holds. Ask right before sending; if it does not, wait for another turn. */
  fresh(): boolean;
}

/** What other calls did meanwhile. */
export interface Closing {
  /** Streams for which an opposite call was sent while the answer to this one was awaited. */
  readonly passed: readonly string[];
  /** Streams for which an older call gave way to this one. */
  readonly madeWay: readonly string[];
}

/** The side effects of coordination. */
export interface Clock {
  /** Unix milliseconds; may jump. */
  now(): number;
  /** Milliseconds on a clock that all processes share and that never jumps (`process.hrtime`). */
  uptime(): number;
  /** 12 random hex digits. */
  token(): string;
  /** @throws the signal's reason as soon as it aborts */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** Names this process: see `ownerOf`. */
  readonly owner: string;
  /** Whether the process of that name is known to have ended. */
  isDead(owner: string): boolean;
}
