import { describe, expect, it } from '@jest/globals';
import { callOf } from '../core/samples.ts';
import { serve } from '../http/servers.ts';
import {
  ban,
  coded,
  done,
  lift,
  machine,
  mostPauses,
  outOfTime,
  reset,
  scripted,
  start,
  stop,
  tooMany,
} from './machine.ts';

const many = (step: typeof done, times: number) => Array<typeof done>(times).fill(step);
const chance = (digits: string) => (bytes: number) =>
  bytes === 4 ? digits : '0'.repeat(2 * bytes);

describe('a call that is refused for its rate', () => {
  it.each([
    ['HTTP 429', tooMany],
    ['a return code', coded(30002)],
  ])('is repeated until it is let through: %s', async (_, refusal) => {
    const { origin, executed } = await scripted(...many(refusal, 5), done);
    const { attempts, verdict } = await machine().run(start, origin);
    expect([verdict.exitCode, attempts, executed.length]).toEqual([0, 6, 6]);
  });

  it('waits past the second that the service counts, at random, and a little longer each time', async () => {
    const waits = async (digits: string) => {
      const { origin } = await scripted(tooMany);
      const { deadline, sleep, slept } = outOfTime(6);
      const limits = { deadline };
      await machine().run(ban, origin, { limits, sleep, randomHex: chance(digits) });
      return slept;
    };
    expect(await waits('00000000')).toEqual(Array(6).fill(1000));
    expect(await waits('ffffffff')).toEqual([1400, 1800, 2200, 2600, 2600, 2600]);
  });

  it.each([
    ['HTTP 429', tooMany],
    ['a return code', coded(5007)],
  ])('is not done when the time runs out, and the words say so: %s', async (_, refusal) => {
    const { origin } = await scripted(refusal);
    const { verdict, attempts } = await machine().run(stop, origin);
    expect([verdict.exitCode, verdict.retryable, attempts]).toEqual([5, true, mostPauses]);
    expect(verdict.hint).toMatchObject({
      en: expect.stringMatching(/^Not done; .* when --timeout ran out \(attempts: 7\)\. /),
      zh: expect.stringMatching(/^未执行：直到 --timeout 用尽，.*（尝试次数：7）。/),
    });
  });

  it('leaves three attempts for what else may happen', async () => {
    const { origin } = await scripted(tooMany, reset, tooMany, reset, tooMany, reset);
    const { attempts, error, verdict } = await machine().run(stop, origin);
    expect([verdict.exitCode, attempts]).toEqual([9, 6]);
    expect(error?.message).toContain('(3 attempts went out)');
    expect(error?.detail).toHaveProperty('zh', expect.stringContaining('已发出 3 次'));
  });

  it('and interrupted in a pause had gone out', async () => {
    const { origin } = await scripted(tooMany);
    const interruption = new AbortController();
    const { error, verdict } = await machine().run(stop, origin, {
      limits: { interrupted: interruption.signal },
      sleep: async (_, signal) => {
        interruption.abort('SIGINT');
        signal.throwIfAborted();
      },
    });
    expect(verdict.exitCode).toBe(130);
    expect(error?.detail).toEqual({
      en: 'interrupted: the request had gone out and was refused; nothing took effect',
      zh: '已中断：请求已发出但被拒绝，未产生任何影响',
    });
  });

  it('gives way to a newer command, which decides', async () => {
    const { run } = machine();
    const { origin } = await scripted(coded(30002), done);
    const sleep = async () => void (await run(lift, origin));
    const { verdict } = await run(ban, origin, { sleep });
    expect([verdict.exitCode, verdict.retryable]).toEqual([12, false]);
    expect(verdict.hint).toMatchObject({
      en: expect.stringMatching(/^The newer command decides/),
      zh: expect.stringMatching(/^以较新的命令为准/),
    });
  });
});

describe('after a lost answer', () => {
  it.each([
    [stop, 'Running it again does no harm.', '重新执行不会有副作用。'],
    [ban, 'Running it again does no harm.', '重新执行不会有副作用。'],
    [start, 'Running it again may start a second relay.', '重新执行可能会再启动一个转推。'],
  ])('$row.command says whether running it again is safe', async (call, en, zh) => {
    const { origin } = await scripted(reset);
    const { verdict } = await machine().run(call, origin);
    expect(verdict.hint).toMatchObject({
      en: expect.stringContaining(en),
      zh: expect.stringContaining(zh),
    });
  });

  it('transfer clear has no way to see whether it took effect, and says so', async () => {
    const { origin } = await scripted(reset);
    const { verdict } = await machine().run(callOf('ClearCDNTransferRule'), origin);
    expect(verdict.hint).toMatchObject({
      en: expect.stringContaining('what was cleared cannot be seen'),
      zh: expect.stringContaining('无法得知清除了哪些任务'),
    });
  });

  it.each([
    [start, stop],
    [ban, lift],
  ])(
    'that hung until the time was over, $row.command says that a newer command decides',
    async (older, newer) => {
      const { run } = machine();
      const over = new AbortController();
      let last: Promise<unknown> | undefined;
      const origin = await serve((request, response) => {
        if (last) return done(response, request);
        const given = () => over.abort(new DOMException('over', 'TimeoutError'));
        last = run(newer, origin, { given });
      });
      const { verdict, error } = await run(older, origin, { limits: { deadline: over.signal } });
      expect([verdict.exitCode, verdict.retryable]).toEqual([9, false]);
      expect(error?.message).toContain('the answer was lost');
      expect(verdict.hint).toMatchObject({
        en: expect.stringMatching(/^The newer command decides/),
        zh: expect.stringMatching(/^以较新的命令为准/),
      });
      await last;
    },
  );
});
