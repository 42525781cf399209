import { addressFields } from '../actions/index.ts';
import { encode } from '../values/encode.ts';
import { hideAddressSecrets } from '../values/rtmp.ts';

/** A query in the order it is sent. */
export type Query = readonly (readonly [name: string, value: string])[];

/** Writes a query as the URL to send: a bearer secret if the query is signed. */
export function urlOf(endpoint: string, query: Query): string {
  return `${endpoint}/?${query.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')}`;
}

/** A query that may be shown: the Signature and the keys in addresses are hidden. */
export function showable(query: Query): Query {
  return query.map(([name, value]) => {
    if (name === 'Signature') return [name, '***'];
    return [name, addressFields.has(name) ? hideAddressSecrets(value) : value];
  });
}
