import { closestMatch } from 'leven';

/**
 * Finds the word a typing error was meant to be.
 * @returns the nearest candidate, or undefined when none is near (more than a third of it differs)
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  return closestMatch(word, candidates, { maxDistance: Math.max(1, Math.ceil(word.length / 3)) });
}
