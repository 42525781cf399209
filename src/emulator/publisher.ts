import type { Manner } from './live.ts';

/** What a publisher's stream is at a moment. Times in Unix milliseconds; null for never. */
export interface Publish {
  readonly live: boolean;
  /** When the publish began that is live, or was the last. */
  readonly createdAt: number | null;
  /** When it closed; null while it is live. */
  readonly closedAt: number | null;
}

const obedient: Manner = { lingerMs: 0, backMs: Infinity };

/**
 * A publisher and what bans do to it. The first ban closes its stream after `lingerMs`; where the publisher comes
 * back although it is banned, a second ban closes the stream for good. A publisher whose ban is lifted or ends
 * publishes again at once. Nothing here waits: what has happened meanwhile is worked out when somebody asks.
 */
export class Publisher {
  private createdAt: number | null = null;
  private closesAt = Infinity;
  private returnsAt = Infinity;
  private bannedUntil = -Infinity;

  private readonly manner: Manner;

  constructor(manner = obedient) {
    this.manner = manner;
  }

  /** How long what a command ends goes on, in milliseconds. */
  get lingerMs(): number {
    return this.manner.lingerMs;
  }

  /** Begins to publish, where it never has; a banned one is closed at once. */
  publish(now: number): void {
    if (this.createdAt !== null) return;
    this.createdAt = now;
    if (this.bannedUntil > now) this.closesAt = now;
  }

  /** Bans it until an instant in Unix milliseconds; one that is past lifts the ban. */
  ban(now: number, until = Infinity): void {
    this.settle(now);
    const again = this.bannedUntil > now;
    this.bannedUntil = until;
    if (until <= now || this.createdAt === null || this.closesAt < Infinity) return;
    this.closesAt = now + this.manner.lingerMs;
    this.returnsAt = again ? Infinity : this.closesAt + this.manner.backMs;
  }

  /**
   * Lifts the ban.
   * @returns whether there was one
   */
  lift(now: number): boolean {
    this.settle(now);
    if (this.bannedUntil <= now) return false;
    this.bannedUntil = now;
    return true;
  }

  /** Says how its stream is. */
  at(now: number): Publish {
    this.settle(now);
    const live = this.createdAt !== null && now < this.closesAt;
    const closed = this.createdAt !== null && !live;
    return { live, createdAt: this.createdAt, closedAt: closed ? this.closesAt : null };
  }

  /** Works out what has happened until now. */
  private settle(now: number): void {
    const reopensAt = Math.min(this.returnsAt, this.bannedUntil);
    const lifted = this.bannedUntil <= now && this.bannedUntil < this.closesAt;
    const reopened = this.closesAt <= reopensAt && reopensAt <= now;
    if (reopened) this.createdAt = reopensAt;
    if (lifted || reopened) this.closesAt = this.returnsAt = Infinity;
  }
}
