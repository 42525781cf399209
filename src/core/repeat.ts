import { NetworkError, OutcomeUnknownError, RateLimitError } from '../errors.ts';
import type { CallResult } from './types.ts';

/** Why a call is made again. */
export interface RepeatReason {
  readonly words: string;
  /** The attempt may have taken effect. */
  readonly unclear: boolean;
}

/**
 * Whether a call that came to this may be made again, and why.
 * - nothing was sent: yes, unless the reason lasts
 * - called too often: yes, the service did not execute it
 * - the answer was lost, or the service reports a passing fault of its own: only a call that sets a
 *   state or reads one; a second start might start twice. Not with a Sequence the person chose, which
 *   the service would refuse the second time
 * - all else is final
 * @returns null if it may not
 */
export async function repeatReason({
  call,
  reply,
  error,
}: CallResult): Promise<RepeatReason | null> {
  const safe = call.row.effect !== 'starts' && call.sequence === undefined;
  if (error instanceof NetworkError) {
    return error.phase === 'slot' || !error.passing ? null : clear(error.message);
  }
  if (error instanceof RateLimitError) return clear(error.message);
  if (error instanceof OutcomeUnknownError) {
    return error.lost && safe ? { words: error.message, unclear: true } : null;
  }
  if (reply === null || reply.code === 0) return null;
  const { lookUp } = await import('../codes/lookup.ts');
  switch (lookUp(reply.code, call.row)?.advice) {
    case 'slow-down':
      return clear(`called too often (code ${reply.code})`);
    case 'fault': {
      const words = `a passing fault of the service (code ${reply.code})`;
      return safe ? { words, unclear: call.row.effect !== 'reads' } : null;
    }
    case 'retry':
    case 'retry-else-support':
      return safe ? clear(`not done, which may pass (code ${reply.code})`) : null;
    default:
      return null;
  }
}

function clear(words: string): RepeatReason {
  return { words, unclear: false };
}
