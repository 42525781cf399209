import { cdnBans } from './cdn.ts';
import { enter, type Project } from './gateway.ts';
import { checkParameters, environment } from './parameters.ts';
import { streamsOf } from './query.ts';
import { Rates } from './rates.ts';
import { answer, done, type EmulatorReply } from './reply.ts';
import { Sequences, sequenceFlaw } from './sequences.ts';
import { rtcStreams } from './streams.ts';

/** A failure to simulate: the return code, and how many calls get it (Infinity: all). */
export interface Fail {
  readonly code: number;
  readonly count: number;
}

/** How the service is started. */
export interface ServiceOptions extends Project {
  readonly fail: readonly Fail[];
  /** Ids of streams that are live. */
  readonly live: readonly string[];
  /** Unix milliseconds. */
  readonly startedAt: number;
}

/** By its documentation this Action's Sequence is for reconciliation only: it need not rise. */
const UNORDERED = 'RTMPDispatchV2';

/** A guess: no Action documents what the service answers to a Sequence out of order. */
const BAD_SEQUENCE = 5005;

/**
 * The API without HTTP.
 * @returns a function that takes a query and the time (Unix milliseconds), carries the call out entirely or not at
 * all, and gives the reply
 */
export function createService(
  options: ServiceOptions,
): (q: URLSearchParams, now: number) => EmulatorReply {
  const fails = options.fail.map(({ code, count }) => ({ code, left: count }));
  const rates = new Rates();
  const sequences = new Sequences();
  const behaviours = { ...cdnBans(), ...rtcStreams(options.live, options.startedAt) };

  return (query, now) => {
    const row = enter(query, options, now);
    if ('status' in row) return row;

    const fail = fails.find(({ left }) => left > 0);
    if (fail) {
      fail.left -= 1;
      return answer(fail.code, 'failed on request (--fail)');
    }

    const isTest = environment(row, query);
    if (typeof isTest !== 'boolean') return isTest;
    const prefix = isTest && row.testPrefix ? `zegotest-${options.appId}-` : '';
    const refused = rates.pass(row, { isTest, now }) ?? checkParameters(row, query, prefix);
    if (refused) return refused;

    if (row.sequenced) {
      const texts = query.getAll('Sequence');
      const flaw =
        row.action === UNORDERED
          ? sequenceFlaw(texts)
          : sequences.take(texts, streamsOf(query), now);
      if (flaw) return answer(BAD_SEQUENCE, flaw);
    }
    // An Action without a behaviour is checked all the same, and changes nothing.
    return behaviours[row.action]?.(query, now) ?? done(null, 'checked; nothing to change here');
  };
}
