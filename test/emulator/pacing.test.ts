import { describe, expect, it } from '@jest/globals';
import { each, PREFIX, right, stage } from './wire.ts';

const sequenced = each.filter(([, row]) => row.sequenced);

describe('Sequence', () => {
  it.each(sequenced)('of %s must be there, and a number', async (name, row) => {
    const { code } = await stage();
    for (const Sequence of [undefined, '', 'x1', '-1', '1.5', '1'.repeat(20), ['1', '2']])
      expect(await code(name, { ...right(row), Sequence })).toBe(5005);
  });

  const ordered = sequenced.filter(([name]) => name !== 'RTMPDispatchV2');
  it.each(ordered)('of %s must rise', async (name, row) => {
    const { call } = await stage({ live: ['s1'] });
    const send = async (Sequence: string) => (await call(name, { ...right(row), Sequence })).reply;
    expect(await send('9')).toMatchObject({ Code: 0 });
    expect(await send('9')).toMatchObject({ Code: 5005 });
    expect(await send('5')).toMatchObject({
      Code: 5005,
      Message: 'Sequence not increasing: 5 after 9',
    });
    expect(await send('10')).toMatchObject({ Code: 0 });
  });

  it('is compared exactly beyond 2^53', async () => {
    const { code } = await stage();
    const send = (Sequence: string) => code('ForbidRTCStream', { StreamId: 's1', Sequence });
    expect(await send('9007199254740992')).toBe(0);
    expect(await send('9007199254740993')).toBe(0);
    expect(await send('9007199254740993')).toBe(5005);
  });

  it('is shared by all Actions on a stream, and by none on another', async () => {
    const { code } = await stage();
    expect(await code('ForbidRTCStream', { StreamId: 's1', Sequence: '9' })).toBe(0);
    const many = { 'StreamId[]': ['s2', 's1'], Sequence: '5' };
    expect(await code('ResumeRTCStreams', many)).toBe(5005);
    // The refused call took no Sequence for s2 either.
    expect(await code('ForbidRTCStream', { StreamId: 's2', Sequence: '4' })).toBe(0);
    expect(await code('ClearCDNTransferRule', { StreamId: 's1', Sequence: '9' })).toBe(5005);
    expect(await code('ResumeRTCStreams', { ...many, Sequence: '10' })).toBe(0);
  });

  it('may fall again after 10 seconds', async () => {
    const { code, clock } = await stage();
    const send = (Sequence: string) => code('ForbidRTCStream', { StreamId: 's1', Sequence });
    expect(await send('9')).toBe(0);
    clock.ms += 9_999;
    expect(await send('5')).toBe(5005);
    clock.ms += 1;
    expect(await send('5')).toBe(0);
  });

  it('of a dispatch is only for reconciliation', async () => {
    const { code } = await stage();
    const dispatch = { StreamId: 's1', Type: 'push' };
    expect(await code('RTMPDispatchV2', { ...dispatch, Sequence: '9' })).toBe(0);
    expect(await code('RTMPDispatchV2', { ...dispatch, Sequence: '5' })).toBe(0);
    expect(await code('ForbidRTCStream', { StreamId: 's1', Sequence: '6' })).toBe(0);
  });

  it('is not taken by a call that is refused', async () => {
    const { code } = await stage();
    const start = { StreamId: 's1', Sequence: '9' };
    expect(await code('CreatCDNTransferRule', { ...start, CDNUrl: 'http://x' })).toBe(5004);
    expect(await code('ForbidRTCStream', { StreamId: 's1', Sequence: '5' })).toBe(0);
  });
});

describe('rate', () => {
  /** Published limits: production, test, and the code when they are passed (null: HTTP 429). */
  const limits: Readonly<Record<string, readonly [number, number, number | null]>> = {
    CreatCDNTransferRule: [10, 5, 5007],
    DeleteCDNTransferRule: [10, 5, 5007],
    ClearCDNTransferRule: [10, 5, 5007],
    ForbidCDNLiveStream: [20, 20, null],
    ResumeCDNLiveStream: [20, 20, null],
    QueryForbidCDNLiveStream: [20, 20, null],
    ForbidRTCStream: [20, 5, 30002],
    ForbidRTCStreams: [20, 5, 30002],
    ResumeRTCStream: [20, 5, 30002],
    ResumeRTCStreams: [20, 5, 30002],
    DescribeRTCStreamState: [40, 10, 30002],
    RTMPDispatchV2: [40, 40, 1010],
  };

  it.each(Object.entries(limits))('of %s is %j', async (name, [production, test, code]) => {
    const { call, clock } = await stage();
    const row = each.find(([action]) => action === name)![1];
    const send = async (IsTest: string) => {
      // Refused for its Sequence or StreamId, and counted all the same: it was let through.
      const { status, text, reply } = await call(name, { ...right(row), IsTest });
      const refused = code === null ? status === 429 && text === '' : reply?.Code === code;
      if (!refused) expect(status).toBe(200);
      return refused;
    };
    for (const [IsTest, limit] of [
      ['true', test],
      ['false', production],
    ] as const) {
      for (let n = 0; n < limit; n++) expect(await send(IsTest)).toBe(false);
      expect(await send(IsTest)).toBe(true);
    }
    clock.ms += 1000;
    expect(await send('false')).toBe(false);
  });

  it('is counted over a sliding second, without the calls turned away', async () => {
    const { code, clock } = await stage();
    const test = { StreamId: `${PREFIX}s1`, IsTest: 'true' };
    let sequence = 0;
    const send = () => code('ForbidRTCStream', { ...test, Sequence: String(++sequence) });
    expect(await send()).toBe(0);
    clock.ms += 600;
    for (let n = 0; n < 4; n++) expect(await send()).toBe(0);
    for (let n = 0; n < 9; n++) expect(await send()).toBe(30002);
    clock.ms += 400;
    expect(await send()).toBe(0);
    expect(await send()).toBe(30002);
  });

  it('is counted for each Action by itself', async () => {
    const { code } = await stage();
    const send = (name: string, n: number) => code(name, { StreamId: `s${n}`, Sequence: '1' });
    for (let n = 0; n < 20; n++) await send('ForbidRTCStream', n);
    expect(await send('ForbidRTCStream', 20)).toBe(30002);
    expect(await send('ResumeRTCStream', 20)).toBe(0);
  });

  it('forgets calls of a clock that was set back', async () => {
    const { code, clock } = await stage();
    let sequence = 0;
    const send = () =>
      code('ClearCDNTransferRule', { StreamId: 's1', Sequence: String(++sequence) });
    for (let n = 0; n < 10; n++) await send();
    expect(await send()).toBe(5007);
    clock.ms -= 5000;
    expect(await send()).toBe(0);
  });
});
