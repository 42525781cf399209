import { describe, expect, it } from '@jest/globals';
import { PREFIX, type Stage, stage } from './wire.ts';

/** Speaks to one emulator with rising Sequences and gives code and Data. */
async function story(options: Parameters<typeof stage>[0] = {}) {
  const here: Stage = await stage(options);
  let sequence = 0;
  const say = async (action: string, params: Record<string, string | string[]> = {}) => {
    const { reply } = await here.call(action, params);
    return { code: reply?.Code, data: reply?.Data };
  };
  const tell = (action: string, StreamId: string, more = {}) =>
    say(action, { StreamId, Sequence: String(++sequence), ...more });
  const tellAll = (action: string, ids: string[]) =>
    say(action, { 'StreamId[]': ids, Sequence: String(++sequence) });
  const status = (StreamId: string) => tell('DescribeRTCStreamState', StreamId);
  const banned = async () => {
    const { data } = await say('QueryForbidCDNLiveStream');
    const { Ws } = data as { Ws: { ResultDetail: Record<string, string>[] } };
    return Ws.ResultDetail;
  };
  const note = () => here.log.at(-1)?.message;
  return { ...here, say, tell, tellAll, status, banned, note };
}

describe('CDN bans', () => {
  it('a forbid shows in the list, a resume takes it out', async () => {
    const { say, banned } = await story();
    expect(await banned()).toEqual([]);
    const accepted = [
      { CdnType: 'ws', CdnResult: 'success append purge tasks.' },
      { CdnType: 'tencent', CdnResult: 'success append purge tasks.' },
    ];
    expect(await say('ForbidCDNLiveStream', { StreamId: 's1' })).toEqual({
      code: 0,
      data: accepted,
    });
    await say('ForbidCDNLiveStream', { StreamId: 's2' });
    expect(await banned()).toEqual([
      {
        Channel: 'ws.cdn.example',
        StartTime: '2025-01-31T12:00:00Z',
        EndTime: '2025-02-01T12:00:00Z',
        Ip: '',
        Url: 'rtmp://ws.cdn.example/live/s1',
      },
      expect.objectContaining({ Url: 'rtmp://ws.cdn.example/live/s2' }),
    ]);
    expect(await say('ResumeCDNLiveStream', { StreamId: 's1' })).toEqual({
      code: 0,
      data: accepted,
    });
    expect(await banned()).toEqual([
      expect.objectContaining({ Url: expect.stringMatching(/s2$/) }),
    ]);
  });

  it('a ban ends at its ResumeTime', async () => {
    const { say, banned, clock } = await story();
    await say('ForbidCDNLiveStream', { StreamId: 's1', ResumeTime: '2025-01-31T13:00:00Z' });
    clock.ms += 3_600_000 - 1;
    expect(await banned()).toHaveLength(1);
    clock.ms += 1;
    expect(await banned()).toEqual([]);
  });

  it('lasts 30 days at most', async () => {
    const { say, banned } = await story();
    await say('ForbidCDNLiveStream', { StreamId: 's1', ResumeTime: '2026-01-01T00:00:00Z' });
    expect(await banned()).toMatchObject([{ EndTime: '2025-03-02T12:00:00Z' }]);
  });

  it('a ResumeTime in the past is accepted and bans nothing', async () => {
    const { say, banned, note } = await story();
    const past = { StreamId: 's1', ResumeTime: '2018-11-29T19:00:00Z' };
    expect(await say('ForbidCDNLiveStream', past)).toMatchObject({ code: 0 });
    expect(note()).toBe('ResumeTime is past: not banned');
    expect(await banned()).toEqual([]);
  });

  it('a second forbid moves the end', async () => {
    const { say, banned } = await story();
    await say('ForbidCDNLiveStream', { StreamId: 's1' });
    await say('ForbidCDNLiveStream', { StreamId: 's1', ResumeTime: '2025-01-31T13:00:00Z' });
    expect(await banned()).toMatchObject([{ EndTime: '2025-01-31T13:00:00Z' }]);
  });
});

