import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { selfSigned } from './certificate.ts';
import { ask, failure, SIGNATURE, serve, serveSecurely, trust } from './servers.ts';

const date = 'Fri, 31 Jan 2025 12:00:00 GMT';
const MiB = 1_048_576;

describe('a request', () => {
  it('is one GET with the query unchanged, that asks for no compression', async () => {
    const seen: IncomingMessage[] = [];
    const origin = await serve((request, response) => {
      seen.push(request);
      response.end();
    });
    await ask(origin);
    expect(seen).toHaveLength(1);
    const [{ method, url, headers } = seen[0]!] = seen;
    expect(method).toBe('GET');
    expect(url).toBe(`/?Action=ForbidRTCStream&StreamId=canary1stream&Signature=${SIGNATURE}`);
    expect(headers.host).toBe(new URL(origin).host);
    expect(headers['accept-encoding']).toBe('identity');
    expect(headers['user-agent']).toMatch(/^zego-cli\/\d/);
  });

  it.each([408, 413, 429, 500, 502, 503, 504])('is not repeated after HTTP %d', async (status) => {
    let count = 0;
    const origin = await serve((_, response) => {
      count += 1;
      response.writeHead(status, { 'retry-after': '0' }).end('no');
    });
    expect(await ask(origin)).toMatchObject({ status, body: 'no' });
    expect(count).toBe(1);
  });

  it.each([301, 302, 303, 307, 308])('follows no redirect (HTTP %d)', async (status) => {
    let elsewhere = 0;
    const other = await serve((_, response) => {
      elsewhere += 1;
      response.end();
    });
    let here = 0;
    const origin = await serve((_, response) => {
      here += 1;
      response.writeHead(status, { location: here === 1 ? `${other}/?x` : '/' }).end();
    });
    expect((await ask(origin)).status).toBe(status);
    expect([here, elsewhere]).toEqual([1, 0]);
  });
});

describe('an answer', () => {
  const answering = (respond: (response: ServerResponse) => void) =>
    serve((_, response) => respond(response));

  it.each([200, 201, 403, 404, 500])(
    'comes with its status (%d), date and body',
    async (status) => {
      const origin = await answering((r) => r.writeHead(status, { date }).end('{"Code":0}'));
      expect(await ask(origin)).toMatchObject({ status, date, body: '{"Code":0}' });
    },
  );

  it('is not waited for where the server changes the protocol instead', async () => {
    const upgraded =
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n';
    const origin = await answering((response) => response.socket?.write(upgraded));
    expect(await failure(origin)).toMatchObject({
      kind: 'outcome-unknown',
      message: 'the request went out, the answer was lost (the connection broke)',
    });
  });

  it('may lack the date and the body', async () => {
    const origin = await answering((response) => {
      response.sendDate = false;
      response.end();
    });
    expect(await ask(origin)).toMatchObject({ status: 200, date: null, body: '' });
  });

  it('may come in pieces that cut a character in two', async () => {
    const bytes = Buffer.from('{"Message":"直播🎥"}');
    const origin = await answering((response) => {
      const pieces = [...bytes].map((byte) => Buffer.of(byte));
      const next = () => {
        const piece = pieces.shift();
        if (piece) response.write(piece, () => next());
        else response.end();
      };
      next();
    });
    expect((await ask(origin)).body).toBe('{"Message":"直播🎥"}');
  });

  it('of 1 MiB is read to its end', async () => {
    const origin = await answering((response) => response.end('x'.repeat(MiB)));
    expect((await ask(origin)).body).toHaveLength(MiB);
  });

  it('larger than that is left', async () => {
    const origin = await answering((response) => response.end('x'.repeat(MiB + 1)));
    expect(await failure(origin)).toMatchObject({
      kind: 'outcome-unknown',
      message: 'the answer is larger than 1 MiB',
    });
  });

  it('without an end is left as well, and the connection closed', async () => {
    let closed: Promise<unknown> | undefined;
    const origin = await answering((response) => {
      closed = once(response, 'close');
      const flood = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
        if (!response.destroyed) response.once('drain', flood);
      };
      flood();
    });
    expect((await failure(origin)).message).toContain('larger than 1 MiB');
    await closed;
  });

  const hint = 'HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n';
  const sent = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}';

  it('may be put off by a few hints', async () => {
    const origin = await answering(({ socket }) => void socket?.end(hint.repeat(16) + sent));
    expect((await ask(origin)).body).toBe('{}');
  });

  it.each([hint, 'HTTP/1.1 100 Continue\r\n\r\n'])(
    'with too many 1xx responses before it is left: %j',
    async (information) => {
      const origin = await answering(
        ({ socket }) => void socket?.end(information.repeat(17) + sent),
      );
      expect(await failure(origin)).toMatchObject({
        kind: 'outcome-unknown',
        message: 'too many 1xx responses before the answer',
      });
    },
  );

  it('in pieces of a byte is left before they are a million', async () => {
    const origin = await answering(({ socket }) => {
      socket?.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
      socket?.end(`${'1\r\nx\r\n'.repeat(MiB - 1)}0\r\n\r\n`);
    });
    expect(await failure(origin)).toMatchObject({
      kind: 'outcome-unknown',
      message: 'the answer comes in too many pieces',
    });
  });

  it.each(['gzip', 'br', 'deflate', 'zstd'])('compressed (%s) is refused', async (encoding) => {
    const body = gzipSync('{"Code":0}');
    const origin = await answering((response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(body),
    );
    expect(await failure(origin)).toMatchObject({ kind: 'outcome-unknown', exitCode: 9 });
  });

  it('may say that it is not compressed', async () => {
    const origin = await answering((response) =>
      response.writeHead(200, { 'content-encoding': 'identity' }).end('{"Code":0}'),
    );
    expect((await ask(origin)).body).toBe('{"Code":0}');
  });

  it('comes over TLS from a server that is trusted', async () => {
    const pair = selfSigned();
    trust(pair.cert);
    const origin = await serveSecurely(pair, (request, response) => {
      if (request.url?.includes('StreamId')) response.end('{"Code":0}');
    });
    expect((await ask(origin)).body).toBe('{"Code":0}');
  });
});
