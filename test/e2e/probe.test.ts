import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { selfSigned } from '../http/certificate.ts';
import { flvHeader, picture, settings } from '../verify/flv.ts';
import { advancing, note, playlist, probe, probeOf, still } from './probes.ts';
import { company, connectProxy, secureServer } from './proxies.ts';
import { type Answering, serve } from './servers.ts';

describe('live, exit 0', () => {
  it('HLS with new segments', async () => {
    const { code, out, err, queries } = await probeOf(advancing);
    expect([code, out, queries.length]).toEqual([0, 'Live: new segments appear.\n', 2]);
    expect(err).toBe('note: This speaks of this address alone, as seen from this machine.\n');
  });

  it('HTTP-FLV that flows', async () => {
    const { code, out } = await probeOf((response) => {
      response.write(Buffer.concat([flvHeader, settings, picture]));
    });
    expect([code, out]).toEqual([0, 'Live: media arrives.\n']);
  });

  it('a master playlist, by its first variant, through five redirects', async () => {
    const asked: string[] = [];
    const { url } = await serve((response, nth, { url: path = '' }) => {
      asked.push(path);
      if (/^\/\d/.test(path)) {
        const left = Number(path[1]) - 1;
        response.writeHead(302, { location: left === 0 ? '/a/s1.m3u8' : `/${left}` }).end();
      } else if (path === '/a/s1.m3u8') {
        response.end(
          '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nv/1.m3u8\n#EXT-X-STREAM-INF:\nv/2.m3u8',
        );
      } else {
        response.end(playlist(nth));
      }
    });
    expect(await probe(`${url}/5`)).toMatchObject({ code: 0, out: 'Live: new segments appear.\n' });
    const each = ['/5', '/4', '/3', '/2', '/1', '/a/s1.m3u8', '/a/v/1.m3u8'];
    expect(asked).toEqual([...each, ...each]);
  });

  it('after looks that failed', async () => {
    const answers: Answering[] = [
      (response) => void response.writeHead(502).end(),
      (response) => void response.end(playlist(1)),
      (response) => void response.destroy(),
      (response) => void response.end(playlist(2)),
    ];
    const { code, queries } = await probeOf((response, nth, request) =>
      answers[nth - 1]?.(response, nth, request),
    );
    expect([code, queries.length]).toEqual([0, 4]);
  });
});

describe('not live now, exit 8', () => {
  it.each([404, 410])('HTTP %d', async (status) => {
    const { code, out, err, queries } = await probeOf((response) => {
      response.writeHead(status).end();
    });
    expect([code, queries.length, err]).toEqual([8, 1, note]);
    expect(out).toBe(`Not live now: the address answers HTTP ${status}.\n`);
  });

  it('a playlist that has ended', async () => {
    const { code, out } = await probeOf((response) => {
      response.end(playlist(1, '#EXT-X-ENDLIST'));
    });
    expect([code, out]).toEqual([8, 'Not live now: the playlist has ended.\n']);
  });

  it('a playlist that stands still for three target durations', async () => {
    const { code, out, err } = await probeOf(still, '--timeout', '1m');
    expect([code, err]).toEqual([8, note]);
    expect(out).toMatch(/^Not live now: the playlist has stood still for \d+ s, three target/);
  });
});

describe('cannot tell, exit 11', () => {
  it.each([401, 403])('HTTP %d, at once', async (status) => {
    const { code, out, err, queries } = await probeOf((response) => {
      response.writeHead(status).end();
    });
    expect([code, queries.length]).toEqual([11, 1]);
    expect(out).toBe(`Cannot tell: the address answers HTTP ${status}.\n`);
    expect(err).toMatch(/^hint: The token may have expired, or the region may be blocked/);
  });

  const endless = (response: ServerResponse) => {
    if (!response.destroyed) response.write('#x\n'.repeat(9999), () => endless(response));
  };
  const bomb = gzipSync(Buffer.alloc(1_000_000));
  const gzip = { 'content-encoding': 'gzip' };
  const elsewhere = '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nhttps://elsewhere.invalid/v.m3u8';
  type Answer = (response: ServerResponse, request: IncomingMessage) => unknown;
  const telling: Readonly<Record<string, Answer>> = {
    'a web page': (response) => response.end('<html>'),
    'more than 5': (response, { url }) => response.writeHead(302, { location: url }).end(),
    'larger than 64 KiB': endless,
    'compressed, unasked': (response) => response.writeHead(200, gzip).end(bomb),
    'elsewhere.invalid': (response) => response.end(elsewhere),
    'answers HTTP 500': (response) => response.writeHead(500).end(),
    'gave no whole answer': (response) => response.destroy(),
    'an FLV header without media': (response) => response.end(flvHeader),
  };
  it('what tells nothing three times in a row', async () => {
    const trying = Object.entries(telling).map(async ([words, answer]) => {
      const ending = await probeOf((response, _, request) => void answer(response, request));
      expect(ending.out).toMatch(/^Cannot tell: .*\.\n$/);
      expect(ending.out).toContain(words);
      expect(ending.err).toMatch(/^hint: Is it the address that viewers play/);
      return [words, ending.code, ending.queries.length];
    });
    const looks = (words: string) => (words === 'more than 5' ? 18 : 3);
    expect(await Promise.all(trying)).toEqual(
      Object.keys(telling).map((words) => [words, 11, looks(words)]),
    );
  });

  it('an answer that never ends, when the time is over', async () => {
    const { code, out } = await probeOf(
      (response) => void response.write('#EXTM3U'),
      '--timeout=1s',
    );
    expect(code).toBe(11);
    expect(out).toContain('gave no whole answer (ETIMEDOUT)');
  });

  it('a playlist that stands still, when the time is over before three target durations', async () => {
    const { code, out, err } = await probeOf(still, '--timeout', '3s');
    expect(code).toBe(11);
    expect(out).toMatch(/^Cannot tell: .* no new segment for \d s; only 6 s would prove/);
    expect(err).toMatch(/^hint: .* longer --timeout\.\n$/);
  });

  it('a certificate that nobody vouches for, unless NODE_EXTRA_CA_CERTS does', async () => {
    const strange = await secureServer(selfSigned());
    const { code, out } = await probe(`https://localhost:${strange.port}/`);
    expect([code, strange.requests]).toEqual([11, []]);
    expect(out).toMatch(/^Cannot tell: no trusted TLS connection to localhost:\d+ \(DEPTH_ZERO/);
    const off = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
    const forced = await probe(`https://localhost:${strange.port}/`, [], { env: off });
    expect([forced.code, strange.requests]).toEqual([11, []]);
    const ca = company();
    const known = await secureServer(ca.issue('localhost'), {}, (_, response) => {
      response.writeHead(404).end();
    });
    const trusted = await probe(`https://localhost:${known.port}/`, [], { env: ca.env });
    expect([trusted.code, known.requests.length]).toEqual([8, 1]);
  });
});

it('asks through the proxy of https, as a call does', async () => {
  const ca = company();
  const host = 'play.example.com';
  const server = await secureServer(ca.issue(host), {}, (_, response) => {
    response.writeHead(410).end();
  });
  const proxy = await connectProxy(() => server.port);
  const env = { ...ca.env, HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` };
  const { code } = await probe(`https://${host}/s1.m3u8`, [], { env });
  expect([code, proxy.asked]).toEqual([8, [`${host}:443`]]);
});
