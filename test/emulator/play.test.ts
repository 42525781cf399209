import { once } from 'node:events';
import { get as httpGet, type IncomingMessage } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { stage } from './wire.ts';

const ban = { StreamId: 's1', Sequence: '1' };

/** Begins to watch; the answer is a stream of bytes. */
async function watch(url: string): Promise<IncomingMessage> {
  const request = httpGet(url, { agent: false });
  const [response] = await once(request, 'response');
  return response as IncomingMessage;
}

/** Takes an FLV stream apart, as long as it flows. */
async function* flvTags(response: AsyncIterable<Buffer>) {
  let bytes = Buffer.alloc(0);
  let headless = true;
  for await (const chunk of response) {
    bytes = Buffer.concat([bytes, chunk]);
    if (headless && bytes.length >= 13) {
      expect(bytes.subarray(0, 13).toString('hex')).toBe('464c5601040000000900000000');
      bytes = bytes.subarray(13);
      headless = false;
    }
    const sizeOfNext = () => (headless || bytes.length < 4 ? Infinity : bytes.readUIntBE(1, 3));
    for (let size = sizeOfNext(); bytes.length >= 15 + size; size = sizeOfNext()) {
      expect(bytes.readUInt32BE(11 + size)).toBe(11 + size);
      yield { type: bytes[0], timestamp: bytes.readUIntBE(4, 3) + bytes[7]! * 2 ** 24 };
      bytes = bytes.subarray(15 + size);
    }
  }
}

describe('HLS', () => {
  it('is a playlist whose sequence rises with the time', async () => {
    const { get, clock } = await stage({ live: ['s1'] });
    const { status, headers, text } = await get('/play/s1.m3u8');
    expect([status, headers['content-type']]).toEqual([200, 'application/vnd.apple.mpegurl']);
    expect(headers.date).toBe('Fri, 31 Jan 2025 12:00:00 GMT');
    const first = clock.ms / 1000 - 3;
    const segments = [0, 1, 2].map((n) => `#EXTINF:1.000,\ns1/${first + n}.ts\n`).join('');
    expect(text).toBe(
      `#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:1\n#EXT-X-MEDIA-SEQUENCE:${first}\n${segments}`,
    );
    clock.ms += 999;
    expect((await get('/play/s1.m3u8')).text).toBe(text);
    clock.ms += 1;
    const next = (await get('/play/s1.m3u8')).text;
    expect(next).toContain(`#EXT-X-MEDIA-SEQUENCE:${first + 1}\n`);
  });

  it('a master playlist leads to it by a relative address', async () => {
    const { get, emulator } = await stage({ live: ['a/b 流'] });
    const path = `/play/${encodeURIComponent('a/b 流')}/master.m3u8`;
    const { status, text } = await get(path);
    expect(status).toBe(200);
    const [, , variant = ''] = text.split('\n');
    const media = new URL(variant, `${emulator.url}${path}`);
    expect((await get(media.pathname)).text).toMatch(/^#EXT-X-MEDIA-SEQUENCE:\d+$/m);
  });

  it.each(['/play/s1.m3u8', '/play/s1/master.m3u8', '/play/s1.flv'])(
    '%s is 404 once it is dark',
    async (path) => {
      const { get, call } = await stage({ live: ['s1'] });
      await call('ForbidRTCStream', ban);
      expect(await get(path)).toMatchObject({ status: 404, text: `${path} is dark\n` });
    },
  );
});

describe('HTTP-FLV', () => {
  it('flows while the stream is live, and ends with it', async () => {
    const { emulator, call } = await stage({ live: ['s1'] });
    const response = await watch(`${emulator.url}/play/s1.flv`);
    expect(response).toMatchObject({
      statusCode: 200,
      headers: { 'content-type': 'video/x-flv', date: 'Fri, 31 Jan 2025 12:00:00 GMT' },
    });
    const timestamps: number[] = [];
    for await (const { type, timestamp } of flvTags(response)) {
      expect(type).toBe(8);
      timestamps.push(timestamp);
      if (timestamps.length === 2) await call('ForbidRTCStream', ban);
    }
    expect(timestamps.slice(0, 2)).toEqual([0, 200]);
  });

  it('many viewers do not keep close() waiting', async () => {
    const { emulator } = await stage({ live: ['s1'] });
    const url = `${emulator.url}/play/s1.flv`;
    const viewers = await Promise.all(Array.from({ length: 100 }, () => watch(url)));
    for (const viewer of viewers) viewer.on('error', () => {}).resume();
    const gone = Promise.all(viewers.map((viewer) => new Promise((r) => viewer.once('close', r))));
    await emulator.close();
    await gone;
    expect(viewers.filter(({ complete }) => complete)).toEqual([]);
  });
});

describe('a play address', () => {
  it('needs no credentials, and takes any query', async () => {
    const { get, log } = await stage({ live: ['s1'] });
    expect((await get('/play/s1.m3u8?token=topsecret')).status).toBe(200);
    expect(JSON.stringify(log)).not.toContain('topsecret');
  });

  it.each(['POST', 'HEAD', 'OPTIONS'])('%s is not allowed', async (method) => {
    const { get } = await stage({ live: ['s1'] });
    expect(await get('/play/s1.m3u8', { method })).toMatchObject({
      status: 405,
      headers: { allow: 'GET' },
    });
  });

  it('is refused under another Host', async () => {
    const { get } = await stage({ live: ['s1'] });
    const answer = await get('/play/s1.m3u8', { host: 'evil.example' });
    expect(answer).toMatchObject({ status: 403, text: expect.stringMatching(/^Host must be /) });
  });

  it.each([
    '/play/',
    '/play/.m3u8',
    '/play/s1',
    '/play/s1/1.ts',
    '/play/a/b.m3u8',
    '/play/%ff.flv',
  ])('%s is none', async (path) => {
    const { get } = await stage({ live: ['s1'] });
    expect(await get(path)).toMatchObject({ status: 404, text: 'The API lives at /\n' });
  });

  it('is neither delayed nor failed', async () => {
    const fail = [{ code: 1, count: Infinity }];
    const { get } = await stage({ live: ['s1'], latencyMs: 3_600_000, fail });
    expect((await get('/play/s1.m3u8')).status).toBe(200);
  });

  it('is known for what is declared, once for each id', async () => {
    const { emulator } = await stage({ live: ['s1', 's1:direct', 'a/b'] });
    expect(emulator.play).toEqual([
      `${emulator.url}/play/s1.m3u8`,
      `${emulator.url}/play/a%2Fb.m3u8`,
    ]);
  });

  it('is in the log once for each change', async () => {
    const { get, call, log, clock, emulator } = await stage({ live: ['s1'] });
    const poll = async () => {
      for (let n = 0; n < 3; n++) await get('/play/s1.m3u8');
    };
    await poll();
    const flowing = await watch(`${emulator.url}/play/s1.flv`);
    clock.ms += 1500;
    await call('ForbidRTCStream', ban);
    await poll();
    flowing.resume();
    await once(flowing, 'end');
    expect(log.filter(({ action }) => action === null).map(({ message }) => message)).toEqual([
      '/play/s1.m3u8 plays',
      '/play/s1.flv plays',
      '/play/s1.m3u8 is dark',
      '/play/s1.flv is dark',
    ]);
    expect(log.find(({ message }) => message === '/play/s1.m3u8 is dark')).toEqual({
      time: '2025-01-31T12:00:01.500Z',
      ...{ action: null, streams: ['s1'], status: 404, code: null },
      message: '/play/s1.m3u8 is dark',
      ...{ query: {}, durationMs: 0 },
    });
  });
});
