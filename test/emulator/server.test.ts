import { EventEmitter, once } from 'node:events';
import { get as httpGet } from 'node:http';
import { type AddressInfo, connect, createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import type { LogEntry } from '../../src/emulator/log.ts';
import { startEmulator } from '../../src/emulator/server.ts';
import { UsageError } from '../../src/errors.ts';
import { quietPort } from '../ports.ts';
import { stage } from './wire.ts';

describe('HTTP', () => {
  it.each(['/v1', '//', '/index.html?Action=x'])('%s is not found', async (path) => {
    const { get } = await stage();
    expect(await get(path)).toMatchObject({ status: 404, text: 'The API lives at /\n' });
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD'])('%s is not allowed', async (method) => {
    const { get, path } = await stage();
    const answer = await get(path('QueryForbidCDNLiveStream'), { method });
    expect(answer).toMatchObject({ status: 405, headers: { allow: 'GET' } });
  });

  it('a URL of 16 KiB is read, a longer one refused', async () => {
    const { get, log } = await stage();
    const url = `/?AppId=${'1'.repeat(16 * 1024 - 8)}`;
    expect((await get(url)).reply?.Code).toBe(100000001);
    expect(await get(`${url}1`)).toMatchObject({ status: 414 });
    expect(log.at(-1)).toMatchObject({ status: 414, code: null, action: null, query: {} });
  });

  it.each(['%', '%zz', '%ff'])('a query with %s is not UTF-8', async (text) => {
    const { get, path } = await stage();
    expect(await get(`${path('QueryForbidCDNLiveStream')}&Vendor=${text}`)).toMatchObject({
      status: 400,
    });
  });

  it('the Date is of the emulator clock', async () => {
    const { call } = await stage();
    const { headers } = await call('QueryForbidCDNLiveStream');
    expect(headers.date).toBe('Fri, 31 Jan 2025 12:00:00 GMT');
  });
});

describe('Host', () => {
  it.each(['127.0.0.1', 'localhost', 'LOCALHOST'])('%s is its own', async (name) => {
    const { get, path, emulator } = await stage();
    const host = `${name}:${new URL(emulator.url).port}`;
    expect((await get(path('QueryForbidCDNLiveStream'), { host })).reply?.Code).toBe(0);
  });

  it.each([
    'rtc-api.zego.im',
    'evil.example:PORT',
    '127.0.0.1',
    'localhost:1',
    'localhost.evil:PORT',
  ])('%s is not', async (name) => {
    const { get, path, emulator } = await stage();
    const host = name.replace('PORT', new URL(emulator.url).port);
    const { reply } = await get(path('QueryForbidCDNLiveStream'), { host });
    expect(reply?.Code).toBe(100000000);
  });
});

describe('listening', () => {
  it('is on 127.0.0.1 alone', async () => {
    const { emulator } = await stage();
    expect(emulator.url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d*$/);
    const port = Number(new URL(emulator.url).port);
    const others = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4')
      .map(({ address }) => address);
    for (const host of ['127.0.0.2', ...others]) {
      const outcome = await new Promise((resolve) => {
        const socket = connect(port, host, () => resolve('connected'));
        socket.on('error', () => resolve('refused')).on('connect', () => socket.destroy());
      });
      expect(outcome).toBe('refused');
    }
  });

  it('says when the port is in use', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const start = stage({ port });
    await expect(start).rejects.toThrow(UsageError);
    await expect(start).rejects.toMatchObject({
      message: `Cannot listen on port ${port}: it is in use`,
      detail: { zh: `无法监听端口 ${port}：已被占用` },
      hint: { en: expect.stringContaining('--port') },
    });
    await new Promise((resolve) => other.close(resolve));
  });

  it('says when there is no such port', async () => {
    const options = { port: 70000, fail: [], latencyMs: 0, live: [], now: () => 0, log: () => {} };
    await expect(startEmulator(options)).rejects.toThrow(UsageError);
  });
});

