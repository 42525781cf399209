import type { Live, Manner } from './live.ts';
import { Publisher } from './publisher.ts';
import { given, streamsOf } from './query.ts';
import { answer, type Behaviours, done, type EmulatorReply } from './reply.ts';

/** A stream that a request or an option named. */
interface Stream {
  readonly publisher: Publisher;
  /** When its relay to each address ends, Unix milliseconds; Infinity while it runs. Addresses have no query. */
  readonly relays: Map<string, number>;
}

/** One side of the service: its Actions, and what viewers see of it. */
export interface Side {
  readonly behaviours: Behaviours;
  /** Whether viewers see a stream at a time in Unix milliseconds. */
  plays(id: string, now: number): boolean;
}

/**
 * RTC streams, their bans and relays. Viewers see a stream that was relayed while a relay runs, and one that never
 * was as long as it is live.
 * @param live who publishes from the start, in RTC or not
 * @param startedAt since when, Unix milliseconds
 */
export function rtcStreams(live: readonly Live[], startedAt: number): Side {
  const streams = new Map<string, Stream>();
  // Created in an earlier second than any ban closes it, or it would look like the record of a ban alone.
  for (const { id, direct, ...manner } of live)
    if (!direct) known(id, manner).publisher.publish(startedAt - 1000);

  function known(id: string, manner?: Manner): Stream {
    const stream = streams.get(id) ?? { publisher: new Publisher(manner), relays: new Map() };
    streams.set(id, stream);
    return stream;
  }

  /** Records an unknown id too, as the service does. */
  function forbid(query: URLSearchParams, now: number): EmulatorReply {
    const ids = streamsOf(query);
    const strangers = ids.filter((id) => !streams.has(id));
    for (const id of ids) known(id).publisher.ban(now);
    if (strangers.length === 0) return done(null, 'banned');
    return done(null, `banned; never heard of: ${strangers.join(', ')}`);
  }

  function resume(query: URLSearchParams, now: number): EmulatorReply {
    const banned = streamsOf(query).filter((id) => streams.get(id)?.publisher.lift(now));
    return done(null, banned.length > 0 ? 'ban lifted' : 'was not banned');
  }

  const behaviours: Behaviours = {
    ForbidRTCStream: forbid,
    ForbidRTCStreams: forbid,
    ResumeRTCStream: resume,
    ResumeRTCStreams: resume,
    DescribeRTCStreamState(query, now) {
      const state = streams.get(given(query, 'StreamId'))?.publisher.at(now);
      // A ban alone makes no stream.
      if (!state || state.createdAt === null) return answer(41004, 'stream does not exist');
      const times = { create_time: seconds(state.createdAt), close_time: seconds(state.closedAt) };
      return state.live ? done(times, 'live') : answer(41006, 'stream is closed', times);
    },
    CreatCDNTransferRule(query, now) {
      const stream = known(given(query, 'StreamId'));
      stream.publisher.publish(now);
      stream.relays.set(address(query), Infinity);
      return done(null, `relayed to ${running(stream, now)}`);
    },
    DeleteCDNTransferRule(query, now) {
      const stream = streams.get(given(query, 'StreamId'));
      if (stream?.relays.get(address(query)) !== Infinity)
        return done(null, 'no such relay: nothing stopped');
      stream.relays.set(address(query), now + stream.publisher.lingerMs);
      return done(null, 'relay stopped');
    },
    // It clears pending tasks only, and here a relay runs as soon as it is started.
    ClearCDNTransferRule(query, now) {
      const stream = streams.get(given(query, 'StreamId'));
      return done(null, `${stream ? running(stream, now) : 0} relays go on`);
    },
    RTMPDispatchV2(query) {
      const path = `live/${encodeURIComponent(given(query, 'StreamId'))}`;
      const kind = given(query, 'Type');
      const urls = [1, 2].map((node) => `rtmp://${kind}${node}.rtc.example/${path}`);
      return done(urls, kind);
    },
  };

  return {
    behaviours,
    plays(id, now) {
      const stream = streams.get(id);
      if (!stream?.publisher.at(now).live) return false;
      return stream.relays.size === 0 || running(stream, now) > 0;
    },
  };
}

/** How many relays of a stream carry it. */
function running({ relays }: Stream, now: number): number {
  return [...relays.values()].filter((end) => end > now).length;
}

/** The address without its query, which may differ between start and stop. */
function address(query: URLSearchParams): string {
  return given(query, 'CDNUrl').replace(/\?.*/s, '');
}

function seconds(unixMs: number | null): string {
  return unixMs === null ? '' : String(Math.floor(unixMs / 1000));
}
