import { describe, expect, it } from '@jest/globals';
import { actions } from '../../src/actions/index.ts';
import { factsOf, judge } from '../../src/core/verdict.ts';
import {
  InterruptedError,
  NetworkError,
  OutcomeUnknownError,
  RateLimitError,
} from '../../src/errors.ts';
import { account, callOf, failed, replied, testAccount } from './samples.ts';

const exit = async (action: string, code: number) =>
  (await judge(replied(callOf(action), { code }), account)).exitCode;

describe('the exit code', () => {
  it.each([
    ['DeleteCDNTransferRule', 5003],
    ['ForbidCDNLiveStream', 3],
    ['ForbidRTCStream', 40005],
    ['ForbidRTCStream', 3002],
    ['ForbidRTCStreams', 30005],
    ['DescribeRTCStreamState', 100000004],
    ['RTMPDispatchV2', 100000005],
    ['RTMPDispatchV2', 100000010],
  ])('4 for authentication: %s %d', async (action, code) => {
    expect(await exit(action, code)).toBe(4);
  });

  it.each([
    ['DeleteCDNTransferRule', 5007],
    ['ClearCDNTransferRule', 30002],
    ['RTMPDispatchV2', 1010],
  ])('5 for the rate: %s %d', async (action, code) => {
    expect(await exit(action, code)).toBe(5);
  });

  it.each([
    ['DeleteCDNTransferRule', 5004],
    ['ForbidCDNLiveStream', 1],
    ['ForbidRTCStreams', 42003],
    ['RTMPDispatchV2', 30010],
    // 41006 answers DescribeRTCStreamState alone.
    ['ForbidRTCStream', 41006],
    ['ForbidRTCStream', 999999],
    ['ForbidRTCStream', -1],
  ])('1 for any other refusal: %s %d', async (action, code) => {
    expect(await exit(action, code)).toBe(1);
  });

  it.each([
    ['DeleteCDNTransferRule', 5000, 9],
    ['CreatCDNTransferRule', 5000, 9],
    ['DescribeRTCStreamState', 30003, 1],
  ])('a fault of the service says not how far it got: %s %d %d', async (action, code, wanted) => {
    expect(await exit(action, code)).toBe(wanted);
  });

  it.each([
    ['DeleteCDNTransferRule', 5003, 'Authentication failed'],
    ['DeleteCDNTransferRule', 5004, 'The CDN address'],
    ['DeleteCDNTransferRule', 5007, 'The calls come too fast'],
    ['DeleteCDNTransferRule', 5000, 'ZEGO had an internal fault'],
    ['ForbidRTCStreams', 42003, 'The batch of streams'],
  ])('after an attempt was lost %s %d is 9, with its meaning', async (action, code, meaning) => {
    const call = callOf(action);
    const error = new OutcomeUnknownError('an earlier attempt');
    const verdict = await judge({ ...replied(call, { code }), error }, account);
    expect(verdict).toMatchObject({ ok: false, exitCode: 9 });
    expect(verdict.meaning?.en).toContain(meaning);
    expect(verdict.hint).toHaveProperty(
      'en',
      expect.stringContaining(call.row.check.en.slice(0, 20)),
    );
  });

  it('9 for code 0 whose order is unproven', async () => {
    const error = new OutcomeUnknownError('order unproven');
    const verdict = await judge({ ...replied(callOf('ForbidRTCStream')), error }, account);
    expect(verdict).toMatchObject({ ok: false, exitCode: 9, meaning: null });
  });

  it('that of the answer, where a later attempt never came so far', async () => {
    const error = new NetworkError('connect', 'refused');
    const result = { ...replied(callOf('DeleteCDNTransferRule'), { code: 5007 }), error };
    expect((await judge(result, account)).exitCode).toBe(5);
  });

  it.each(actions.map(({ action }) => action))('0 for code 0 of %s', async (action) => {
    const verdict = await judge(replied(callOf(action)), account);
    expect(verdict).toMatchObject({ ok: true, exitCode: 0, hint: null, retryable: false });
    expect(verdict.meaning?.en).not.toMatch(/[{}]/);
  });
});

