import { addressFields } from '../actions/index.ts';
import type { Action } from '../actions/types.ts';
import type { Query } from './query.ts';
import { sign } from './sign.ts';
import type { Account, PlannedCall, Stamp } from './types.ts';

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

/** The addresses among the values of a call, stream keys and all. */
export function addressesOf({ fields }: PlannedCall): readonly string[] {
  return Object.entries(fields).flatMap(([field, value]) =>
    addressFields.has(field) ? [value] : [],
  );
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
