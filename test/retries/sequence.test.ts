import { describe, expect, it } from '@jest/globals';
import { callOf } from '../core/samples.ts';
import { serve } from '../http/servers.ts';
import { ask, ban, coded, dawn, done, lift, machine, scripted, start, stop } from './machine.ts';

/** A service that accepts a Sequence above that of another machine alone. */
async function taken(another: number) {
  const sequences: number[] = [];
  const origin = await serve((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://host');
    const sequence = Number(searchParams.get('Sequence'));
    sequences.push(sequence);
    (sequence > another ? done : coded(5005))(response, request);
  });
  return { origin, sequences };
}

const gapsOf = (numbers: readonly number[]) =>
  numbers.slice(1).map((each, index) => each - numbers[index]!);

describe('a Sequence that is refused', () => {
  it.each([ban, stop, callOf('ForbidRTCStreams')])(
    'is drawn anew for $row.command, each time further ahead',
    async (call) => {
      const { origin, sequences } = await taken(Number.POSITIVE_INFINITY);
      const { attempts, verdict } = await machine().run(call, origin);
      expect([verdict.exitCode, verdict.retryable, attempts]).toEqual([1, true, 4]);
      expect(gapsOf(sequences)).toEqual([1000, 2000, 4000]);
      expect(verdict.hint).toMatchObject({
        en: expect.stringMatching(/^Wait 10 s and run it again: another machine /),
        zh: expect.stringMatching(/^请等待 10 秒后重试：另一台机器/),
      });
    },
  );

  it('is above that of the other machine in the end', async () => {
    const { origin, sequences } = await taken(dawn + 5_000);
    const { attempts, verdict } = await machine().run(ban, origin);
    expect([verdict.exitCode, attempts]).toEqual([0, sequences.length]);
    expect(sequences.length).toBeGreaterThan(1);
  });

  it.each([lift, start, callOf('ClearCDNTransferRule')])(
    'is not for $row.command, and the words say why',
    async (call) => {
      const { origin, executed } = await scripted(coded(5005));
      const { verdict } = await machine().run(call, origin);
      expect([verdict.exitCode, verdict.retryable, executed.length]).toEqual([1, false, 1]);
      expect(verdict.hint).toMatchObject({
        en: expect.stringMatching(
          /^Another machine sent a higher Sequence for --stream s1 within 10 s: wait 10 s and run it again; or it decided otherwise/,
        ),
        zh: expect.stringMatching(
          /^另一台机器在 10 秒内为 --stream s1 发送了更大的 Sequence：请等待 10 秒后重试/,
        ),
      });
    },
  );

  it('is not for a question, which may be asked again', async () => {
    const { origin, executed } = await scripted(coded(5005));
    const { verdict } = await machine().run(ask, origin);
    expect([verdict.exitCode, verdict.retryable, executed.length]).toEqual([1, true, 1]);
  });

  it('is to be raised where a person chose it', async () => {
    const { origin, executed } = await scripted(coded(5005));
    const { verdict } = await machine().run({ ...ban, sequence: '42' }, origin);
    expect([verdict.exitCode, verdict.retryable, executed.length]).toEqual([1, false, 1]);
    expect(verdict.hint).toMatchObject({
      en: expect.stringMatching(/^Raise --sequence above the last one/),
      zh: expect.stringMatching(/^请使 --sequence 大于上一次/),
    });
  });

  it('is never drawn more than 10 s ahead of the clock', async () => {
    const { run } = machine();
    const { origin, sequences } = await taken(Number.POSITIVE_INFINITY);
    const now = () => dawn;
    for (let times = 0; times < 4; times++) await run(ban, origin, { now });
    expect(Math.max(...sequences)).toBeLessThanOrEqual(dawn + 10_000);
  });

  it('leaves a newer command here to decide', async () => {
    const { run } = machine();
    const { origin, executed } = await scripted(coded(5005), done);
    const sleep = async () => void (await run(lift, origin));
    const { verdict } = await run(ban, origin, { sleep });
    expect([verdict.exitCode, verdict.retryable]).toEqual([12, false]);
    expect(executed.map((query) => query.get('Action'))).toEqual([
      'ForbidRTCStream',
      'ResumeRTCStream',
    ]);
  });
});
