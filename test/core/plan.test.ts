import { describe, expect, it } from '@jest/globals';
import { define, type Param } from '../../src/actions/types.ts';
import { plan } from '../../src/core/plan.ts';
import { urlOf } from '../../src/core/query.ts';
import { buildQuery } from '../../src/core/request.ts';
import { account, row, stamp } from './samples.ts';

const rows = [row('ForbidRTCStream'), row('ForbidRTCStreams')];
const live = { appId: 1234567890, isTest: false };
const ids = (count: number) => Array.from({ length: count }, (_, i) => `s${i}`);
const planned = (streams: readonly string[], sequence?: string) =>
  plan({ rows, streams, fields: {}, ...(sequence === undefined ? {} : { sequence }) }, live).map(
    ({ row, streams, sequence }) => ({ action: row.action, streams, sequence }),
  );

describe('calls of a command with two rows', () => {
  it('one id takes the singular Action', () => {
    expect(planned(['s0'])).toEqual([{ action: 'ForbidRTCStream', streams: ['s0'] }]);
  });

  it('two ids take the plural one, in their order', () => {
    expect(planned(['b', 'a'])).toEqual([{ action: 'ForbidRTCStreams', streams: ['b', 'a'] }]);
  });

  it.each([
    [20, [20]],
    [21, [20, 1]],
    [41, [20, 20, 1]],
  ])('%d ids', (count, sizes) => {
    const calls = planned(ids(count));
    expect(calls.map(({ streams }) => streams.length)).toEqual(sizes);
    expect(calls.map(({ action }) => action)).toEqual(sizes.map(() => 'ForbidRTCStreams'));
    expect(calls.flatMap(({ streams }) => streams)).toEqual(ids(count));
  });

  it('an id given twice is sent once, and counts once', () => {
    expect(planned(['a', 'b', 'a']).map(({ streams }) => streams)).toEqual([['a', 'b']]);
    expect(planned(['a', 'a']).map(({ action }) => action)).toEqual(['ForbidRTCStream']);
  });
});

it('a command without ids is one call', () => {
  const list = row('QueryForbidCDNLiveStream');
  const calls = plan({ rows: [list], streams: [], fields: { Vendor: 'ws' } }, live);
  expect(calls).toEqual([{ row: list, streams: [], fields: { Vendor: 'ws' } }]);
});

it('a Sequence goes with every call that takes one', () => {
  expect(planned(ids(21), '5').map(({ sequence }) => sequence)).toEqual(['5', '5']);
  const list = plan(
    {
      rows: [row('ResumeCDNLiveStream')],
      streams: ['a'],
      fields: {},
      sequence: '5',
    },
    live,
  );
  expect(list[0]).not.toHaveProperty('sequence');
});

it('a command needs an Action', () => {
  expect(() => plan({ rows: [], streams: [], fields: {} }, live)).toThrow('without an Action');
});

it('makes more calls where a URL would be longer than 8 KB', () => {
  const streams = ids(20).map((id) => id.padEnd(256, '流'));
  const calls = plan({ rows, streams, fields: {} }, live);
  expect(calls.flatMap((call) => call.streams)).toEqual(streams);
  expect(calls.length).toBeGreaterThan(1);
  for (const call of calls) {
    expect(urlOf(account.endpoint, buildQuery(call, account, stamp)).length).toBeLessThan(8192);
  }
});

it('an id is at most 256 characters long, as it is sent', () => {
  const one = (length: number, isTest: boolean) => () =>
    plan({ rows, streams: ['x'.repeat(length)], fields: {} }, { ...live, isTest });
  expect(one(256, false)).not.toThrow();
  expect(one(257, false)).toThrow(': the StreamId has 257 characters as it is sent; at most 256');
  expect(one(236, true)).not.toThrow();
  expect(one(237, true)).toThrow(': the StreamId has 257 characters as it is sent; at most 256');
});

describe('an Action whose parameters are no streams', () => {
  const kick = define({
    ...row('ForbidRTCStream'),
    params: [
      text('RoomId', 'room <id>', {}),
      text('UserId[]', 'user <id>', { maxItems: 5 }),
      text('CustomReason', 'reason <text>', { required: false }),
    ],
  });

  it('sends a repeated parameter as often as it has values, each of the others once', () => {
    const [call] = plan(
      {
        rows: [kick],
        streams: [],
        fields: { RoomId: 'r1' },
        lists: { 'UserId[]': ['a', 'b', 'a'] },
      },
      live,
    );
    const sent = buildQuery(call, account, stamp).filter(([name]) => /Id|Reason/.test(name));
    expect(sent).toEqual([
      ['RoomId', 'r1'],
      ['UserId[]', 'a'],
      ['UserId[]', 'b'],
      ['AppId', String(account.appId)],
    ]);
  });

  it('splits more values than one call takes', () => {
    const lists = { 'UserId[]': ids(7) };
    const calls = plan({ rows: [kick], streams: [], fields: { RoomId: 'r1' }, lists }, live);
    expect(calls.map((call) => call.lists?.['UserId[]'].length)).toEqual([5, 2]);
    expect(calls.map((call) => call.fields.RoomId)).toEqual(['r1', 'r1']);
  });

  it('one id for the same one with and without the test prefix, where the Action takes it', () => {
    const account = { appId: 1, isTest: true };
    const streams = ['x', 'zegotest-1-x', 'y'];
    const sent = (name: string) =>
      plan({ rows: [row(name)], streams, fields: {} }, account).flatMap((call) => call.streams);
    expect(sent('ForbidRTCStreams')).toEqual(['zegotest-1-x', 'y']);
    expect(
      plan({ rows: [row('ForbidCDNLiveStream')], streams, fields: {} }, account)[0]?.streams,
    ).toEqual(streams);
  });
});

function text(field: string, option: string, more: Partial<Param>): Param {
  return { field, option, type: 'text', help: option, required: true, refusal: 2, ...more };
}
