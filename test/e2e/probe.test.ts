import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { selfSigned } from '../http/certificate.ts';
import { flvHeader, picture, settings } from '../verify/flv.ts';
import { documentOf } from './document.ts';
import { company, connectProxy, secureServer } from './proxies.ts';
import { type Answering, serve } from './servers.ts';
import { folder, type Line, type RunOptions, start } from './zego.ts';

const TOKEN = 'canary0token';
const playlist = (first: number, ...more: string[]) =>
  [
    ...['#EXTM3U', '#EXT-X-TARGETDURATION:2', `#EXT-X-MEDIA-SEQUENCE:${first}`],
    ...['#EXTINF:2,', `${first}.ts`, ...more],
  ].join('\r\n');
const advancing: Answering = (response, nth) => void response.end(playlist(nth));
const still: Answering = (response) => void response.end(playlist(7));

/** Probes an address. */
const probe = (address: string, more: readonly string[] = [], options: RunOptions = {}) =>
  start(['probe', address, ...more], options).ended;

/** Probes a server, with a token in the query. */
const probeOf = async (answering: Answering, ...more: string[]) => {
  const { url, queries } = await serve(answering);
  return { ...(await probe(`${url}/live/s1?token=${TOKEN}`, more)), queries };
};

const note = 'note: A mistyped address, an expired token and a blocked region look the same.\n';

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

describe('what it sends', () => {
  it('is the address as it was typed, and nothing of ours but the name of the program', async () => {
    const seen: IncomingMessage[] = [];
    const { url } = await serve((response, nth, request) => {
      seen.push(request);
      response.setHeader('set-cookie', 'id=1; Path=/').end(playlist(nth));
    });
    const env = { ZEGO_APP_ID: '123', ZEGO_SERVER_SECRET: 'canary0secret0canary' };
    const { code } = await probe(`${url}/live/s1.m3u8?a=1%2F2&b`, [], { env });
    expect(code).toBe(0);
    expect(seen.map((request) => request.url)).toEqual(Array(2).fill('/live/s1.m3u8?a=1%2F2&b'));
    for (const { method, headers } of seen) {
      expect(method).toBe('GET');
      expect(headers).toEqual({
        host: new URL(url).host,
        'user-agent': expect.stringMatching(/^zego-cli\/[\d.]+$/),
        'accept-encoding': 'identity',
        connection: expect.any(String),
      });
    }
  });

  it('needs no credentials, and no file', async () => {
    const { url } = await serve((response) => void response.writeHead(404).end());
    const cwd = folder({ '.zegorc': 'not a configuration: [' });
    expect(await probe(url, [], { cwd })).toMatchObject({ code: 8, err: note });
  });
});

describe('a token in the address', () => {
  it.each<[string, Answering]>([
    ['that is live', advancing],
    ['that is gone', (response) => void response.writeHead(404).end()],
    [
      'that a variant repeats',
      (response, _, request) => {
        const { searchParams } = new URL(request.url ?? '', 'http://host');
        const host = `${searchParams.get('token')}.invalid`;
        response.end(`#EXTM3U\n#EXT-X-STREAM-INF:\nhttp://${host}/v.m3u8`);
      },
    ],
    [
      'that a redirect repeats',
      (response, _, request) => {
        const { searchParams } = new URL(request.url ?? '', 'http://host');
        response.writeHead(302, { location: `http://${searchParams.get('token')}.invalid/` }).end();
      },
    ],
  ])('%s is not printed', async (_, answering) => {
    const lines = [[], ['--json'], ['--debug'], ['--debug', '--json', '--lang', 'zh']];
    for (const { out, err } of await Promise.all(
      lines.map((more) => probeOf(answering, ...more)),
    )) {
      expect(out).not.toBe('');
      expect(out + err).not.toContain('canary');
    }
  });

  it('is not printed where the address is refused', async () => {
    const lines: Line[] = [
      ['probe', `https://me:${TOKEN}@host/a?b=${TOKEN}`],
      ['probe', `rtmp://host/app/s1?token=${TOKEN}`],
      ['probe', `https://host/a b?token=${TOKEN}`],
      ['probe', 'https://host/a', `https://host/a?token=${TOKEN}`],
    ];
    for (const line of lines) {
      for (const more of [[], ['--json'], ['--debug']]) {
        const { code, out, err } = await start([...line, ...more]).ended;
        expect(code).toBe(2);
        expect(out + err).not.toContain('canary');
      }
    }
  });
});

