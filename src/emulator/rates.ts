import type { Action } from '../actions/types.ts';
import { lookUp } from '../codes/lookup.ts';
import { answer, bare, type EmulatorReply } from './reply.ts';

/**
 * Counts calls over a sliding second, per Action and environment. Every accepted call counts, whatever comes of it.
 * A refused one does not: the documented figure is how many calls the service accepts, and a client that keeps
 * asking would otherwise never get through.
 */
export class Rates {
  private readonly passed = new Map<string, readonly number[]>();

  /**
   * Accepts or refuses a call.
   * @param now Unix milliseconds
   * @returns the refusal: the code the row documents, or HTTP 429 where it documents none
   */
  pass(row: Action, { isTest, now }: { isTest: boolean; now: number }): EmulatorReply | undefined {
    const key = `${row.action} ${isTest}`;
    const limit = isTest ? row.rate.test : row.rate.production;
    // A call in the future was made before the clock was set back.
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