describe('latency', () => {
  it('delays the answer', async () => {
    const { call, events } = await slow(2);
    const order: string[] = [];
    // Begun in the same turn of the event loop as the wait, the shorter of two timers ends first.
    events.once('asked', () => setTimeout(() => order.push('timer'), 1));
    await call('QueryForbidCDNLiveStream');
    order.push('answer');
    expect(order).toEqual(['timer', 'answer']);
  });

  /** An emulator that takes an hour to answer; `asked` resolves when a request has come in. */
  async function slow(latencyMs = 3_600_000) {
    const events = new EventEmitter();
    const clock = { started: false, ms: Date.UTC(2025, 0, 31, 12) };
    const now = () => {
      if (clock.started) events.emit('asked');
      return clock.ms;
    };
    const log = ({ message }: LogEntry) => events.emit('logged', message);
    const here = await stage({ latencyMs, now, log });
    clock.started = true;
    return { ...here, events, asked: once(events, 'asked'), logged: once(events, 'logged') };
  }

  it('does not keep close() waiting; the call took effect when it came in', async () => {
    const { call, asked, logged, emulator } = await slow();
    const broken = expect(call('ForbidCDNLiveStream', { StreamId: 's1' })).rejects.toThrow();
    await asked;
    await emulator.close();
    await broken;
    expect(await logged).toEqual([
      'banned until 2025-02-01T12:00:00Z (client left before the answer)',
    ]);
  });

  it('ends when the client leaves', async () => {
    const { path, asked, logged, emulator } = await slow();
    const request = httpGet(`${emulator.url}${path('QueryForbidCDNLiveStream')}`);
    request.on('error', () => {});
    await asked;
    request.destroy();
    expect(await logged).toEqual(['0 banned (client left before the answer)']);
  });
});

describe('close()', () => {
  it('ends connections that are open and idle', async () => {
    const { emulator } = await stage();
    const socket = connect(Number(new URL(emulator.url).port), '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    await accepted(emulator.url);
    const ended = new Promise((resolve) => socket.once('close', resolve));
    await emulator.close();
    await ended;
  });

  it('may be called twice, and frees the port', async () => {
    const port = await quietPort();
    const { emulator } = await stage({ port });
    await Promise.all([emulator.close(), emulator.close()]);
    const again = await stage({ port });
    expect(again.emulator.url).toBe(emulator.url);
  });
});

describe('log', () => {
  const CDNUrl = 'rtmp://me:pw@cdn.example/live/s1?key=topsecret&tok#part';

  it('an entry says when, what, of which streams, and how it ended', async () => {
    const { call, log, path } = await stage();
    const params = { 'StreamId[]': ['a', 'b'], Sequence: '1' };
    await call('ForbidRTCStreams', params);
    expect(log).toEqual([
      {
        time: '2025-01-31T12:00:00.000Z',
        action: 'ForbidRTCStreams',
        streams: ['a', 'b'],
        status: 200,
        code: 0,
        message: 'banned; never heard of: a, b',
        query: {
          Action: 'ForbidRTCStreams',
          AppId: '1234567890',
          SignatureNonce: '4fd24687296dd9f3',
          Timestamp: '1738324800',
          Signature: '***',
          SignatureVersion: '2.0',
          'StreamId[]': ['a', 'b'],
          Sequence: '1',
        },
        durationMs: 0,
      },
    ]);
    expect(path('ForbidRTCStreams', params)).toMatch(/Signature=[\da-f]{32}/);
  });

  it('hides what a CDNUrl carries beside its address', async () => {
    const { code, log } = await stage();
    await code('CreatCDNTransferRule', { StreamId: 's1', Sequence: '1', CDNUrl });
    expect(log[0]?.query.CDNUrl).toBe('rtmp://***@cdn.example/live/s1?key=***&***#***');
  });

  it('hides the tail of a CDNUrl that was not encoded, and a misspelt Signature', async () => {
    const { get, path, log } = await stage();
    const url = path('CreatCDNTransferRule', { StreamId: 's1', signature: 'deadbeef' });
    await get(`${url}&CDNUrl=rtmp://cdn.example/live/s1?a=1&key=topsecret`);
    expect(log[0]?.query).toMatchObject({ key: '***', signature: '***' });
    expect(JSON.stringify(log)).not.toMatch(/topsecret|deadbeef/);
  });

  it('says what was asked as it was asked', async () => {
    const { call, log } = await stage();
    const nasty = 'a\u001b[2J\u009b\u202e\r\n流';
    await call(nasty, { StreamId: nasty, [nasty]: '1', ['__proto__']: 'x' });
    expect(log[0]).toMatchObject({
      action: nasty,
      streams: [nasty],
      message: `Action unknown: ${nasty}`,
      query: { StreamId: nasty, [nasty]: '***' },
    });
    expect(Object.keys(log[0]?.query ?? {})).toContain('__proto__');
  });

  it('holds no Signature, and neither does the reply', async () => {
    const { get, path, log } = await stage();
    const url = path('DescribeRTCStreamState', { StreamId: 's1', Sequence: '1' });
    const [signature] = /(?<=Signature=)\w+/.exec(url) ?? [];
    const { text } = await get(url);
    expect(signature).toHaveLength(32);
    expect(text + JSON.stringify(log)).not.toContain(signature);
  });
});

/** Resolves when the server has accepted every connection made before: it turned a later one away. */
async function accepted(url: string): Promise<void> {
  const { port } = new URL(url);
  await new Promise<void>((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1', () => socket.write('NOT HTTP\r\n\r\n'));
    socket.on('error', reject).on('close', () => resolve());
    socket.resume();
  });
}
