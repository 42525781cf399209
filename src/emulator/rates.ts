import type { Action } from '../actions/types.ts';
import { lookUp } from '../codes/lookup.ts';
import { answer, bare, type EmulatorReply } from './reply.ts';

/**
 * Counts calls over a sliding second, per Action and environment. Every call let through counts,
 * whatever becomes of it. A call turned away does not: the documented figure is what the service
 * lets through, and a client that keeps asking would otherwise never get in.
 */
export class Rates {
  private readonly passed = new Map<string, readonly number[]>();

  /**
   * Lets a call through or turns it away.
   * @param now Unix milliseconds
   * @returns the refusal: the code the row documents, or HTTP 429 where it documents none
   */
  pass(row: Action, { isTest, now }: { isTest: boolean; now: number }): EmulatorReply | undefined {
    const key = `${row.action} ${isTest}`;
    const limit = isTest ? row.rate.test : row.rate.production;
    // A call from the future is of a clock since set back.
    const recent = (this.passed.get(key) ?? []).filter((at) => at > now - 1000 && at <= now);
    if (recent.length < limit) {
      this.passed.set(key, [...recent, now]);
      return undefined;
    }
    const message = `Called too often: at most ${limit} a second`;
    const code = row.codes.find((known) => lookUp(known, row)?.advice === 'slow-down');
    return code === undefined ? bare(429, message) : answer(code, message);
  }
}
