/** The parameters that every Action takes. */
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
 * @returns its value, '' when it is missing; repeated values joined by a comma, which no common parameter may
 * contain, so that its own check refuses them
 */
export function common(query: URLSearchParams, name: (typeof commonNames)[number]): string {
  return query.getAll(name).join(',');
}

/** The StreamIds of a request, from the singular and the plural field. */
export function streamsOf(query: URLSearchParams): string[] {
  return [...query.getAll('StreamId'), ...query.getAll('StreamId[]')];
}

/** The value of a parameter that has been checked to be there. */
export function given(query: URLSearchParams, name: string): string {
  return query.get(name) ?? '';
}
