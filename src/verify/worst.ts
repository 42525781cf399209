import type { Verdict } from './types.ts';

const fromWorst: readonly Verdict[] = ['still-live', 'unverifiable', 'off-air'];

/** Of several the first with the worst verdict: still live, then unverifiable, then off air. Undefined of none. */
export function worstOf<T extends { readonly verdict: Verdict }>(all: readonly T[]): T | undefined {
  const worst = fromWorst.find((verdict) => all.some((each) => each.verdict === verdict));
  return all.find(({ verdict }) => verdict === worst);
}
