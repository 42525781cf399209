import { filled } from '../codes/fill.ts';
import { where } from '../codes/results.ts';
import type { Text } from '../values/text.ts';
import { truncate } from '../values/truncate.ts';
import { cdnResults } from './data.ts';
import type { CallResult } from './types.ts';

const day = 86_400_000;

/** The longest a ban on a CDN lasts, by the documentation. */
export const longestBanMs = 30 * day;

/** By how much this machine's clock may be off before the server's is taken. */
const toleranceMs = 60_000;

/** When a ban ends on some CDNs. */
export interface BanEnd {
  /** As it was asked for, past or too far ahead, or by default. */
  readonly how: 'asked' | 'past' | 'far' | 'default';
  /** Unix milliseconds. */
  readonly at: number;
  /** The CDNs, where not all ends are the same. */
  readonly where: Text | null;
  /** Their names; empty where the answer does not say which. */
  readonly cdns: readonly string[];
}

/**
 * When a CDN ban that was accepted ends: on CDNs that honour the end asked for then, on others after 1 day, which is
 * the documented default. None for any other result.
 * @param now Unix milliseconds
 */
export function banEndsOf(result: CallResult, now: number): readonly BanEnd[] {
  const { call, reply, serverAheadMs } = result;
  const { change, params } = call.row;
  if (reply?.code !== 0 || change?.lever !== 'cdn' || change.intent !== 'ban') return [];
  const off = serverAheadMs ?? 0;
  const serverNow = now + (Math.abs(off) > toleranceMs ? off : 0);
  const lapse = { how: 'default', at: serverNow + day } as const;
  const { field = '', honouredBy = [] } = params.find((param) => param.honouredBy) ?? {};
  const asked = Date.parse(call.fields[field] ?? '');
  if (Number.isNaN(asked)) return [{ ...lapse, where: null, cdns: [] }];

  const named = [...new Set(cdnResults(reply.data).map(({ cdn }) => cdn))];
  const honouring = named.filter((cdn) => honouredBy.includes(cdn));
  const others = named.filter((cdn) => !honouredBy.includes(cdn));
  const how = asked <= serverNow ? 'past' : asked > serverNow + longestBanMs ? 'far' : 'asked';
  const end = { how, at: asked } as const;
  if (named.length === 0) {
    return [
      { ...end, where: on(honouredBy), cdns: [] },
      { ...lapse, where: where.elsewhere, cdns: [] },
    ];
  }
  return [
    { ...end, where: on(honouring), cdns: honouring },
    { ...lapse, where: on(others), cdns: others },
  ].filter(({ cdns }) => cdns.length > 0);
}

function on(cdns: readonly string[]): Text {
  return filled(where.there, { cdns: truncate(cdns.join(', '), 200) });
}
