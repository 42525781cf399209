import { filled } from '../codes/fill.ts';
import { sights } from '../codes/probes.ts';
import { endOf, type Sight } from './probe.ts';

/**
 * Makes a check of the looks of one probe by the hosts to which redirects lead. CDNs schedule by redirects, but they
 * also lead to the page of a blocked region, or to another edge: such a host can show an end only of what a look
 * through it saw live.
 * @returns a function that gives the sight of a look, the next one each time, as far as it is evidence
 */
export function createHostCheck(): (sight: Sight) => Sight {
  const sawLive = new Set<string>();
  const ends = new Map<string, bigint>();
  return (sight) => {
    if (sight.kind === 'unclear' || sight.via === undefined) return sight;
    const { via: host } = sight;
    if (sight.kind === 'list') {
      const end = endOf(sight);
      if (!sight.ended && (ends.get(host) ?? end) !== end) sawLive.add(host);
      ends.set(host, end);
    }
    if (sight.kind === 'flowing') sawLive.add(host);
    if (sawLive.has(host)) return sight;
    if (sight.kind === 'gone' || (sight.kind === 'list' && sight.ended))
      return { kind: 'unclear', detail: filled(sights.goneElsewhere, { host }) };
    return sight.kind === 'list' ? { ...sight, targetMs: Number.POSITIVE_INFINITY } : sight;
  };
}
