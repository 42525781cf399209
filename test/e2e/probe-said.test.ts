import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { documentOf } from './document.ts';
import { advancing, note, playlist, probe, probeOf, still, TOKEN } from './probes.ts';
import { type Answering, serve } from './servers.ts';
import { folder, type Line, start } from './zego.ts';

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
    detail: 'interrupted before the answer came',
  });
});