describe('--json', () => {
  it.each<[string, Answering, number, object]>([
    ['live', advancing, 0, { verdict: 'still-live', reads: 2, seenLive: true }],
    [
      'not live, which nobody saw live before and so is not off air',
      (response) => void response.writeHead(404).end(),
      8,
      { verdict: 'unverifiable', reads: 1, seenLive: false },
    ],
    [
      'forbidden',
      (response) => void response.writeHead(403).end(),
      11,
      { verdict: 'unverifiable', reads: 1, seenLive: false },
    ],
    [
      'a web page',
      (response) => void response.end('<html>'),
      11,
      { verdict: 'unverifiable', reads: 0, seenLive: false },
    ],
  ])('%s', async (_, answering, exit, verification) => {
    const ending = await probeOf(answering, '--json');
    expect(ending.code).toBe(exit);
    expect(documentOf(ending)).toMatchObject({
      ok: exit === 0,
      command: 'probe',
      action: null,
      appId: null,
      meaning: expect.stringMatching(/^(Live|Not live now|Cannot tell): /),
      error: null,
      verification: {
        method: 'probe',
        createTime: null,
        closeTime: null,
        waitedMs: expect.any(Number),
        ...verification,
      },
    });
  });

  it('of an address that is refused is a usage error', async () => {
    const ending = await probe('file:///etc/passwd', ['--json']);
    expect(documentOf(ending)).toMatchObject({ exitCode: 2, error: { kind: 'usage' } });
  });
});

it.each([
  ['file:///etc/passwd', 'expected an address such as https://'],
  ['-', 'expected an address such as https://'],
  ['play.example.com/s1.m3u8', 'expected an address such as https://'],
  ['https:play.example.com/s1.m3u8', 'expected an address such as https://'],
  ['https://', 'expected an address such as https://'],
  ['https://me@host/s1.m3u8', 'carries no user name'],
  ['https://@host/s1.m3u8', 'carries no user name'],
  ['rtmp://host/app/s1', 'expected the HLS (.m3u8) or HTTP-FLV address'],
  ['RTMPS://host/app/s1', 'expected the HLS (.m3u8) or HTTP-FLV address'],
])('%s is no address to probe, exit 2', async (address, words) => {
  const { code, out, err } = await probe(address);
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(/^error: probe: /);
  expect(err).toContain(words);
});

it.each([
  [['--timeout', '3'], {}, 2],
  [[], { ZEGO_TIMEOUT: 'soon' }, 3],
])('a malformed timeout asks nobody: %j %j', async (more, env, exit) => {
  const { url, queries } = await serve(still);
  expect(await probe(url, more, { env })).toMatchObject({ code: exit });
  expect(queries).toEqual([]);
});

it('speaks Chinese', async () => {
  const { out, err } = await probeOf((response) => void response.writeHead(404).end(), '--lang=zh');
  expect(out).toBe('当前未在直播：该地址返回 HTTP 404。\n');
  expect(err).toMatch(/地址拼错、令牌过期或地区受限/);
});

it.each(['SIGINT', 'SIGTERM'] as const)('%s ends it, and its document is whole', async (signal) => {
  const { url, request } = await serve(() => {});
  const asked = request();
  const { child, ended } = start(['probe', url, '--json']);
  await asked;
  child.kill(signal);
  const ending = await ended;
  expect(ending.signal).toBe(signal);
  expect(documentOf(ending).error).toEqual({
    kind: 'interrupted',
    detail: 'interrupted: nothing was found out',
  });
});
