/** The value of a text, or in words what it should have been. */
export type Parsed<T> = { readonly value: T } | { readonly expected: string };

/**
 * Gives the value of what was parsed.
 * @throws what `refuse` makes of the words
 */
export function unwrap<T>(parsed: Parsed<T>, refuse: (expected: string) => Error): T {
  if ('expected' in parsed) throw refuse(parsed.expected);
  return parsed.value;
}
