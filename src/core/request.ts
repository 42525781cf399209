import type { Action } from '../actions/types.ts';
import { hideAddressSecrets } from '../values/rtmp.ts';
import { sign } from './sign.ts';
import type { Account, PlannedCall, Stamp } from './types.ts';

/** A query in the order it is sent. */
export type Query = readonly (readonly [name: string, value: string])[];

/**
 * The StreamId as the API wants it: in the test environment with the prefix `zegotest-<AppId>-`, where
 * the Action asks for it, exactly once.
 */
export function sentStreamId(
  row: Action,
  { appId, isTest }: Pick<Account, 'appId' | 'isTest'>,
  id: string,
): string {
  const prefix = `zegotest-${appId}-`;
  return !isTest || !row.testPrefix || id.startsWith(prefix) ? id : prefix + id;
}

/**
 * Builds the signed query of a call, by ZEGO's "Accessing Server APIs". Pure: the same stamp gives the
 * same query.
 */
export function buildQuery(call: PlannedCall, account: Account, stamp: Stamp): Query {
  const { row, streams, fields, lists } = call;
  const query: [string, string][] = [['Action', row.action]];
  for (const param of row.params) {
    if (param.type === 'streamId') {
      for (const id of streams) query.push([param.field, sentStreamId(row, account, id)]);
    } else {
      const values = param.maxItems === undefined ? fields[param.field] : lists?.[param.field];
      for (const value of [values ?? []].flat()) query.push([param.field, value]);
    }
  }
  if (stamp.sequence !== null) query.push(['Sequence', stamp.sequence]);
  query.push(
    ['AppId', String(account.appId)],
    ['SignatureNonce', stamp.nonce],
    ['Timestamp', String(stamp.timestamp)],
    ['Signature', sign({ ...account, ...stamp })],
    ['SignatureVersion', '2.0'],
  );
  // Left out otherwise: only projects created on or before 2021-11-16 know it.
  if (account.isTest) query.push(['IsTest', 'true']);
  return query;
}

/**
 * Encodes for a query so that every byte arrives unchanged (RFC 3986: all but letters, digits, `-_.~`).
 * @throws URIError on a lone surrogate, which the command line refuses before
 */
export function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Writes a query as the URL to send: a bearer secret if the query is signed. */
export function urlOf(endpoint: string, query: Query): string {
  return `${endpoint}/?${query.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')}`;
}

/** A query that may be shown: the Signature and the query values of a CDNUrl are hidden. */
export function showable(query: Query): Query {
  return query.map(([name, value]) => {
    if (name === 'Signature') return [name, '***'];
    return [name, name === 'CDNUrl' ? hideAddressSecrets(value) : value];
  });
}
