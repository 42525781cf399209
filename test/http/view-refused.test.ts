import type { IncomingMessage, RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { createView } from '../../src/http/view.ts';
import { selfSigned } from './certificate.ts';
import { leads, list, look, lookAt, master, paths, playlist, says, unclear } from './looks.ts';
import {
  accept,
  deserted,
  forever,
  never,
  serve,
  serveSecurely,
  timeOnCall,
  trust,
} from './servers.ts';

describe('redirects', () => {
  const chain: RequestListener = ({ url = '' }, response) => {
    const left = Number(url.slice(1));
    if (left === 0) response.end(playlist);
    else response.writeHead(302, { location: `/${left - 1}` }).end();
  };

  it('are followed five times, and no more', async () => {
    expect(await lookAt(chain, '/5')).toMatchObject(list);
    expect(await lookAt(chain, '/6')).toEqual(unclear('more than 5 redirects'));
  });

  it.each([301, 302, 303, 307, 308])('by HTTP %d take nothing along', async (status) => {
    const seen: IncomingMessage[] = [];
    const edge = await serve((request, response) => {
      seen.push(request);
      response.end(playlist);
    });
    const cookies = { location: `${edge}/b`, 'set-cookie': 'a=b; Path=/' };
    const sight = await lookAt(
      (_, response) => void response.writeHead(status, cookies).end(),
      '/a?token=canary',
    );
    expect(sight).toMatchObject(list);
    expect(seen.map(({ url }) => url)).toEqual(['/b']);
    expect(Object.keys(seen[0]!.headers).sort()).toEqual([
      ...['accept-encoding', 'connection', 'host', 'user-agent'],
    ]);
  });

  it.each(['file:///etc/passwd', 'ftp://host/', 'http://user:pw@127.0.0.1/', 'http://['])(
    'to %s are unclear',
    async (location) => {
      expect(await lookAt(paths({ '/': leads(location) }))).toEqual(unclear(/^a redirect/));
    },
  );

  it('to another host are told, and those of the same host are not', async () => {
    const edge = await serve(paths({ '/list': says(playlist) }));
    const { host } = new URL(edge);
    const answers = paths({
      ...{ '/list': leads(`${edge}/list`), '/gone': leads(`${edge}/gone`), '/own': leads('/none') },
      '/master': says(master('list')),
    });
    expect(await lookAt(answers, '/list')).toMatchObject({ ...list, via: host });
    expect(await lookAt(answers, '/master')).toMatchObject({ ...list, via: host });
    expect(await lookAt(answers, '/gone')).toEqual({ kind: 'gone', status: 404, via: host });
    expect(await lookAt(answers, '/own')).toEqual({ kind: 'gone', status: 404 });
  });

  it('to nowhere are unclear', async () => {
    const sight = await lookAt((_, response) => void response.writeHead(302).end());
    expect(sight).toEqual(unclear(/^a redirect/));
  });
});

describe('what is neither HLS nor FLV is unclear', () => {
  it.each([
    ['a page', '\n<!doctype html>', 'a web page, neither HLS nor HTTP-FLV'],
    ['nothing', '', 'the answer is empty'],
    ['blanks', ' \r\n', 'the answer is empty'],
    ['text', 'not here', 'neither HLS nor HTTP-FLV'],
    ['a broken playlist', '#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:x', 'neither HLS nor HTTP-FLV'],
  ])('%s', async (_, body, words) => {
    expect(await lookAt(paths({ '/': says(body) }))).toEqual(unclear(words));
  });

  it('a body of more than 64 KiB, of which no more is read', async () => {
    let taken = 0;
    const sight = await lookAt((_, response) => {
      const piece = Buffer.from(`#EXTM3U\n${'#x\n'.repeat(4000)}`);
      const more = () => {
        taken += piece.length;
        if (!response.destroyed) response.write(piece, () => setImmediate(more));
      };
      more();
    });
    expect(sight).toEqual(unclear(/^the answer is larger than 64 KiB/));
    // What lies in the buffers of the two sockets.
    expect(taken).toBeLessThan(16_777_216);
  });

  it('a list of 64 KiB is read, one byte more is not', async () => {
    const whole = playlist.padEnd(65_536, '\n');
    expect(await lookAt(paths({ '/': says(whole) }))).toMatchObject(list);
    expect(await lookAt(paths({ '/': says(`${whole}\n`) }))).toEqual(unclear(/larger than/));
  });

  it('what is compressed, which is not unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(10_000_000));
    const sight = await lookAt((request, response) => {
      expect(request.headers['accept-encoding']).toBe('identity');
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    });
    expect(sight).toEqual(unclear('the answer is compressed, unasked'));
  });
});

describe('a failure is unclear', () => {
  it('nobody listens', async () => {
    const address = await deserted();
    expect(await look(`http://${address}/`)).toEqual(
      unclear(`cannot reach ${address} (ECONNREFUSED)`),
    );
  });

  it('no such host', async () => {
    expect(await look('http://host.invalid/')).toEqual(unclear(/^cannot reach host\.invalid \(E/));
  });

  it.each([
    ['before it answers', ''],
    ['in the head', 'HTTP/1.1 200 OK\r\n'],
    ['in the body', `HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n${playlist}`],
  ])('the connection ends %s', async (_, words) => {
    const address = await accept((socket) => void socket.once('data', () => socket.end(words)));
    expect(await look(`http://${address}/`)).toEqual(unclear(/gave no whole answer/));
  });

  it('a body that comes a byte at a time takes no longer than the look', async () => {
    const time = timeOnCall();
    const origin = await serve((_, response) => {
      let at = 0;
      const drip = () => {
        if (at === 20) time.end();
        if (!response.destroyed)
          response.write(playlist[at++ % playlist.length], () => setImmediate(drip));
      };
      drip();
    });
    expect(await look(origin, time.ms)).toEqual(unclear(/gave no whole answer \(ETIMEDOUT\)/));
  });

  it('a certificate that nobody vouches for', async () => {
    const pair = selfSigned();
    const origin = await serveSecurely(pair, (_, response) => void response.end(playlist));
    expect(await look(origin)).toEqual(unclear(/^no trusted TLS connection to localhost:/));
    trust(pair.cert);
    expect(await look(origin)).toMatchObject(list);
  });

  it('a malformed proxy', async () => {
    const limits = { timeoutMs: forever, signal: never };
    const sight = await createView({ HTTPS_PROXY: 'ftp://x' })(
      new URL('https://host.invalid/'),
      limits,
    );
    expect(sight).toMatchObject({
      detail: { en: expect.stringMatching(/^HTTPS_PROXY: expected/) },
    });
  });
});

it('ends with the reason of the signal', async () => {
  const end = new AbortController();
  const origin = await serve(() => end.abort('SIGINT'));
  await expect(look(origin, forever, end.signal)).rejects.toBe('SIGINT');
  await expect(look(origin, forever, AbortSignal.abort('SIGTERM'))).rejects.toBe('SIGTERM');
});
