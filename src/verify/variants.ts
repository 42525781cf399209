import { sights } from '../codes/probes.ts';
import { endOf, type Sight } from './probe.ts';

/**
 * Sums up looks at the variants of one master playlist. The first speaks for all of them while it advances; gone, ended
 * or standing still is the stream only where every variant is.
 */
export function sumOfVariants(first: Sight, others: readonly Sight[]): Sight {
  if (others.length === 0 || (first.kind !== 'list' && first.kind !== 'gone')) return first;
  const areSure = others.every(
    (each) => (each.kind === 'list' || each.kind === 'gone') && each.via === first.via,
  );
  if (isOver(first)) {
    const areOver = areSure && others.every(isOver);
    return areOver ? first : { kind: 'unclear', detail: sights.firstGone };
  }
  if (first.kind !== 'list') return first;
  const targets = others.map((each) => (each.kind === 'list' ? each.targetMs : 0));
  return {
    ...first,
    last: [first.last, ...others.map(stateOf)].join('\n'),
    targetMs: areSure ? Math.max(first.targetMs, ...targets) : Number.POSITIVE_INFINITY,
  };
}

function isOver(sight: Sight): boolean {
  return sight.kind === 'gone' || (sight.kind === 'list' && sight.ended);
}

/** Differs between two looks where a variant moved. */
function stateOf(sight: Sight): string {
  return sight.kind === 'list' ? `${endOf(sight)} ${sight.ended} ${sight.last}` : sight.kind;
}
