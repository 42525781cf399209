import { given, streamsOf } from './query.ts';
import { answer, type Behaviours, done, type EmulatorReply } from './reply.ts';

/** A stream that a request or an option named. Times in Unix milliseconds; null for never. */
interface Stream {
  created: number | null;
  closed: number | null;
  banned: boolean;
  /** The addresses it is relayed to, without their query. */
  readonly relays: Set<string>;
}

/**
 * RTC streams, their bans and relays.
 * @param live the ids of streams that are live from the start
 * @param startedAt since when they are live, Unix milliseconds
 */
export function rtcStreams(live: readonly string[], startedAt: number): Behaviours {
  const streams = new Map<string, Stream>();
  for (const id of live) known(id).created = startedAt;

  function known(id: string): Stream {
    const stream = streams.get(id) ?? {
      created: null,
      closed: null,
      banned: false,
      relays: new Set(),
    };
    streams.set(id, stream);
    return stream;
  }

  /** Records an unknown id too, as the service does. */
  function forbid(query: URLSearchParams, now: number): EmulatorReply {
    const ids = streamsOf(query);
    const strangers = ids.filter((id) => !streams.has(id));
    for (const id of ids) {
      const stream = known(id);
      stream.banned = true;
      stream.closed = now;
    }
    if (strangers.length === 0) return done(null, 'banned');
    return done(null, `banned; never heard of: ${strangers.join(', ')}`);
  }

  function resume(query: URLSearchParams): EmulatorReply {
    const banned = streamsOf(query).filter((id) => streams.get(id)?.banned);
    for (const id of banned) known(id).banned = false;
    return done(null, banned.length > 0 ? 'ban lifted' : 'was not banned');
  }

  return {
    ForbidRTCStream: forbid,
    ForbidRTCStreams: forbid,
    ResumeRTCStream: resume,
    ResumeRTCStreams: resume,
    DescribeRTCStreamState(query) {
      const stream = streams.get(given(query, 'StreamId'));
      if (!stream) return answer(41004, 'stream does not exist');
      const create_time = seconds(stream.created);
      if (stream.created !== null && !stream.banned)
        return done({ create_time, close_time: '' }, 'live');
      return answer(41006, 'stream is closed', { create_time, close_time: seconds(stream.closed) });
    },
    CreatCDNTransferRule(query, now) {
      const stream = known(given(query, 'StreamId'));
      stream.created ??= now;
      stream.relays.add(address(query));
      return done(null, `relayed to ${stream.relays.size}`);
    },
    DeleteCDNTransferRule(query) {
      const stopped = streams.get(given(query, 'StreamId'))?.relays.delete(address(query));
      return done(null, stopped ? 'relay stopped' : 'no such relay: nothing stopped');
    },
    // It clears pending tasks only, and here a relay runs as soon as it is started.
    ClearCDNTransferRule(query) {
      return done(null, `${streams.get(given(query, 'StreamId'))?.relays.size ?? 0} relays go on`);
    },
    RTMPDispatchV2(query) {
      const path = `live/${encodeURIComponent(given(query, 'StreamId'))}`;
      const kind = given(query, 'Type');
      const urls = [1, 2].map((node) => `rtmp://${kind}${node}.rtc.example/${path}`);
      return done(urls, kind);
    },
  };
}

/** The address without its query, which may differ between start and stop. */
function address(query: URLSearchParams): string {
  return given(query, 'CDNUrl').replace(/\?.*/s, '');
}

function seconds(unixMs: number | null): string {
  return unixMs === null ? '' : String(Math.floor(unixMs / 1000));
}
