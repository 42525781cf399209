import { describe, expect, it } from '@jest/globals';
import type { PlannedCall } from '../../src/core/types.ts';
import { callOf } from '../core/samples.ts';
import { forever, serve, timeOnCall } from '../http/servers.ts';
import {
  ban,
  done,
  lift,
  machine,
  reset,
  type Step,
  scripted,
  start,
  stop,
  tooMany,
} from './machine.ts';

const banOnCdn = callOf('ForbidCDNLiveStream');
const liftOnCdn = callOf('ResumeCDNLiveStream');
const relayTo = (url: string) => ({ ...start, fields: { CDNUrl: url } });
const until = (end: string) => ({ ...banOnCdn, fields: { ResumeTime: end } });
const banMany = callOf('ForbidRTCStreams', { streams: ['s1', 's2'] });

/**
 * One round: the answer to the older command is lost, by a reset or by silence, and the opposite command
 * is given while that answer is awaited, or before the repeat. Gives the Action the server carried out last.
 */
async function round(older: PlannedCall, newer: PlannedCall, number: number) {
  const [resets, early] = [number % 2 === 0, number % 4 < 2];
  const { run } = machine();
  let giveNewer = () => {};
  let isGiven = () => {};
  const given = new Promise<void>((resolve) => {
    isGiven = resolve;
  });
  const second = new Promise<void>((resolve) => {
    giveNewer = resolve;
  }).then(() => run(newer, origin, { given: () => isGiven() }));
  const { ms, end } = timeOnCall();
  const carriedOut: string[] = [];
  const origin = await serve((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://host');
    if (carriedOut.push(searchParams.get('Action') ?? '') > 1) {
      done(response, request);
      return;
    }
    if (early) giveNewer();
    const lose = () => (resets ? reset(response, request) : end());
    void (early ? given : Promise.resolve()).then(lose);
  });
  const sleep = async () => {
    giveNewer();
    await second;
  };
  const limits = { timeouts: { connectMs: forever, answerMs: ms } };
  const first = await run(older, origin, { sleep, limits });
  return { first, second: await second, last: carriedOut.at(-1) };
}

describe.each([
  ['a resume after a ban', ban, lift],
  ['a ban after a resume', lift, ban],
  ['a resume after a ban on the CDN, where no Sequence is carried', banOnCdn, liftOnCdn],
  ['a start after a stop of a relay', stop, start],
])('%s whose answer is lost', (_, older, newer) => {
  it('wins 100 of 100 times', async () => {
    const rounds = Array.from({ length: 100 }, (_unused, number) => round(older, newer, number));
    const ends = await Promise.all(rounds);
    const winners = ends.map(({ last }) => last);
    expect(winners).toEqual(Array(100).fill(newer.row.action));
    for (const { first, second } of ends) {
      expect([first.verdict.exitCode, second.verdict.exitCode]).toEqual([9, 0]);
      expect(first.attempts).toBe(2);
      expect(first.error?.message).toMatch(
        /^an earlier attempt went out and may have taken effect; it was not repeated, since a newer command /,
      );
    }
  });
});

/** Runs `older` against a server that loses its first answer; `other` runs before the repeat. */
async function interleaved(
  older: PlannedCall,
  other: PlannedCall,
  { step = reset, isTest = false }: { step?: Step; isTest?: boolean } = {},
) {
  const { run } = machine();
  const { origin, executed } = await scripted(step, done);
  const account = { isTest };
  const sleep = async () => void (await run(other, origin, { account }));
  const { verdict, attempts } = await run(older, origin, { account, sleep });
  return { exit: verdict.exitCode, retryable: verdict.retryable, attempts, executed };
}

describe('the repeat goes out all the same when the newer command is', () => {
  it.each<[string, PlannedCall, PlannedCall]>([
    ['for another stream', ban, { ...lift, streams: ['s2'] }],
    ['for a stream of the same beginning', ban, { ...lift, streams: ['s11'] }],
    ['for another lever of the stream: its relay', ban, stop],
    ['for another lever of the stream: the CDN', ban, liftOnCdn],
    ['for another lever of the stream: RTC', stop, lift],
    ['only a question', ban, callOf('DescribeRTCStreamState')],
    ['of the same intent', stop, callOf('ClearCDNTransferRule')],
    ['the same', ban, ban],
    ['for another relay of the stream', stop, relayTo('rtmp://other.example/live/s1')],
  ])('%s', async (_, older, other) => {
    const { exit, attempts, executed } = await interleaved(older, other);
    expect([exit, attempts, executed.length]).toEqual([0, 2, 3]);
  });
});

describe('the repeat stays out when the newer command is', () => {
  it.each<[string, PlannedCall, PlannedCall]>([
    ['for many streams, this one among them', { ...lift, streams: ['s2'] }, banMany],
    ['for a relay of those it clears', callOf('ClearCDNTransferRule'), start],
    ['for the same relay, with another query', stop, relayTo('RTMP://CDN.example/live/s1?k=2')],
    ['the same until another time', until('2025-02-01T00:00:00Z'), until('2025-02-01T00:01:00Z')],
  ])('%s', async (_, older, other) => {
    const { exit, retryable, attempts, executed } = await interleaved(older, other);
    expect([exit, attempts, executed.length]).toEqual([9, 2, 2]);
    // A script that ran it again would undo the newer command.
    expect(retryable).toBe(false);
  });

  it.each([
    ['with the test prefix', 's1', 'zegotest-1234567890-s1'],
    ['without the test prefix', 'zegotest-1234567890-s1', 's1'],
  ])('for the same stream, spelt %s', async (_, one, other) => {
    const spelt = (call: PlannedCall, id: string) => ({ ...call, streams: [id] });
    const { exit, executed } = await interleaved(spelt(ban, one), spelt(lift, other), {
      isTest: true,
    });
    expect([exit, executed.length]).toEqual([9, 2]);
  });

  it('given after the service had turned the older one away', async () => {
    const { exit, retryable, executed } = await interleaved(ban, lift, { step: tooMany });
    expect(exit).toBe(12);
    expect(retryable).toBe(false);
    expect(executed.map((query) => query.get('Action'))).toEqual([
      'ForbidRTCStream',
      'ResumeRTCStream',
    ]);
  });
});

it('of several streams only those that a newer command decides over are left out', async () => {
  const { run, runAll } = machine();
  const { origin, executed } = await scripted(reset, done);
  const sleep = async () => void (await run({ ...lift, streams: ['s2'] }, origin));
  const results = await runAll(banMany, origin, { sleep });
  const ends = results.map(({ call, verdict }) => [call.streams, verdict.exitCode]);
  expect(ends).toEqual([
    [['s1'], 0],
    [['s2'], 9],
  ]);
  expect(executed.map((query) => query.getAll('StreamId[]'))).toEqual([['s1', 's2'], [], ['s1']]);
});

it('the newer of two commands is repeated although the older one is repeated after it', async () => {
  const { run } = machine();
  const { origin, executed } = await scripted(reset, reset, done);
  let repeatOlder = () => {};
  const later = new Promise<void>((resolve) => {
    repeatOlder = resolve;
  });
  let newer: ReturnType<typeof run> | undefined;
  const older = run(ban, origin, {
    sleep: async () => {
      newer ??= run(lift, origin, { sleep: async () => repeatOlder() });
      await later;
    },
  });
  expect((await older).verdict.exitCode).toBe(9);
  expect((await newer)?.verdict.exitCode).toBe(0);
  expect(executed.map((query) => query.get('Action'))).toEqual([
    'ForbidRTCStream',
    'ResumeRTCStream',
    'ResumeRTCStream',
  ]);
});
