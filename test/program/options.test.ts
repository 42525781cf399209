import { describe, expect, it } from '@jest/globals';
import { serve } from '../http/servers.ts';
import { outputStream, terminal } from '../output/streams.ts';
import { pointedAt, rehearse, run, SECRET } from './run.ts';

const keys = ['canary1key', 'canary2key', 'canary3key'];
const address = `rtmp://u:${keys[0]}@cdn.example/a?k=${keys[1]}#${keys[2]}`;
const stop = ['transfer', 'stop', '--stream', 's1', '--url', address];

/** A server that says back whatever it was asked, in every field. */
async function parrot() {
  const asked: URL[] = [];
  const origin = await serve((request, response) => {
    const url = new URL(request.url ?? '', 'http://x');
    asked.push(url);
    const words = `${request.url} ${url.searchParams} ${[...url.searchParams.values()]}`;
    const RequestId = url.searchParams.get('CDNUrl');
    response.end(JSON.stringify({ Code: 5003, Message: words, RequestId, Data: { words } }));
  });
  return { asked, env: pointedAt(origin) };
}

describe('--quiet', () => {
  it('leaves the result alone', async () => {
    const { zego } = await rehearse();
    const { code, out, err } = await zego('cdn forbid --stream s1 --for 40d --quiet');
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('Ban of s1 accepted');
  });

  it('leaves errors alone', async () => {
    const { zego } = await rehearse({ fail: [{ code: 1, count: 1 }] });
    expect((await zego('cdn list --quiet')).err).toMatch(/^error: .*\nhint: .*\n$/);
  });
});

describe('--lang', () => {
  it.each<[string, Record<string, string>]>([
    [' --lang zh', {}],
    ['', { ZEGO_LANG: 'zh' }],
    ['', { LANG: 'zh_CN.UTF-8' }],
  ])('zh by "%s" %j', async (option, env) => {
    const { zego } = await rehearse({ fail: [{ code: 3, count: 1 }] });
    expect((await zego(`cdn list${option}`, { env })).err).toMatch(/\nhint: 请核对/);
    expect((await zego(`cdn resume --stream s1${option}`, { env })).out).toContain(
      '解封请求已被接受',
    );
    expect((await zego(`cdn resume --stream s1${option} --json`, { env })).json.meaning).toMatch(
      /解封/,
    );
  });
});

describe('colour', () => {
  const mark = '\u001b[';

  it('is on terminals, and not with --no-color', async () => {
    const { zego } = await rehearse();
    const shown = await zego('cdn resume --stream s1', { stdout: outputStream(terminal) });
    expect(shown.out).toContain(mark);
    const plain = await zego('cdn resume --stream s1 --no-color', {
      stdout: outputStream(terminal),
    });
    expect(plain.out).not.toContain(mark);
    const piped = await zego('cdn resume --stream s1');
    expect(piped.out).not.toContain(mark);
  });

  it('is forced by FORCE_COLOR, also for a refusal', async () => {
    const forced = { env: { FORCE_COLOR: '1' } };
    expect((await run('foo', forced)).err).toContain(mark);
    expect((await run('foo --no-color', forced)).err).not.toContain(mark);
    expect((await run('foo', { env: { ...forced.env, NO_COLOR: '1' } })).err).not.toContain(mark);
  });
});

