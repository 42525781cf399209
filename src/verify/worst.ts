import type { Verdict } from './types.ts';

const fromLive: readonly Verdict[] = ['still-live', 'unverifiable', 'off-air'];

/**
 * Of several the first that is furthest from what is waited for; undefined of none.
 * @param wanted for `off-air` the worst is still live, for `live` it is off air
 */
export function worstOf<T extends { readonly verdict: Verdict }>(
  all: readonly T[],
  wanted: 'off-air' | 'live',
): T | undefined {
  const order = wanted === 'live' ? fromLive.toReversed() : fromLive;
  const worst = order.find((verdict) => all.some((each) => each.verdict === verdict));
  return all.find(({ verdict }) => verdict === worst);
}