describe('RTC streams', () => {
  it('are live when declared so', async () => {
    const { status, clock } = await story({ live: ['s1'] });
    clock.ms += 5000;
    expect(await status('s1')).toEqual({
      code: 0,
      data: { create_time: '1738324799', close_time: '' },
    });
  });

  it('do not exist when nobody spoke of them', async () => {
    const { status } = await story();
    expect(await status('s1')).toEqual({ code: 41004, data: null });
  });

  it('are closed by a ban and live again without it', async () => {
    const { status, tell, clock } = await story({ live: ['s1'] });
    clock.ms += 5000;
    expect(await tell('ForbidRTCStream', 's1')).toEqual({ code: 0, data: null });
    expect(await status('s1')).toEqual({
      code: 41006,
      data: { create_time: '1738324799', close_time: '1738324805' },
    });
    expect(await tell('ResumeRTCStream', 's1')).toEqual({ code: 0, data: null });
    expect(await status('s1')).toMatchObject({ code: 0, data: { close_time: '' } });
  });

  it('unknown ones are recorded as banned by a call for several', async () => {
    const { status, tellAll, note } = await story({ live: ['s1'] });
    expect(await tellAll('ForbidRTCStreams', ['s1', 'typo'])).toEqual({ code: 0, data: null });
    expect(note()).toBe('banned; never heard of: typo');
    expect(await status('s1')).toMatchObject({ code: 41006 });
    // No stream comes into being by a ban.
    expect(await status('typo')).toEqual({ code: 41004, data: null });
    expect(await tellAll('ResumeRTCStreams', ['s1', 'typo'])).toEqual({ code: 0, data: null });
    expect(await status('s1')).toMatchObject({ code: 0 });
    expect(await status('typo')).toMatchObject({ code: 41004 });
  });

  it('lifting a ban that is not there succeeds and makes nothing known', async () => {
    const { status, tell, note } = await story();
    expect(await tell('ResumeRTCStream', 's1')).toMatchObject({ code: 0 });
    expect(note()).toBe('was not banned');
    expect(await status('s1')).toMatchObject({ code: 41004 });
  });

  it('are known with the prefix they were sent with', async () => {
    const { status, tell } = await story({ live: [`${PREFIX}s1`] });
    const test = await tell('DescribeRTCStreamState', `${PREFIX}s1`, { IsTest: 'true' });
    expect(test).toMatchObject({ code: 0 });
    expect(await status('s1')).toMatchObject({ code: 41004 });
  });
});

describe('relays', () => {
  const CDNUrl = 'rtmp://cdn.example/live/s1?key=abc';

  it('a start makes the stream live; a stop with another query ends the relay', async () => {
    const { status, tell, note } = await story();
    expect(await tell('CreatCDNTransferRule', 's1', { CDNUrl })).toEqual({ code: 0, data: null });
    expect(await status('s1')).toMatchObject({ code: 0, data: { create_time: '1738324800' } });
    const elsewhere = { CDNUrl: 'rtmp://other.example/live/s1?key=abc' };
    expect(await tell('DeleteCDNTransferRule', 's1', elsewhere)).toMatchObject({ code: 0 });
    expect(note()).toBe('no such relay: nothing stopped');
    const again = { CDNUrl: 'rtmp://cdn.example/live/s1?other=1' };
    expect(await tell('DeleteCDNTransferRule', 's1', again)).toMatchObject({ code: 0 });
    expect(note()).toBe('relay stopped');
    await tell('DeleteCDNTransferRule', 's1', again);
    expect(note()).toBe('no such relay: nothing stopped');
    expect(await status('s1')).toMatchObject({ code: 0 });
  });

  it('a stop of a relay nobody started succeeds and stops nothing', async () => {
    const { status, tell, note } = await story();
    expect(await tell('DeleteCDNTransferRule', 's1', { CDNUrl })).toEqual({ code: 0, data: null });
    expect(note()).toBe('no such relay: nothing stopped');
    expect(await status('s1')).toMatchObject({ code: 41004 });
  });

  it('a clear and a CDN ban leave running ones alone', async () => {
    const { say, tell, note } = await story();
    await tell('CreatCDNTransferRule', 's1', { CDNUrl });
    await tell('CreatCDNTransferRule', 's1', { CDNUrl: `${CDNUrl}2` });
    expect(note()).toBe('relayed to 1');
    expect(await tell('ClearCDNTransferRule', 's1')).toEqual({ code: 0, data: null });
    expect(note()).toBe('1 relays go on');
    await say('ForbidCDNLiveStream', { StreamId: 's1' });
    await tell('DeleteCDNTransferRule', 's1', { CDNUrl });
    expect(note()).toBe('relay stopped');
  });
});

it('a dispatch gives addresses for its Type and stream', async () => {
  const { tell } = await story();
  expect(await tell('RTMPDispatchV2', 's1', { Type: 'pull' })).toEqual({
    code: 0,
    data: ['rtmp://pull1.rtc.example/live/s1', 'rtmp://pull2.rtc.example/live/s1'],
  });
});

describe('failures on request', () => {
  it('meet the next calls in the order given, and nothing happens in them', async () => {
    const fail = [
      { code: 5007, count: 2 },
      { code: 1, count: 1 },
    ];
    const { call, code, banned } = await story({ fail });
    const forbid = () => code('ForbidCDNLiveStream', { StreamId: 's1' });
    const { reply } = await call('ForbidCDNLiveStream', { StreamId: 's1' });
    expect(reply).toMatchObject({ Code: 5007, Message: 'failed on request (--fail)', Data: null });
    expect([await forbid(), await code('QueryForbidCDNLiveStream')]).toEqual([5007, 1]);
    expect(await banned()).toEqual([]);
    expect(await forbid()).toBe(0);
    expect(await banned()).toHaveLength(1);
  });

  it('do not meet calls that the gateway refuses', async () => {
    const { code } = await story({ fail: [{ code: 1, count: 1 }] });
    expect(await code('QueryForbidCDNLiveStream', { Signature: 'x' })).toBe(100000005);
    expect(await code('QueryForbidCDNLiveStream')).toBe(1);
    expect(await code('QueryForbidCDNLiveStream')).toBe(0);
  });

  it('go on for ever when no end is given', async () => {
    const { code } = await story({ fail: [{ code: 30003, count: Infinity }] });
    for (let n = 0; n < 50; n++) expect(await code('QueryForbidCDNLiveStream')).toBe(30003);
  });
});
