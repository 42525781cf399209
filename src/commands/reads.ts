import type { Coordinator, Ticket } from '../coordination/coordinator.ts';
import { makeCall, mostAheadMs } from '../core/call.ts';
import type { CallObserver } from '../core/call-state.ts';
import { givenCall } from '../core/given.ts';
import type { Account, CallResult, PlannedCall } from '../core/types.ts';
import type { World } from '../platform/world.ts';
import { waitingRate } from '../verify/schedule.ts';

/** One read may take that long, its attempts and their turns together; another follows anyway. */
const readMs = 10_000;
const attemptMs = 5_000;

/** What reads are made with. */
export interface ReadDeps {
  readonly world: World;
  readonly account: Account;
  readonly coordinator: Coordinator;
  readonly observer: CallObserver;
  redactForeign(text: string): string;
}

/**
 * Makes the same read again and again for one wait. Over all waits of this machine such reads take a quarter of the
 * Action's rate: each attempt has a turn in a rate queue of their own before it takes its ordinary one.
 */
export class Reader {
  readonly #call: PlannedCall;
  readonly #after: number;
  readonly #deps: ReadDeps;
  #pace: Promise<Ticket> | undefined;
  #timeout: AbortSignal | undefined;

  /** @param after the Sequence that was chosen for a call before it, to the same stream */
  constructor(call: PlannedCall, after: string | undefined, deps: ReadDeps) {
    this.#call = call;
    this.#after = Number(after ?? 0);
    this.#deps = deps;
  }

  /**
   * Reads once.
   * @param onTurn told when it has its turn, just before it goes out
   * @throws the signal's reason if it aborts before the read has its turn; later the result is an error
   */
  async read(signal: AbortSignal, onTurn = () => {}): Promise<CallResult> {
    const { world, account, coordinator, observer, redactForeign } = this.#deps;
    const pace = await this.#pacing();
    await pace.turn(signal, () => {});
    onTurn();
    const ticket = await coordinator.issue(givenCall(this.#call, account, readMs));
    // Held by this object: one that only AbortSignal.any() refers to is garbage-collected and never fires.
    this.#timeout = AbortSignal.timeout(readMs);
    try {
      const limits = {
        deadline: AbortSignal.any([signal, this.#timeout]),
        interrupted: world.interrupted,
        timeouts: { connectMs: attemptMs, answerMs: attemptMs },
      };
      const deps = { ...world, limits, observer, redactForeign };
      const [result] = await makeCall(
        this.#call,
        paced(ticket, pace, () => this.#least()),
        account,
        deps,
      );
      if (result === undefined) throw new Error('a call without a result');
      return result;
    } finally {
      await pace.pause('not-done');
    }
  }

  async close(): Promise<void> {
    await (await this.#pace)?.close('nothing');
  }

  /** The least Sequence to draw: a lower one than that of the call before is refused. 0: by the clock. */
  #least(): number {
    const ahead = aheadMs(this.#after, this.#deps.world);
    return ahead >= 0 && ahead <= mostAheadMs ? this.#after + 1 : 0;
  }

  #pacing(): Promise<Ticket> {
    const { account, coordinator } = this.#deps;
    const given = givenCall(this.#call, account, readMs);
    this.#pace ??= coordinator.issue({
      ...given,
      action: `${given.action}-wait`,
      perSecond: waitingRate(given.perSecond),
      sequenced: false,
      streams: [],
    });
    return this.#pace;
  }
}

/** Whether a Sequence is so far ahead of the clock that no read is to follow it. */
export function isFarAhead(sequence: string, world: Pick<World, 'now'>): boolean {
  return aheadMs(Number(sequence), world) > mostAheadMs;
}

function aheadMs(sequence: number, { now }: Pick<World, 'now'>): number {
  return sequence - now();
}

/** A ticket whose turn is the second one after a turn in another queue, which it has for the first attempt. */
function paced(ticket: Ticket, pace: Ticket, leastSequence: () => number): Ticket {
  let hasTurn = true;
  const leave = async () => {
    hasTurn = false;
    await pace.pause('not-done');
  };
  return {
    get awaits() {
      return ticket.awaits;
    },
    async turn(signal, onWait, least = 0) {
      if (!hasTurn) await pace.turn(signal, () => {});
      hasTurn = true;
      return ticket.turn(signal, onWait, Math.max(least, leastSequence()));
    },
    overtaken: () => ticket.overtaken(),
    async pause(how) {
      await leave();
      await ticket.pause(how);
    },
    async close(how) {
      await leave();
      return ticket.close(how);
    },
  };
}
