import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import type { Limits } from '../../src/core/types.ts';
import type { Text } from '../../src/values/text.ts';
import { selfSigned } from './certificate.ts';
import {
  accept,
  crowded,
  deserted,
  failure,
  forever,
  serve,
  serveSecurely,
  timeOnCall,
  trust,
} from './servers.ts';

const unsent = { kind: 'network', exitCode: 6 };
const unknown = { kind: 'outcome-unknown', exitCode: 9 };
const head = 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n';

describe('nothing was sent', () => {
  it('when nobody listens', async () => {
    const host = await deserted();
    for (const scheme of ['http', 'https']) {
      expect(await failure(`${scheme}://${host}`)).toMatchObject({
        ...unsent,
        message: `cannot connect to ${host} (ECONNREFUSED); nothing was sent`,
      });
    }
  });

  it('when the name has no address', async () => {
    // Too long for a name, so that no resolver is asked.
    const host = `${'x'.repeat(64)}.invalid`;
    const error = await failure(`https://${host}`);
    expect(error).toMatchObject(unsent);
    expect(error.message).toBe(`cannot resolve ${host} (ENOTFOUND); nothing was sent`);
    expect((error.hint as Text).en).toContain('--endpoint');
  });

  it('when the certificate is not to be trusted', async () => {
    let asked = false;
    const origin = await serveSecurely(selfSigned(), () => {
      asked = true;
    });
    const error = await failure(origin);
    expect(error).toMatchObject(unsent);
    expect(error.message).toContain('no trusted TLS connection');
    expect(error.message).toContain('DEPTH_ZERO_SELF_SIGNED_CERT');
    expect((error.hint as Text).en).toContain('NODE_EXTRA_CA_CERTS');
    expect(asked).toBe(false);
  });

  it('when the certificate is of another host', async () => {
    const pair = selfSigned();
    trust(pair.cert);
    const origin = await serveSecurely(pair, () => {});
    const error = await failure(origin.replace('localhost', '127.0.0.1'));
    expect(error).toMatchObject(unsent);
    expect(error.message).toContain('ERR_TLS_CERT_ALTNAME_INVALID');
  });

  it('when the other side speaks no TLS', async () => {
    const origin = await serve((_, response) => response.end());
    const error = await failure(origin.replace('http:', 'https:'));
    expect(error).toMatchObject({
      ...unsent,
      message: expect.stringMatching(/ does not speak TLS \(ERR_SSL_WRONG_VERSION_NUMBER\)/),
    });
    expect((error.hint as Text).en).toContain('http://');
    expect((error.hint as Text).zh).toContain('http://');
  });

  it('when the connection is reset before TLS is up', async () => {
    const host = await accept((socket) => socket.once('data', () => socket.resetAndDestroy()));
    const error = await failure(`https://${host}`);
    expect(error).toMatchObject(unsent);
    expect(error.message).toContain('no trusted TLS connection');
  });
});

describe('the outcome is unknown', () => {
  it.each<[string, Parameters<typeof accept>[0]]>([
    [
      'it is reset after the request',
      (socket) => socket.on('data', () => socket.resetAndDestroy()),
    ],
    ['it ends without an answer', (socket) => socket.on('data', () => socket.end())],
    ['the answer is cut short', (socket) => socket.on('data', () => socket.end(`${head}{"Code`))],
    [
      'the answer is reset halfway',
      (socket) => socket.on('data', () => socket.write(head, () => socket.resetAndDestroy())),
    ],
    ['the answer is no HTTP', (socket) => socket.on('data', () => socket.end('hello\r\n\r\n'))],
    [
      'the answer repeats the request',
      (socket) => socket.on('data', (data) => socket.end(data.toString())),
    ],
  ])('when %s', async (_, connected) => {
    const error = await failure(`http://${await accept(connected)}`);
    expect(error).toMatchObject(unknown);
    expect(error.message).toMatch(/^the request went out, the answer was lost \([\w ]+\)$/);
  });
});

