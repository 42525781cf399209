import { describe, expect, it } from '@jest/globals';
import { stage } from './wire.ts';

const NOON = Date.UTC(2025, 0, 31, 12);
const unix = (afterSeconds: number) => String(NOON / 1000 + afterSeconds);
const CDNUrl = 'rtmp://cdn.example/live/s1';

/** An emulator at noon, whose streams were created a second before, and what is to be seen of its stream s1 so many seconds later. */
async function scene(...live: string[]) {
  const { call, get, clock } = await stage({ live });
  let sequence = 0;
  const at = (seconds: number) => {
    clock.ms = NOON + seconds * 1000;
  };
  const tell = (action: string, more = {}) =>
    call(action, { StreamId: 's1', Sequence: String(++sequence), ...more });
  /** Commands of the CDN have no Sequence. */
  const tellCdn = (action: string, more = {}) => call(action, { StreamId: 's1', ...more });
  /** The return code, with create and close time as seconds since noon. */
  const state = async () => {
    const { reply } = await tell('DescribeRTCStreamState');
    const data = reply?.Data as { create_time: string; close_time: string } | null;
    const since = (text: string) => (text === '' ? null : Number(text) - NOON / 1000);
    return data
      ? [reply?.Code, since(data.create_time), since(data.close_time)]
      : [reply?.Code, null, null];
  };
  const plays = async () => (await get('/play/s1.m3u8')).status === 200;
  return { at, tell, tellCdn, state, plays };
}

describe('a publisher in RTC', () => {
  it('is off at once by default', async () => {
    const { at, tell, state, plays } = await scene('s1');
    at(5);
    expect([await state(), await plays()]).toEqual([[0, -1, null], true]);
    await tell('ForbidRTCStream');
    expect([await state(), await plays()]).toEqual([[41006, -1, 5], false]);
  });

  it('times are Unix seconds as text, empty for never', async () => {
    const { at, tell } = await scene('s1');
    expect((await tell('DescribeRTCStreamState')).reply?.Data).toEqual({
      create_time: unix(-1),
      close_time: '',
    });
    at(7.9);
    await tell('ForbidRTCStream');
    expect((await tell('DescribeRTCStreamState')).reply?.Data).toEqual({
      create_time: unix(-1),
      close_time: unix(7),
    });
  });

  it('lingers, and the close time is when it closed', async () => {
    const { at, tell, state, plays } = await scene('s1:linger=1500ms');
    at(5);
    await tell('ForbidRTCStream');
    at(6.499);
    expect([await state(), await plays()]).toEqual([[0, -1, null], true]);
    at(6.5);
    expect([await state(), await plays()]).toEqual([[41006, -1, 6], false]);
  });

  it('a ban repeated meanwhile does not make it linger longer', async () => {
    const { at, tell, state } = await scene('s1:linger=2s');
    await tell('ForbidRTCStream');
    at(1);
    await tell('ForbidRTCStream');
    at(3);
    await tell('ForbidRTCStream');
    expect(await state()).toEqual([41006, -1, 2]);
  });

  it('comes back in spite of the ban, as a new publish; a second ban ends it', async () => {
    const { at, tell, state, plays } = await scene('s1:linger=1s:back=4s');
    await tell('ForbidRTCStream');
    at(4.9);
    expect([await state(), await plays()]).toEqual([[41006, -1, 1], false]);
    at(5);
    expect([await state(), await plays()]).toEqual([[0, 5, null], true]);
    at(20);
    expect(await state()).toEqual([0, 5, null]);
    await tell('ForbidRTCStream');
    at(40);
    expect([await state(), await plays()]).toEqual([[41006, 5, 21], false]);
  });

  it('publishes anew when the ban is lifted, and then comes back again after the next', async () => {
    const { at, tell, state } = await scene('s1:back=4s');
    await tell('ForbidRTCStream');
    at(2);
    await tell('ResumeRTCStream');
    at(3);
    expect(await state()).toEqual([0, 2, null]);
    at(6);
    await tell('ForbidRTCStream');
    expect(await state()).toEqual([41006, 2, 6]);
    at(10);
    expect(await state()).toEqual([0, 10, null]);
  });

  it('goes on where the ban is lifted before it closed', async () => {
    const { at, tell, state } = await scene('s1:linger=4s:back=4s');
    await tell('ForbidRTCStream');
    at(2);
    await tell('ResumeRTCStream');
    at(30);
    expect(await state()).toEqual([0, -1, null]);
  });

  it('is not reached by a ban on the CDN', async () => {
    const { tellCdn, state, plays } = await scene('s1');
    await tellCdn('ForbidCDNLiveStream');
    expect([await state(), await plays()]).toEqual([[0, -1, null], true]);
  });
});

