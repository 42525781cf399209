import { closestMatch } from 'leven';

/** Longer than any word of zego; the time to compare two words grows with the product of their lengths. */
const longest = 64;

/**
 * Finds the word that a mistyped one was meant to be.
 * @returns the nearest candidate, or undefined when none is near (more than a third of it differs)
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  if (word.length > longest) return undefined;
  return closestMatch(word, candidates, { maxDistance: Math.max(1, Math.ceil(word.length / 3)) });
}
