import { describe, expect, it } from '@jest/globals';
import { actions } from '../../src/actions/index.ts';
import type { Action, Param } from '../../src/actions/types.ts';
import { each, PREFIX, right, stage } from './wire.ts';

/** Bad values for one parameter, by what is wrong with them. */
function bad(param: Param): [string, string | string[] | undefined][] {
  const { field, type, required, maxLength, strict, maxItems } = param;
  const values: [string, string | string[] | undefined][] = [['empty', '']];
  if (required) values.push(['missing', undefined]);
  if (!field.endsWith('[]')) values.push(['given twice', ['push', 'push']]);
  if (maxLength) values.push(['too long', 'x'.repeat(maxLength + 1)]);
  if (strict) values.push(['with a dot', 'a.b'], ['with a space', 'a b']);
  if (maxItems) values.push(['too many', Array.from({ length: maxItems + 1 }, (_, n) => `s${n}`)]);
  if (type === 'rtmpUrl')
    values.push(
      ['of another scheme', 'https://cdn.example/live/s1'],
      ['without a host', 'rtmp:///live/s1'],
      ['with a space', 'rtmp://cdn.example/live/s 1'],
    );
  if (type === 'instant')
    values.push(
      ['without a zone', '2025-02-01T00:00:00'],
      ['with an offset', '2025-02-01T08:00:00+08:00'],
      ['with milliseconds', '2025-02-01T00:00:00.000Z'],
      ['no such day', '2025-02-30T00:00:00Z'],
    );
  if (type === 'choice') values.push(['not a choice', 'other']);
  if (type === 'ipv4') values.push(['IPv6', '::1'], ['no such address', '1.2.3.256']);
  return values;
}

const cases = actions.flatMap((row) =>
  row.params.flatMap((param) =>
    bad(param).map(([what, value]) => [row.action, param.field, what, row, param, value] as const),
  ),
);

it.each(cases)('%s: %s %s', async (name, _field, _what, row, param, value) => {
  const { call } = await stage();
  const { reply } = await call(name, { ...right(row), [param.field]: value });
  expect(reply?.Code).toBe(param.refusal);
  expect(reply?.Message).toContain(param.field);
});

describe('accepted', () => {
  it.each([
    ['ForbidCDNLiveStream', { ResumeTime: '2025-02-01T00:00:00Z' }],
    ['ForbidCDNLiveStream', { StreamId: '-abc' }],
    ['ForbidCDNLiveStream', { StreamId: 'x'.repeat(256) }],
    ['QueryForbidCDNLiveStream', { Vendor: 'ws' }],
    ['ForbidRTCStreams', { 'StreamId[]': Array.from({ length: 20 }, (_, n) => `s${n}`) }],
    ['RTMPDispatchV2', { Type: 'pull', ClientIP: '203.0.113.7', StreamId: '-a_B9' }],
    ['CreatCDNTransferRule', { CDNUrl: 'rtmps://cdn.example/live/s1' }],
    ['CreatCDNTransferRule', { CDNUrl: 'rtmp://cdn.example:1936/live/s1?key=a%26b&x=1' }],
  ])('%s %j', async (name, params) => {
    const { code } = await stage();
    const row = actions.find(({ action }) => action === name)!;
    expect(await code(name, { ...right(row), ...params })).toBe(0);
  });
});

/** What each Action answers to a request that is wrong as a whole. */
const whole = (row: Action) =>
  row.codes.includes(1006) ? 1006 : row.action.includes('CDNLive') ? 2 : 5005;

it.each(each)('%s refuses a parameter it does not know', async (name, row) => {
  const { call } = await stage();
  const { reply } = await call(name, { ...right(row), Streamid: 's1' });
  expect(reply?.Code).toBe(whole(row));
  expect(reply?.Message).toContain('Streamid');
});

it.each(each.filter(([, row]) => !row.sequenced))('%s refuses a Sequence', async (name, row) => {
  const { code } = await stage();
  expect(await code(name, { ...right(row), Sequence: '1' })).toBe(2);
});

describe('IsTest', () => {
  it.each(each)('of %s must be true or false', async (name, row) => {
    const { code } = await stage();
    const expected = name.includes('CDNLive') ? 2 : 30004;
    for (const IsTest of ['yes', '', ['true', 'true']])
      expect(await code(name, { ...right(row), IsTest })).toBe(expected);
  });

  it.each(['true', 'TRUE', 'True'])('%s is the test environment', async (IsTest) => {
    const { code } = await stage();
    expect(await code('ForbidRTCStream', { StreamId: 's1', Sequence: '1', IsTest })).toBe(30009);
  });

  it.each(['false', 'FALSE'])('%s is production', async (IsTest) => {
    const { code } = await stage();
    expect(await code('ForbidRTCStream', { StreamId: 's1', Sequence: '1', IsTest })).toBe(0);
  });
});

describe('the prefix of the test environment', () => {
  const prefixed = each.filter(([, row]) => row.testPrefix);
  const bare = each.filter(([, row]) => !row.testPrefix);

  it.each(prefixed)('%s wants it exactly once', async (name, row) => {
    const { code } = await stage({ live: [`${PREFIX}s1`] });
    const { field, refusal } = row.params[0]!;
    const send = (StreamId: string) =>
      code(name, { ...right(row), [field]: StreamId, IsTest: 'true' });
    expect(await send('s1')).toBe(refusal);
    expect(await send('zegotest-42-s1')).toBe(refusal);
    expect(await send(PREFIX)).toBe(refusal);
    expect(await send(`${PREFIX}${PREFIX}s1`)).toBe(refusal);
    expect(await send(`${PREFIX}s1`)).toBe(0);
  });

  it.each(bare)('%s does without it', async (name, row) => {
    const { code } = await stage();
    expect(await code(name, { ...right(row), IsTest: 'true' })).toBe(0);
  });

  it('one id without it spoils the call for all', async () => {
    const { code, call } = await stage();
    const ids = [`${PREFIX}s1`, 's2'];
    const sent = { 'StreamId[]': ids, Sequence: '1', IsTest: 'true' };
    expect(await code('ForbidRTCStreams', sent)).toBe(30006);
    const state = { StreamId: ids[0]!, Sequence: '1', IsTest: 'true' };
    expect((await call('DescribeRTCStreamState', state)).reply?.Code).toBe(41004);
  });
});
