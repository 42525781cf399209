import { describe, expect, it } from '@jest/globals';
import { read, refusal } from './read.ts';

const relay = 'rtmp://cdn.example/live/s1';

/** Reads `zego stop`: the calls it asks for. */
async function calls(line: string) {
  const invocation = await read('stop', ...line.split(' '));
  if (invocation.kind !== 'stop') throw new Error(`read as ${invocation.kind}`);
  const { inputs, relaysLeft } = invocation;
  return {
    relaysLeft,
    calls: inputs.map(({ rows, streams, fields }) => ({
      action: rows.map(({ action }) => action).join(),
      ...{ streams, fields },
    })),
  };
}

const call = (action: string, fields = {}) => ({ action, streams: ['s1'], fields });
const rtc = call('ForbidRTCStream');
const cdn = call('ForbidCDNLiveStream');
const stopTo = (CDNUrl: string) => call('DeleteCDNTransferRule', { CDNUrl });

describe('zego stop', () => {
  it.each([
    ['--stream s1', [rtc, cdn], true],
    [`--url ${relay} --stream s1`, [rtc, stopTo(relay), cdn], false],
    [
      `--stream s1 --url ${relay} --url ${relay}b`,
      [rtc, stopTo(relay), stopTo(`${relay}b`), cdn],
      false,
    ],
    [`--stream s1 --url ${relay} --url=${relay}`, [rtc, stopTo(relay), cdn], false],
    ['--stream s1 --only rtc', [rtc], false],
    ['--stream s1 --only cdn,rtc', [rtc, cdn], false],
    ['--stream s1 --only cdn --only rtc', [rtc, cdn], false],
    [`--stream s1 --only relay --url ${relay}`, [stopTo(relay)], false],
    [
      '--stream s1 --only cdn --for 2h',
      [call('ForbidCDNLiveStream', { ResumeTime: '2025-01-31T14:00:00Z' })],
      false,
    ],
    [
      '--stream s1 --resume 2025-02-01T08:00:00+08:00',
      [rtc, call('ForbidCDNLiveStream', { ResumeTime: '2025-02-01T00:00:00Z' })],
      true,
    ],
  ])('%s', async (line, expected, relaysLeft) => {
    expect(await calls(line)).toEqual({ calls: expected, relaysLeft });
  });

  it.each([
    ['', '--stream <id> is required'],
    ['--stream s1 --stream s2', '--stream is given 2 times: zego stop takes one'],
    ['--stream s1 --for 1h --for 2h', '--for is given 2 times: zego stop takes one'],
    ['--stream s1 --for 1h --resume 2025-02-01T00:00:00Z', '--resume and --for cannot be combined'],
    ['--stream s1 --url http://host/x', '--url "http://host/x": expected an address such as rtmp'],
    ['--stream s1 --only relay', '--only relay needs --url'],
    ['--stream s1 --only rtc,relay', '--only relay needs --url'],
    [`--stream s1 --only rtc --url ${relay}`, '--url and --only rtc cannot be combined'],
    [`--stream s1 --only relay --url ${relay} --for 2h`, '--for and --only relay cannot be'],
    ['--stream s1 --only rtc --resume 2025-02-01T00:00:00Z', '--resume and --only rtc cannot'],
    ['--stream s1 --only rct', '--only "rct": expected rtc, relay, cdn, or two with a comma'],
    ['--stream s1 --only RTC', 'did you mean rtc?'],
    ['--stream s1 --only rtc,', '--only "rtc,": expected rtc, relay, cdn'],
    ['--stream s1 --only=', '--only "": expected'],
    ['--stream s1 --sequence 7', 'unknown option --sequence'],
    ['--stream s1 transfer', '"transfer" is a word too many; did you mean zego transfer stop?'],
    ['transfer', 'did you mean zego transfer stop?'],
  ])('%s is refused', async (line, message) => {
    const words = line.split(' ').filter(Boolean);
    expect((await refusal('stop', ...words)).message).toContain(message);
  });

  it('of several streams says what to do', async () => {
    const { hint } = await refusal('stop', '--stream', 's1', '--stream', 's2');
    expect(hint).toBe('Run it once for each.');
  });

  it.each([
    ['stpo', 'unknown command "stpo"; did you mean zego stop?'],
    ['transfer stpo', 'unknown command "transfer stpo"; did you mean zego transfer stop?'],
    ['stream stop', 'unknown command "stream stop"'],
  ])('zego %s is not it', async (line, message) => {
    expect((await refusal(...line.split(' '))).message).toContain(message);
  });
});
