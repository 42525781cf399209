import { failure } from '../codes/failures.ts';
import { InterruptedError, NetworkError, OutcomeUnknownError, RateLimitError } from '../errors.ts';
import type { Words } from '../values/text.ts';
import { addressesOf } from './request.ts';
import type { CallResult, PlannedCall } from './types.ts';

/** Why a call is made again. */
export interface RetryReason {
  readonly words: Words;
  /**
   * What became of the attempt: not sent; refused by the service without being executed, and of that for its rate
   * or its Sequence; or perhaps executed.
   */
  readonly kind: 'unsent' | 'refused' | 'rate' | 'sequence' | 'lost';
}

type Attempt = Pick<CallResult, 'call' | 'reply' | 'error'>;

/**
 * Whether a call may be repeated after an attempt, and why.
 * - nothing was sent: yes, unless the reason is permanent
 * - called too often: yes, the service did not execute it
 * - refused for a Sequence that zego drew: a ban, or the stop of a relay, only (`mayDrawAhead`)
 * - the answer was lost, or the service reports a passing fault of its own: only a call that sets or reads a
 *   state, since a second start might start twice; not with a Sequence from the command line, which the service
 *   would refuse the second time
 * - anything else is final
 * @returns null if it may not be repeated
 */
export async function retryReason({ call, reply, error }: Attempt): Promise<RetryReason | null> {
  const safe = call.row.effect !== 'starts' && call.sequence === undefined;
  if (error instanceof NetworkError) {
    return error.phase === 'slot' || !error.passing
      ? null
      : { words: error.detail, kind: 'unsent' };
  }
  if (error instanceof RateLimitError) return { words: error.detail, kind: 'rate' };
  if (error instanceof OutcomeUnknownError) {
    return error.lost && safe ? { words: error.detail, kind: 'lost' } : null;
  }
  if (reply === null || reply.code === 0) return null;
  const { lookUp } = await import('../codes/lookup.ts');
  const { code } = reply;
  const because = (
    name: 'tooOften' | 'tooLow' | 'serviceFault' | 'notDone',
    kind: RetryReason['kind'],
  ) => {
    const [words] = failure(name, { code: `${code}` });
    return { words, kind };
  };
  switch (lookUp(code, call.row)?.advice) {
    case 'slow-down':
      return because('tooOften', 'rate');
    case 'fix-sequence':
      return mayDrawAhead(call) ? because('tooLow', 'sequence') : null;
    case 'fault':
      return safe
        ? because('serviceFault', call.row.effect === 'reads' ? 'refused' : 'lost')
        : null;
    case 'retry':
    case 'retry-else-support':
      return safe ? because('notDone', 'refused') : null;
    default:
      return null;
  }
}

/**
 * Whether a call whose Sequence was refused may draw a higher one: only a ban, or the stop of one relay. Any other
 * might undo what another machine did, and `--sequence` is the caller's.
 */
export function mayDrawAhead(call: PlannedCall): boolean {
  const intent = call.row.change?.intent;
  const isStop = intent === 'stop' && addressesOf(call).length > 0;
  return call.sequence === undefined && (intent === 'ban' || isStop);
}

/**
 * Whether an attempt may have taken effect: it succeeded, its answer was lost, or the service reports a fault of its
 * own, which leaves open how far it got.
 */
export async function mayHaveTakenEffect({ call, reply, error }: Attempt): Promise<boolean> {
  if (error instanceof InterruptedError) return error.sent;
  if (reply === null) return error instanceof OutcomeUnknownError;
  if (reply.code === 0) return true;
  const { lookUp } = await import('../codes/lookup.ts');
  return lookUp(reply.code, call.row)?.advice === 'fault';
}