describe('over TLS that is up', () => {
  it.each<[string, Parameters<typeof serveSecurely>[1]]>([
    ['a reset', (request) => request.socket.destroy()],
    ['silence', () => {}],
  ])('%s leaves the outcome unknown', async (_, listener) => {
    const pair = selfSigned();
    trust(pair.cert);
    const origin = await serveSecurely(pair, listener);
    const timeouts = { connectMs: forever, answerMs: 150 };
    expect(await failure(origin, { timeouts })).toMatchObject(unknown);
  });
});

describe.each<[string, (ms: number) => Partial<Limits>, string?]>([
  ['of the attempt', (ms) => ({ timeouts: { connectMs: ms, answerMs: ms } })],
  // So soon that the network cannot be blamed.
  ['of the command', (ms) => ({ deadline: AbortSignal.timeout(ms) }), 'no time was left to reach'],
])('the time %s runs out', (_, limits, hurried) => {
  it('while connecting', async () => {
    const host = await crowded();
    expect(await failure(`http://${host}`, limits(150))).toMatchObject({
      ...unsent,
      message: expect.stringMatching(
        `^${hurried ?? 'cannot connect to'} ${host} \\(nothing within \\d+ ms\\); nothing was sent$`,
      ),
    });
  });

  it('while TLS is set up', async () => {
    const { ms, end } = timeOnCall();
    const host = await accept((socket) => socket.once('data', end));
    expect(await failure(`https://${host}`, limits(ms))).toMatchObject({
      ...unsent,
      message: expect.stringMatching(
        `^${hurried ?? 'no trusted TLS connection to'} ${host} \\(nothing within \\d+ ms\\); nothing was sent$`,
      ),
    });
  });

  it('before the answer begins', async () => {
    const { ms, end } = timeOnCall();
    const origin = await serve(end);
    expect(await failure(origin, limits(ms))).toMatchObject({
      ...unknown,
      message: expect.stringMatching(
        /^the request went out, the answer was lost \(nothing within \d+ ms\)$/,
      ),
    });
  });

  it('before the answer ends', async () => {
    const { ms, end } = timeOnCall();
    const origin = await serve((_, response) =>
      response.write('{"Code":', () => setImmediate(end)),
    );
    expect(await failure(origin, limits(ms))).toMatchObject(unknown);
  });
});

describe('an interruption', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ])('by %s before anything is sent', async (signal, exitCode) => {
    let asked = false;
    const origin = await serve(() => {
      asked = true;
    });
    const interrupted = AbortSignal.abort(signal);
    expect(await failure(origin, { interrupted })).toMatchObject({
      kind: 'interrupted',
      exitCode,
      message: 'interrupted: the request had not gone out',
    });
    expect(asked).toBe(false);
  });

  it('while TLS is set up', async () => {
    const interruption = new AbortController();
    const host = await accept((socket) => socket.once('data', () => interruption.abort('SIGINT')));
    const { message } = await failure(`https://${host}`, { interrupted: interruption.signal });
    expect(message).toBe('interrupted: the request had not gone out');
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ])('by %s after the request, which ends the connection', async (signal, exitCode) => {
    const interruption = new AbortController();
    let closed: Promise<unknown> | undefined;
    const origin = await serve((_, response) => {
      closed = once(response, 'close');
      interruption.abort(signal);
    });
    expect(await failure(origin, { interrupted: interruption.signal })).toMatchObject({
      kind: 'interrupted',
      exitCode,
      message: 'interrupted: the request had gone out and may have taken effect',
    });
    await closed;
  });

  it('halfway through the answer', async () => {
    const interruption = new AbortController();
    const origin = await serve((_, response) => {
      response.write('{"Code":', () => interruption.abort('SIGINT'));
    });
    const { message } = await failure(origin, { interrupted: interruption.signal });
    expect(message).toContain('may have taken effect');
  });
});
