/** The parameters every Action takes. */
export const commonNames = [
  'Action',
  'AppId',
  'SignatureNonce',
  'Timestamp',
  'Signature',
  'SignatureVersion',
  'IsTest',
] as const;

/**
 * Reads a common parameter.
 * @returns its value, '' when it is missing; values given twice are joined by a comma, which no
 * common parameter may contain, so that its own check refuses them
 */
export function common(query: URLSearchParams, name: (typeof commonNames)[number]): string {
  return query.getAll(name).join(',');
}

/** The StreamIds a request names, of the singular and of the plural field. */
export function streamsOf(query: URLSearchParams): string[] {
  return [...query.getAll('StreamId'), ...query.getAll('StreamId[]')];
}

/** The value of a parameter that is known to be there by now. */
export function given(query: URLSearchParams, name: string): string {
  return query.get(name) ?? '';
}
