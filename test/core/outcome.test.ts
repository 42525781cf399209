import { describe, expect, it } from '@jest/globals';
import { sumUp } from '../../src/core/outcome.ts';
import type { CallResult } from '../../src/core/types.ts';
import { InterruptedError, NetworkError, OutcomeUnknownError } from '../../src/errors.ts';
import { account, callOf, failed, replied } from './samples.ts';

const call = callOf('ForbidRTCStreams', { streams: ['a', 'b'] });
const good = replied(call);
const refused = replied(call, { code: 42003 });
const unsigned = replied(call, { code: 100000005 });
const lost = failed(call, new OutcomeUnknownError('lost', null, { lost: true }));
const offline = failed(call, new NetworkError('dns', 'no'));
const stopped = failed(call, new InterruptedError('SIGTERM', { sent: false }));

const read = callOf('DescribeRTCStreamState');

const exit = async (...results: CallResult[]) => (await sumUp('c', results, account, 0)).exitCode;

describe('the exit code of several calls', () => {
  it.each<[string, CallResult[], number]>([
    ['all done', [good, good], 0],
    ['one refused', [good, refused], 7],
    ['the first refused', [refused, good], 7],
    ['all refused alike', [refused, refused], 1],
    ['all without authentication', [unsigned, unsigned], 4],
    ['all failed in different ways', [offline, refused], 7],
    ['one lost', [lost, good], 9],
    ['one lost and one interrupted', [lost, stopped], 9],
    ['one that only reads lost', [replied(read), failed(read, lost.error!)], 7],
    ['interrupted after one was done', [good, stopped], 143],
    ['interrupted after one was refused', [refused, stopped], 143],
    ['interrupted at once', [stopped, stopped], 143],
  ])('%s', async (_, results, code) => {
    expect(await exit(...results)).toBe(code);
  });

  it.each([
    [good, 0],
    [refused, 1],
    [lost, 9],
    [offline, 6],
    [stopped, 143],
    [failed(call, new InterruptedError('SIGINT', { sent: false })), 130],
    [replied(callOf('DescribeRTCStreamState'), { code: 41006 }), 8],
    [replied(callOf('DescribeRTCStreamState'), { code: 41004 }), 8],
  ])('of one call is its own', async (result, code) => {
    expect(await exit(result)).toBe(code);
  });
});

describe('the outcome', () => {
  it('lets the first failure that decides speak, else the first, else the last call', async () => {
    const second = replied(call, { requestId: '2' });
    const speaker = async (...all: CallResult[]) => (await sumUp('c', all, account, 0)).primary;
    expect((await speaker(good, refused, lost)).error?.kind).toBe('outcome-unknown');
    expect((await speaker(good, refused, offline)).reply?.code).toBe(42003);
    expect((await sumUp('c', [good, second], account, 0)).primary.reply?.requestId).toBe('2');
  });

  it('says a note once, however many calls it belongs to', async () => {
    const { notes, ok } = await sumUp('c', [good, good], account, 0);
    expect(notes.map(({ kind }) => kind)).toEqual(['lever', 'spelling', 'check']);
    expect(ok).toBe(true);
  });

  it('needs a call', async () => {
    await expect(sumUp('c', [], account, 0)).rejects.toThrow('without a call');
  });
});