describe('the answers of stream status', () => {
  it('41006: not live, and the call succeeded', async () => {
    const verdict = await judge(
      replied(callOf('DescribeRTCStreamState'), { code: 41006 }),
      account,
    );
    expect(verdict).toMatchObject({ ok: true, exitCode: 8, retryable: false });
  });

  it('41004: not live, and it may be a wrong id', async () => {
    const verdict = await judge(
      replied(callOf('DescribeRTCStreamState'), { code: 41004 }),
      account,
    );
    expect(verdict).toMatchObject({ ok: false, exitCode: 8, retryable: false });
    expect(verdict.hint).not.toBeNull();
  });
});

describe('the words', () => {
  it('name where the credentials came from', async () => {
    const { hint } = await judge(replied(callOf('DeleteCDNTransferRule'), { code: 5003 }), account);
    for (const words of Object.values(hint as object)) {
      expect(words).toContain('ZEGO_SERVER_SECRET');
      expect(words).toContain('1234567890');
      expect(words).toContain('--app-id');
    }
  });

  it('of a code that nobody published ask for the RequestId', async () => {
    const verdict = await judge(replied(callOf('ForbidRTCStream'), { code: 777 }), account);
    expect(verdict.meaning?.en).toContain('not published');
    expect((verdict.hint as { en: string }).en).toContain('4741109603321226039');
    expect(verdict.retryable).toBe(false);
  });

  it('of an error are filled in as well, plain ones are left as they are', async () => {
    const call = callOf('DescribeRTCStreamState');
    const text = { en: 'try {streamArg}', zh: '{streamArg}' };
    const filled = await judge(
      failed(call, new OutcomeUnknownError('lost', text, { lost: true })),
      account,
    );
    expect(filled.hint).toEqual({ en: 'try --stream s1', zh: '--stream s1' });
    const plain = await judge(failed(call, new NetworkError('dns', 'no', '{as is}')), account);
    expect(plain).toMatchObject({ hint: '{as is}', meaning: null, exitCode: 6 });
  });
});

