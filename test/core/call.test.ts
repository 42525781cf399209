import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { sign } from '../../src/core/sign.ts';
import { InterruptedError, NetworkError, OutcomeUnknownError } from '../../src/errors.ts';
import { account, call, callOf, deps, silent } from './samples.ts';

const stop = callOf('DeleteCDNTransferRule');
const start = callOf('CreatCDNTransferRule');
const status = callOf('DescribeRTCStreamState');

const html = '<html>Bad Gateway</html>';

describe('a call', () => {
  it('goes out signed, with the time and a nonce of this attempt', async () => {
    const { given, sent } = deps();
    const result = await call(stop, given);
    expect(Object.fromEntries(sent[0]!.searchParams)).toEqual({
      Action: 'DeleteCDNTransferRule',
      StreamId: 's1',
      CDNUrl: 'rtmp://cdn.example/live/s1',
      Sequence: '1700000000500',
      AppId: '1234567890',
      SignatureNonce: '0000000000000001',
      Timestamp: '1700000000',
      Signature: sign({ ...account, nonce: '0000000000000001', timestamp: 1_700_000_000 }),
      SignatureVersion: '2.0',
    });
    expect(sent[0]!.origin).toBe('https://rtc-api.zego.im');
    expect(result).toMatchObject({ error: null, sequence: '1700000000500', attempts: 1 });
    expect(result.reply).toMatchObject({ code: 0 });
  });

  it('is stamped anew every time', async () => {
    const { given, clock, sent } = deps();
    await call(stop, given);
    clock.ms += 3000;
    await call(stop, given);
    const [first, second] = sent.map(({ searchParams }) => searchParams);
    for (const name of ['SignatureNonce', 'Timestamp', 'Signature', 'Sequence']) {
      expect([name, second!.get(name)]).not.toEqual([name, first!.get(name)]);
    }
  });

  it('takes the Sequence a person chose', async () => {
    const { given, sent } = deps();
    const result = await call({ ...stop, sequence: '42' }, given);
    expect(sent[0]!.searchParams.get('Sequence')).toBe('42');
    expect(result.sequence).toBe('42');
  });

  it('carries no Sequence where the Action has none', async () => {
    const { given, sent } = deps();
    const result = await call(callOf('ResumeCDNLiveStream'), given);
    expect(sent[0]!.searchParams.has('Sequence')).toBe(false);
    expect(result.sequence).toBeNull();
  });

  it('tells its observer of the request before it goes out, and of the answer', async () => {
    const { given, sent } = deps({ body: '{"Code":5003}' });
    const seen: unknown[] = [];
    const observer = {
      ...silent,
      sending: () => void seen.push(['sending', sent.length]),
      answered: ({ body }: { body: string }) => void seen.push(['answered', body]),
    };
    await call(stop, { ...given, observer });
    expect(seen).toEqual([
      ['sending', 0],
      ['answered', '{"Code":5003}'],
    ]);
  });
});

describe('a body of the documented shape counts', () => {
  it.each([200, 201, 400, 403, 429, 500, 503])('with HTTP %d', async (code) => {
    const { given } = deps({ status: code, body: '{"Code":5003,"Message":"no"}' });
    const { reply, error } = await call(stop, given);
    expect(error).toBeNull();
    expect(reply).toMatchObject({ code: 5003, message: 'no' });
  });
});

describe('an answer without a reply', () => {
  const outcome = async (answer: { status?: number; body?: string }, planned = stop) => {
    const { error, reply } = await call(planned, deps(answer).given);
    expect(reply).toBeNull();
    return error;
  };

  it.each([301, 302, 303, 307, 308, 304])(
    'HTTP %d is not believed, whatever it says',
    async (code) => {
      const error = await outcome({ status: code, body: '{"Code":0}' });
      expect(error).toBeInstanceOf(OutcomeUnknownError);
      expect(error?.message).toContain(`redirect (HTTP ${code})`);
    },
  );

  it('HTTP 429 is a matter of rate, and names the rates of the Action', async () => {
    const error = await outcome({ status: 429, body: '' });
    expect(error).toMatchObject({ kind: 'rate-limit', exitCode: 5 });
    expect((error!.hint as { en: string }).en).toContain(
      'DeleteCDNTransferRule takes 10 calls a second per AppId (test: 5)',
    );
  });

  it.each([
    [500, html, 'HTTP 500 and a web page'],
    [503, 'busy', 'HTTP 503 and not JSON'],
    [502, '', 'HTTP 502 and an empty body'],
    [403, '{}', 'HTTP 403 and no whole number as Code'],
    [200, html, 'the answer is unreadable: a web page'],
    [200, '', 'the answer is unreadable: an empty body'],
  ])('HTTP %d with %j leaves the outcome unknown', async (code, body, why) => {
    const error = await outcome({ status: code, body });
    expect(error).toMatchObject({ kind: 'outcome-unknown', exitCode: 9 });
    expect(error?.message).toContain(why);
  });

  it.each([400, 404, 500, 503])('HTTP %d did not do what it was told', async (code) => {
    const error = await outcome({ status: code, body: '{"Code":0,"Message":"ok"}' });
    expect(error).toMatchObject({ kind: 'outcome-unknown', lost: code >= 500 });
    expect(error?.message).toContain(`the answer is unreadable: HTTP ${code} and Code 0`);
  });

  it.each([
    ['RTMPDispatchV2', [null, [], {}, 5, 'abc', true, [5], ['rtmp://a', null]]],
    ['QueryForbidCDNLiveStream', [[5], 5, 'abc', { Ali: {} }, { Ws: 5 }, { Ws: { Detail: [] } }]],
  ])('%s answered without its list', async (action, all) => {
    for (const data of all) {
      const body = JSON.stringify({ Code: 0, Message: 'ok', Data: data });
      const error = await outcome({ body }, callOf(action));
      expect(error).toMatchObject({ kind: 'outcome-unknown', exitCode: 9, lost: false });
      expect(error?.message).toBe('the answer is unreadable: no list in Data');
    }
  });

  it('says how to find out, and that it may have taken effect', async () => {
    const error = await outcome({ body: html }, start);
    expect(error?.message).toMatch(/; it may have taken effect \(1 attempt went out\)$/);
    expect(error?.hint).toBe(start.row.check);
  });

  it('of a call that only reads changed nothing', async () => {
    const error = await outcome({ body: html }, status);
    expect(error?.message).not.toContain('effect');
    expect(error?.hint).toBe(status.row.check);
  });
});

describe('a request that fails', () => {
  it.each([
    new NetworkError('dns', 'cannot resolve', 'look at the network'),
    new InterruptedError('SIGINT', { sent: false }),
    new OutcomeUnknownError('lost', 'ask the CDN'),
  ])('gives back its own error: $name', async (error) => {
    const { given } = deps();
    const send = () => Promise.reject(error);
    const result = await call(stop, { ...given, send });
    expect(result).toMatchObject({ reply: null, sequence: null });
    expect(result.error).toBe(error);
  });

  it('lets a fault of the program through', async () => {
    const { given } = deps();
    const send = () => Promise.reject(new TypeError('a fault'));
    await expect(call(stop, { ...given, send })).rejects.toThrow('a fault');
  });

  it('never holds the secret or a signature', async () => {
    const { given, sent } = deps({ body: html });
    const { error } = await call(stop, given);
    const everything = `${inspect(error, { depth: 9 })}${error?.stack}${JSON.stringify(error)}`;
    expect(everything).not.toContain(sent[0]!.searchParams.get('Signature'));
    expect(everything).not.toContain(account.secret);
  });
});
