import type { Words } from './text.ts';

/** The value of a text, or in words what it should have been. */
export type Parsed<T> = { readonly value: T } | { readonly expected: Words };

/** Makes something of the value, where there is one. */
export function mapped<T, U>(parsed: Parsed<T>, make: (value: T) => U): Parsed<U> {
  return 'value' in parsed ? { value: make(parsed.value) } : parsed;
}

/**
 * Gives the value of what was parsed.
 * @throws what `refuse` makes of the words
 */
export function unwrap<T>(parsed: Parsed<T>, refuse: (expected: Words) => Error): T {
  if ('expected' in parsed) throw refuse(parsed.expected);
  return parsed.value;
}