describe('a clock that is off', () => {
  const hint = async (serverAheadMs: number | null) => {
    const result = replied(callOf('DescribeRTCStreamState'), { code: 100000004 });
    return (await judge({ ...result, serverAheadMs }, account)).hint as { en: string; zh: string };
  };

  it.each([
    [754_321, '12 min 34 s behind', '慢 12 分 34 秒'],
    [-3_600_000, '60 min 0 s ahead of', '快 60 分 0 秒'],
  ])('by %d ms is told from the Date of the answer', async (ms, en, zh) => {
    expect((await hint(ms)).en).toContain(`This machine's clock is ${en} the server's. Set`);
    expect((await hint(ms)).zh).toContain(zh);
  });

  it('is only to be set where the answer has no Date', async () => {
    expect((await hint(null)).en).toMatch(/^Set this machine's clock/);
  });
});

describe('the facts', () => {
  it.each([
    ['s1', '--stream s1'],
    ['-s1', '--stream=-s1'],
    ["it's", "--stream 'it'\\''s'"],
    ['-a b', "--stream='-a b'"],
  ])('the option of %s', (id, option) => {
    const call = callOf('ForbidRTCStream', { streams: [id] });
    expect(factsOf(call, account).streamArg).toBe(option);
  });

  it('several ids have no option of their own', () => {
    const call = callOf('ForbidRTCStreams', { streams: ['a', 'b'] });
    expect(factsOf(call, account)).toMatchObject({ streamArg: '--stream ID', stream: 'a, b' });
  });

  it('the rate is that of the environment', () => {
    expect(factsOf(callOf('ForbidRTCStream'), account).rate).toBe('20');
    expect(factsOf(callOf('ForbidRTCStream'), testAccount).rate).toBe('5');
  });

  it('an address hides its keys', () => {
    const call = callOf('CreatCDNTransferRule', { fields: { CDNUrl: 'rtmp://h/a?k=canary1key' } });
    expect(factsOf(call, account).url).toBe('rtmp://h/a?k=***');
  });
});

describe('running it again may help', () => {
  const again = async (action: string, code: number) =>
    (await judge(replied(callOf(action), { code }), account)).retryable;

  it.each([
    ['DeleteCDNTransferRule', 5007, true],
    ['DeleteCDNTransferRule', 5000, true],
    ['ForbidRTCStreams', 42003, true],
    ['CreatCDNTransferRule', 5007, true],
    // What a fault began, a second start might begin again.
    ['CreatCDNTransferRule', 5000, false],
    ['DeleteCDNTransferRule', 5003, false],
    ['DeleteCDNTransferRule', 5004, false],
    ['RTMPDispatchV2', 30011, false],
  ])('%s %d: %p', async (action, code, wanted) => {
    expect(await again(action, code)).toBe(wanted);
  });

  it.each([
    ['DeleteCDNTransferRule', new NetworkError('connect', 'refused'), true],
    ['CreatCDNTransferRule', new NetworkError('connect', 'refused'), true],
    ['CreatCDNTransferRule', new RateLimitError('slowly'), true],
    ['DeleteCDNTransferRule', new OutcomeUnknownError('lost', null, { lost: true }), true],
    ['DescribeRTCStreamState', new OutcomeUnknownError('lost', null, { lost: true }), true],
    ['CreatCDNTransferRule', new OutcomeUnknownError('lost', null, { lost: true }), false],
    ['DeleteCDNTransferRule', new InterruptedError('SIGINT', { sent: false }), true],
    ['DeleteCDNTransferRule', new InterruptedError('SIGINT', { sent: true }), true],
    ['CreatCDNTransferRule', new InterruptedError('SIGINT', { sent: true }), false],
  ])('%s %s: %p', async (action, error, wanted) => {
    const verdict = await judge(failed(callOf(action), error), account);
    expect(verdict).toMatchObject({ ok: false, retryable: wanted, exitCode: error.exitCode });
  });
});

describe('a result in the test environment', () => {
  it.each([
    ['ForbidRTCStream', 0, /^Test environment: RTC ban/, /^测试环境：/],
    ['DescribeRTCStreamState', 41006, /^Test environment: /, /^测试环境：/],
    ['ForbidRTCStream', 42003, /^(?!Test)/, /^(?!测试)/],
  ])('says so, a refusal need not: %s %d', async (action, code, en, zh) => {
    const { meaning } = await judge(replied(callOf(action), { code }), testAccount);
    expect(meaning?.en).toMatch(en);
    expect(meaning?.zh).toMatch(zh);
    const real = await judge(replied(callOf(action), { code }), account);
    expect(real.meaning?.en).not.toContain('Test environment');
  });
});

it('a ban in the test environment is lifted there', async () => {
  const { meaning } = await judge(replied(callOf('ForbidRTCStream')), testAccount);
  expect(meaning?.en).toMatch(/zego stream resume --stream s1 --test$/);
  expect(meaning?.zh).toMatch(/zego stream resume --stream s1 --test$/);
});

describe('30004', () => {
  it.each([
    [account, 'Add --test', '请加上 --test'],
    [testAccount, 'Leave out --test', '请去掉 --test'],
  ])('says which way to go', async (caller, en, zh) => {
    const { hint } = await judge(replied(callOf('ForbidRTCStream'), { code: 30004 }), caller);
    expect(hint).toEqual({ en: expect.stringMatching(en), zh: expect.stringMatching(zh) });
    expect((hint as { en: string }).en.startsWith(en)).toBe(true);
  });
});

describe('hint and retryable agree', () => {
  // A start that may have taken effect is looked at first.
  const again = /^(run|wait).* again|: (run the command again|space out)/i;

  it.each(actions.flatMap((row) => row.codes.map((code) => [row.action, code] as const)))(
    '%s %d',
    async (action, code) => {
      const { hint, retryable } = await judge(replied(callOf(action), { code }), account);
      const { en } = (hint as { en: string } | null) ?? { en: '' };
      expect([en, again.test(en)]).toEqual([en, retryable]);
    },
  );
});