describe('a publisher to the CDN', () => {
  it('is unknown in RTC, and a ban there does not reach it', async () => {
    const { tell, state, plays } = await scene('s1:direct');
    expect([await state(), await plays()]).toEqual([[41004, null, null], true]);
    await tell('ForbidRTCStream');
    expect([await state(), await plays()]).toEqual([[41004, null, null], true]);
  });

  it('under the same id goes on after the ban of the RTC stream', async () => {
    const { at, tell, tellCdn, state, plays } = await scene('s1', 's1:direct:linger=2s');
    await tell('ForbidRTCStream');
    expect([await state(), await plays()]).toEqual([[41006, -1, 0], true]);
    await tellCdn('ForbidCDNLiveStream');
    at(1.999);
    expect(await plays()).toBe(true);
    at(2);
    expect(await plays()).toBe(false);
  });

  it('is on again at the ResumeTime, or after a resume', async () => {
    const { at, tellCdn, plays } = await scene('s1:direct');
    await tellCdn('ForbidCDNLiveStream', { ResumeTime: '2025-01-31T12:00:30Z' });
    at(29);
    expect(await plays()).toBe(false);
    at(30);
    expect(await plays()).toBe(true);
    await tellCdn('ForbidCDNLiveStream');
    expect(await plays()).toBe(false);
    await tellCdn('ResumeCDNLiveStream');
    expect(await plays()).toBe(true);
  });

  it('a ban whose ResumeTime is past lifts the one before', async () => {
    const { tellCdn, plays } = await scene('s1:direct');
    await tellCdn('ForbidCDNLiveStream');
    expect(await plays()).toBe(false);
    await tellCdn('ForbidCDNLiveStream', { ResumeTime: '2018-11-29T19:00:00Z' });
    expect(await plays()).toBe(true);
  });

  it('comes back in spite of the ban', async () => {
    const { at, tellCdn, plays } = await scene('s1:direct:back=3s');
    await tellCdn('ForbidCDNLiveStream');
    at(2);
    expect(await plays()).toBe(false);
    at(3);
    expect(await plays()).toBe(true);
  });
});

describe('a relayed stream', () => {
  it('is dark when its last relay has stopped, while its source is live', async () => {
    const { tell, state, plays } = await scene();
    await tell('CreatCDNTransferRule', { CDNUrl });
    await tell('CreatCDNTransferRule', { CDNUrl: `${CDNUrl}b` });
    await tell('DeleteCDNTransferRule', { CDNUrl });
    expect(await plays()).toBe(true);
    await tell('DeleteCDNTransferRule', { CDNUrl: `${CDNUrl}b?key=1` });
    expect([await state(), await plays()]).toEqual([[0, 0, null], false]);
    await tell('CreatCDNTransferRule', { CDNUrl });
    expect(await plays()).toBe(true);
  });

  it('is dark when its source is banned, and again lit when that is lifted', async () => {
    const { at, tell, plays } = await scene();
    await tell('CreatCDNTransferRule', { CDNUrl });
    at(1);
    await tell('ForbidRTCStream');
    expect(await plays()).toBe(false);
    at(2);
    await tell('ResumeRTCStream');
    expect(await plays()).toBe(true);
  });

  it('lingers after the stop as after a ban', async () => {
    const { at, tell, plays } = await scene('s1:linger=2s');
    await tell('CreatCDNTransferRule', { CDNUrl });
    await tell('DeleteCDNTransferRule', { CDNUrl });
    at(1.999);
    expect(await plays()).toBe(true);
    at(2);
    expect(await plays()).toBe(false);
  });

  it('of a banned id closes as it begins, and is live once the ban is lifted', async () => {
    const { at, tell, state } = await scene();
    await tell('ForbidRTCStream');
    at(1);
    await tell('CreatCDNTransferRule', { CDNUrl });
    expect(await state()).toEqual([41006, 1, 1]);
    at(2);
    await tell('ResumeRTCStream');
    expect(await state()).toEqual([0, 2, null]);
  });
});