describe('--dry-run', () => {
  const send = () => Promise.reject(new Error('something was sent'));
  const env = pointedAt('https://example.com');

  it('shows the request and sends nothing', async () => {
    const { code, out, err } = await run([...stop, '-n'], { env, send });
    expect(code).toBe(0);
    const [mark, request] = out.split('\n');
    expect(mark).toBe('Dry run, not sent:');
    expect(request).toMatch(
      /^GET https:\/\/example\.com\/\?Action=DeleteCDNTransferRule&StreamId=s1&/,
    );
    expect(out).toMatch(/\n {2}CDNUrl +rtmp:\/\/\*\*\*@cdn\.example\/a\?k=\*\*\*#\*\*\*\n/);
    expect(out).toMatch(/\n {2}Signature +\*\*\*\n/);
    expect(err).toBe('');
    expect(out).not.toContain('canary');
  });

  it.each([
    ['en', 'Dry run, not sent:'],
    ['zh', '试运行，未发送：'],
  ])('says first that nothing was sent, with --quiet too, in %s', async (lang, mark) => {
    const { out, err } = await run(['cdn', 'list', '-n', '--quiet', '--lang', lang], { env, send });
    expect([out.split('\n')[0], err]).toEqual([mark, '']);
  });

  it('gives the same as a document', async () => {
    const { json, out, err } = await run([...stop, '--dry-run', '--json', '--sequence', '42'], {
      env,
      send,
    });
    expect(json).toMatchObject({
      ok: null,
      command: 'transfer stop',
      action: 'DeleteCDNTransferRule',
      streams: ['s1'],
      dryRun: true,
      exitCode: 0,
    });
    const [request] = json.requests as { parameters: { name: string; value: string }[] }[];
    expect(request).toMatchObject({ method: 'GET' });
    expect(request!.parameters).toContainEqual({ name: 'Sequence', value: '42' });
    expect(request!.parameters).toContainEqual({ name: 'Signature', value: '***' });
    expect(out + err).not.toContain('canary');
  });

  it('shows every request of several', async () => {
    const ids = Array.from({ length: 21 }, (_, i) => `--stream=s${i}`);
    const { json } = await run(['stream', 'resume', ...ids, '-n', '--json'], { env, send });
    expect(json.requests).toHaveLength(2);
  });

  it('warns as the call would', async () => {
    const line = 'cdn forbid --stream s1 --resume 2025-02-01T00:00:00Z -n';
    expect((await run(line, { env, send })).err).toContain('warning: ');
    expect((await run(line, { env, send })).out).not.toContain('Sequence');
  });
});

describe('--debug', () => {
  it.each(['option', 'ZEGO_DEBUG'])('by %s shows what went out and came back', async (way) => {
    const { zego } = await rehearse();
    const line = way === 'option' ? 'cdn list --debug' : 'cdn list';
    const { err, out } = await zego(line, way === 'option' ? {} : { env: { ZEGO_DEBUG: '1' } });
    expect(err).toMatch(
      /debug: attempt 1 > GET http:\/\/127\.0\.0\.1:\d+\/\?Action=QueryForbidCDNLiveStream&/,
    );
    expect(err).toMatch(
      /\ndebug: < HTTP 200, Date: .* GMT, connect [\d.]+ ms, slot [\d.]+ ms, first byte [\d.]+ ms\n/,
    );
    expect(err).toMatch(/\ndebug: < \{"Code":0,/);
    expect(out).not.toContain('debug');
  });

  it.each([['--debug'], ['--debug', '--json'], ['--json'], []])(
    'no secret, key or signature gets out, whatever the server says: %j',
    async (...options) => {
      const { asked, env } = await parrot();
      const { code, out, err } = await run([...stop, ...options], { env });
      expect(code).toBe(4);
      const signature = asked[0]!.searchParams.get('Signature')!;
      expect(signature).toHaveLength(32);
      for (const secret of [SECRET, signature, ...keys]) expect(out + err).not.toContain(secret);
    },
  );

  it('nor the fragment of an address without a query', async () => {
    const { env } = await parrot();
    const line = [...stop.slice(0, -1), `rtmp://cdn.example/a#${keys[2]}`, '--debug'];
    const { code, out, err } = await run(line, { env });
    expect(code).toBe(4);
    expect(out + err).not.toContain(keys[2]);
  });

  it('cuts a long body after it was cleaned, not before', async () => {
    let signature = '';
    const origin = await serve((request, response) => {
      signature = new URL(request.url ?? '', 'http://x').searchParams.get('Signature') ?? '';
      response.end('x'.repeat(4096 - 20) + signature);
    });
    const { err } = await run('cdn list --debug', { env: pointedAt(origin) });
    expect(err).not.toContain(signature.slice(0, 20));
  });

  it('says when the answer had no date', async () => {
    const origin = await serve((_, response) => {
      response.sendDate = false;
      response.end('{"Code":0}');
    });
    const { err } = await run('cdn list --debug', { env: pointedAt(origin) });
    expect(err).toContain('debug: < HTTP 200, Date: none, ');
  });
});

describe('a stream key as plain as a word', () => {
  const plain = 'rtmp://live.example.com/app/rtc01?vhost=live.example.com&stream=rtc01&op=stop';
  const line = ['transfer', 'stop', '--stream', 'rtc01', '--url', plain];
  const shown = 'rtmp://live.example.com/app/rtc01?vhost=***&stream=***&op=***';

  it('takes nothing out of the document but what others said', async () => {
    const { env } = await parrot();
    const { json } = await run([...line, '--json'], { env });
    expect(json).toMatchObject({
      command: 'transfer stop',
      action: 'DeleteCDNTransferRule',
      streams: ['rtc01'],
      code: 5003,
    });
    const { message, requestId, data } = json;
    expect(JSON.stringify([message, requestId, data])).not.toMatch(/rtc01|stop|live\.example/);
  });

  it('takes nothing out of what we say', async () => {
    const { zego } = await rehearse();
    const { json } = await zego([...line, '--json']);
    expect(json).toMatchObject({
      command: 'transfer stop',
      streams: ['rtc01'],
      meaning: expect.stringContaining(`rtc01 to ${shown}`),
    });
    expect((await zego(line)).out).toContain(`rtc01 to ${shown}`);
    expect((await zego([...line, '-n'])).out).toContain('StreamId=rtc01&');
  });

  it('is kept by a fault of the program', async () => {
    const { env } = await parrot();
    const broken = () => Promise.reject(new Error(`broken by ${plain}`));
    const { code, err } = await run([...line, '--debug'], { env, send: broken });
    expect(code).toBe(70);
    expect(err).toContain('Error: broken by ');
    expect(
      err
        .split('\n')
        .filter((said) => /broken by/.test(said))
        .join(),
    ).not.toMatch(/rtc01|=stop/);
  });
});

describe('a server that means no good', () => {
  it.each([
    ['stream status --stream s1', { create_time: '8640000000000' }, 0],
    ['cdn forbid --stream s1 --for 2h', [{ CdnType: { toString: 1, valueOf: 1 } }], 0],
    ['cdn list', { Ws: { ResultDetail: [{ Channel: { toString: 1 } }] } }, 0],
    ['cdn list', JSON.parse(`${'['.repeat(2500)}${']'.repeat(2500)}`), 9],
  ])('breaks nothing with odd Data: %s', async (line, Data, exit) => {
    const origin = await serve((_, response) => response.end(JSON.stringify({ Code: 0, Data })));
    for (const option of ['', ' --json', ' --debug']) {
      expect((await run(line + option, { env: pointedAt(origin) })).code).toBe(exit);
    }
  });

  it('acts on no terminal', async () => {
    const evil = '\u001b]0;x\u0007\r\n::error::\u202e';
    const origin = await serve((_, response) =>
      response.end(
        JSON.stringify({
          Code: 1,
          Message: evil,
          RequestId: evil.replace(/\s/g, ''),
          Data: [evil],
        }),
      ),
    );
    for (const line of ['cdn list', 'cdn list --debug', 'cdn list --json']) {
      const { out, err } = await run(line, { env: pointedAt(origin) });
      const acting = [...(out + err).replaceAll('\n', '')].filter((c) => c < ' ' || c === '\u202e');
      expect(acting).toEqual([]);
      expect(out + err).not.toMatch(/^::/m);
    }
  });

  it.each([[], ['--dry-run'], ['--json']])('nor does an address: %j', async (...options) => {
    const { zego } = await rehearse();
    const line = ['transfer', 'start', '--stream', 's1', '--url', 'rtmp://h/a\u202eb'];
    const { code, out, err } = await zego([...line, ...options]);
    expect([code, out]).toEqual([0, expect.stringMatching(/rtmp:\/\/h\/a\\u\{?202e\}?b/)]);
    expect(out + err).not.toContain('\u202e');
  });

  it('a stream key that looks like JSON breaks no document', async () => {
    const { zego } = await rehearse();
    const url = 'rtmp://cdn.example/a?record=true&code=null&x=1234567890';
    const { json } = await zego(['transfer', 'start', '--stream', 's1', '--url', url, '--json']);
    expect(json).toMatchObject({ ok: true, code: 0, appId: 1234567890, error: null });
  });
});
