import { expect, it } from '@jest/globals';
import { each, right, stage } from './wire.ts';

it.each(each)('%s, signed and complete, is answered with 0', async (name, row) => {
  const { call } = await stage({ live: ['s1'] });
  const { status, headers, reply } = await call(name, right(row));
  expect({ status, type: headers['content-type'] }).toEqual({
    status: 200,
    type: 'application/json',
  });
  expect(reply).toMatchObject({ Code: 0, Message: 'ok' });
  expect(Object.keys(reply ?? {})).toEqual(['Code', 'Message', 'RequestId', 'Data']);
});

const refusals = [
  ['AppId missing', { AppId: undefined }, 100000001],
  ['AppId not a number', { AppId: '12x' }, 100000001],
  ['AppId beyond uint32', { AppId: '4294967296' }, 100000001],
  ['AppId with a leading zero', { AppId: '01234567890' }, 100000001],
  ['AppId given twice', { AppId: ['1234567890', '1234567890'] }, 100000001],
  ['AppId of another project', { AppId: '4294967295' }, 100000010],
  ['Timestamp missing', { Timestamp: undefined }, 100000002],
  ['Timestamp empty', { Timestamp: '' }, 100000002],
  ['Timestamp not a number', { Timestamp: 'now' }, 100000003],
  ['Timestamp in milliseconds', { Timestamp: '1738324800000' }, 100000003],
  ['SignatureNonce missing', { SignatureNonce: undefined }, 100000008],
  ['SignatureNonce of 15 digits', { SignatureNonce: '4fd24687296dd9f' }, 100000008],
  ['SignatureNonce of 17 digits', { SignatureNonce: '4fd24687296dd9f33' }, 100000008],
  ['SignatureNonce not hex', { SignatureNonce: '4fd24687296dd9fg' }, 100000008],
  ['Signature missing', { Signature: undefined }, 100000009],
  ['Signature wrong', { Signature: '0'.repeat(32) }, 100000005],
  ['SignatureVersion missing', { SignatureVersion: undefined }, 100000013],
  ['SignatureVersion 1.0', { SignatureVersion: '1.0' }, 100000014],
  ['Action missing', { Action: undefined }, 100000006],
  ['Action misspelt', { Action: 'CreateCDNTransferRule' }, 100000007],
  ['Action in lower case', { Action: 'queryforbidcdnlivestream' }, 100000007],
] as const;

it.each(refusals)('%s', async (_what, params, code) => {
  const { call } = await stage();
  const { status, reply } = await call('QueryForbidCDNLiveStream', params);
  expect({ status, code: reply?.Code, data: reply?.Data }).toEqual({
    status: 200,
    code,
    data: null,
  });
});

it('upper-case hex is refused in the Signature', async () => {
  const { get, path } = await stage();
  const upper = path('QueryForbidCDNLiveStream').replace(/(?<=Signature=)\w+/, (hex) =>
    hex.toUpperCase(),
  );
  expect((await get(upper)).reply?.Code).toBe(100000005);
});

it('a secret of its own', async () => {
  const here = await stage({ appId: 12345, secret: '9193cc662a4c0ec135ec71fb57194b38' });
  here.clock.ms = 1615186943_000;
  const Signature = '43e5cfcca828314675f91b001390566a';
  expect(await here.code('QueryForbidCDNLiveStream', { Signature })).toBe(0);
});

it.each([
  [-600, 0],
  [600, 0],
  [-601, 100000004],
  [601, 100000004],
])('a Timestamp %d s off is answered with %d', async (seconds, code) => {
  const { clock, call } = await stage();
  const Timestamp = String(clock.ms / 1000 + seconds);
  const { reply } = await call('QueryForbidCDNLiveStream', { Timestamp });
  expect(reply?.Code).toBe(code);
  if (code !== 0) expect(reply?.Message).toContain(seconds < 0 ? '601 s behind' : '601 s ahead');
});

it('the same nonce twice is accepted', async () => {
  const { get, path } = await stage();
  const url = path('QueryForbidCDNLiveStream');
  expect((await get(url)).reply?.Code).toBe(0);
  expect((await get(url)).reply?.Code).toBe(0);
});

it('RequestIds have 19 digits and differ', async () => {
  const { call } = await stage();
  const ids = [];
  for (let i = 0; i < 5; i++)
    ids.push((await call('QueryForbidCDNLiveStream')).reply?.RequestId ?? '');
  expect(new Set(ids).size).toBe(5);
  for (const id of ids) expect(id).toMatch(/^[1-9]\d{18}$/);
});
