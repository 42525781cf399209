import { cdnBans } from './cdn.ts';
import { enter, type Project } from './gateway.ts';
import type { Live } from './live.ts';
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
  /** Who publishes from the start. */
  readonly live: readonly Live[];
  /** Unix milliseconds. */
  readonly startedAt: number;
}

/** By its documentation this Action's Sequence is for reconciliation only: it need not rise. */
const UNORDERED = 'RTMPDispatchV2';

/** A guess: no Action documents what the service answers to a Sequence out of order. */
const BAD_SEQUENCE = 5005;

/** The API and the CDN without HTTP. */
export interface Service {
  /** Carries a call out entirely or not at all, at a time in Unix milliseconds, and gives the reply. */
  call(query: URLSearchParams, now: number): EmulatorReply;
  /** Whether viewers see a stream at a time in Unix milliseconds. */
  plays(id: string, now: number): boolean;
}

/** Makes the service. */
export function createService(options: ServiceOptions): Service {
  const { live, startedAt } = options;
  const fails = options.fail.map(({ code, count }) => ({ code, left: count }));
  const rates = new Rates();
  const sequences = new Sequences();
  const cdn = cdnBans(live, startedAt);
  const rtc = rtcStreams(live, startedAt);
  const behaviours = { ...cdn.behaviours, ...rtc.behaviours };

  const call = (query: URLSearchParams, now: number) => {
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
  return { call, plays: (id, now) => cdn.plays(id, now) || rtc.plays(id, now) };
}
