import { parseInstant } from '../values/instant.ts';
import { toUtc } from '../values/utc.ts';
import type { Live } from './live.ts';
import { Publisher } from './publisher.ts';
import { given } from './query.ts';
import { type Behaviours, done } from './reply.ts';
import type { Side } from './streams.ts';

const DAY_MS = 86_400_000;
const HOST = 'ws.cdn.example';

/** Two CDNs, of which only Wangsu (ws) honours ResumeTime. */
const accepted = ['ws', 'tencent'].map((CdnType) => ({
  CdnType,
  CdnResult: 'success append purge tasks.',
}));

/**
 * Bans of streams pushed directly to the CDN. A ban ends at its ResumeTime, by default after 1 day, at most after
 * 30 days; one whose ResumeTime is past ends at once.
 * @param live who publishes from the start, directly to the CDN or not
 * @param startedAt since when, Unix milliseconds
 */
export function cdnBans(live: readonly Live[], startedAt: number): Side {
  const bans = new Map<string, { readonly start: number; readonly end: number }>();
  const publishers = new Map<string, Publisher>();
  for (const { id, direct, ...manner } of live) {
    if (!direct) continue;
    const publisher = new Publisher(manner);
    publisher.publish(startedAt);
    publishers.set(id, publisher);
  }

  const behaviours: Behaviours = {
    ForbidCDNLiveStream(query, now) {
      const resume = parseInstant(query.get('ResumeTime') ?? '') ?? now + DAY_MS;
      const end = Math.min(resume, now + 30 * DAY_MS);
      bans.set(given(query, 'StreamId'), { start: now, end });
      publishers.get(given(query, 'StreamId'))?.ban(now, end);
      return done(
        accepted,
        end > now ? `banned until ${toUtc(end)}` : 'ResumeTime is past: not banned',
      );
    },
    ResumeCDNLiveStream(query, now) {
      publishers.get(given(query, 'StreamId'))?.lift(now);
      const lifted = bans.delete(given(query, 'StreamId'));
      return done(accepted, lifted ? 'ban lifted' : 'was not banned');
    },
    QueryForbidCDNLiveStream(_query, now) {
      const inForce = [...bans].filter(([, { end }]) => end > now);
      const ResultDetail = inForce.map(([stream, { start, end }]) => ({
        Channel: HOST,
        StartTime: toUtc(start),
        EndTime: toUtc(end),
        Ip: '',
        Url: `rtmp://${HOST}/live/${encodeURIComponent(stream)}`,
      }));
      return done({ Ws: { ResultDetail } }, `${ResultDetail.length} banned`);
    },
  };
  return { behaviours, plays: (id, now) => publishers.get(id)?.at(now).live ?? false };
}
