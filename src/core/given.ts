import type { TicketRequest } from '../coordination/coordinator.ts';
import { serviceOf } from '../values/host.ts';
import { addressesOf, sentStreamId } from './request.ts';
import type { Account, PlannedCall } from './types.ts';

/**
 * What other commands on this machine need to know of a call: its streams, and what it does to them. All of
 * ZEGO's hosts are one service; the emulator is another, and so is the test environment.
 * @param timeoutMs how long the command may last
 */
export function givenCall(
  call: PlannedCall,
  account: Omit<Account, 'secret'>,
  timeoutMs: number,
): TicketRequest {
  const { row, streams, fields, sequence } = call;
  const { appId, isTest, endpoint } = account;
  const place = `${serviceOf(endpoint)} ${isTest ? 'test' : 'production'}`;
  // A ban's end, where one was asked for.
  const end = row.params.find(({ type }) => type === 'instant')?.field ?? '';
  const until = fields[end];
  const [address] = addressesOf(call);
  return {
    appId,
    action: row.action,
    test: isTest,
    timeoutMs,
    perSecond: isTest ? row.rate.test : row.rate.production,
    sequenced: row.sequenced && sequence === undefined,
    change: row.change && {
      ...row.change,
      address: address === undefined ? null : relayOf(address),
      until: until === undefined ? null : Math.floor(Date.parse(until) / 1000),
    },
    streams: streams.map((id) => ({
      id,
      key: `${place} ${sentStreamId(row, account, id)}`,
    })),
  };
}

/** What identifies a relay: its address without the query, which may differ between start and stop. */
function relayOf(address: string): string {
  const [whole = ''] = address.split(/[?#]/, 1);
  const [, scheme = '', user = '', host = '', path = ''] =
    /^(\w+:\/\/)(.*@)?([^/]*)(.*)$/s.exec(whole) ?? [];
  return `${scheme.toLowerCase()}${user}${host.toLowerCase()}${path}`;
}
