import { describe, expect, it } from '@jest/globals';
import { documentOf } from './document.ts';
import { closed, reply, serve } from './servers.ts';
import { folder, stage } from './zego.ts';

const { zego, begin } = stage();
const secret = '0'.repeat(32);
const wrongSecret = { ZEGO_SERVER_SECRET: 'f'.repeat(32) };
const coloured = '\u001b[';

describe('--json prints one document', () => {
  it('for a success', async () => {
    const run = await zego('stream forbid --stream j1 --stream j2 --json');
    expect(documentOf(run)).toMatchObject({
      ok: true,
      command: 'stream forbid',
      action: 'ForbidRTCStreams',
      appId: 1234567890,
      test: false,
      streams: ['j1', 'j2'],
      code: 0,
      message: 'ok',
      requestId: expect.stringMatching(/^\d{19}$/),
      data: null,
      sequence: run.sent[0]?.query.Sequence,
      attempts: 1,
      error: null,
      exitCode: 0,
    });
  });

  it('for several calls, with each of them in it', async () => {
    const ids = Array.from({ length: 21 }, (_, i) => `j${i}`);
    const run = await zego(`stream resume --json ${ids.map((id) => `--stream ${id}`).join(' ')}`);
    const document = documentOf(run);
    expect(document.streams).toEqual(ids);
    expect(document.calls).toMatchObject([
      { ok: true, streams: ids.slice(0, 20), code: 0, exitCode: 0 },
      { ok: true, streams: ids.slice(20), code: 0, exitCode: 0 },
    ]);
  });

  it('for a refusal', async () => {
    const run = await zego('cdn list --json', { env: wrongSecret });
    expect(documentOf(run)).toMatchObject({
      ok: false,
      action: 'QueryForbidCDNLiveStream',
      code: 100000005,
      message: 'Signature wrong',
      meaning: expect.stringMatching(/./),
      hint: expect.stringContaining('ZEGO_SERVER_SECRET'),
      retryable: false,
      error: null,
      exitCode: 4,
    });
  });

  it.each([
    ['a usage error', 'cdn forbid', {}, { kind: 'usage' }, 2],
    ['an unknown command', 'cdn frbid', {}, { kind: 'usage' }, 2],
    ['missing credentials', 'cdn list', { ZEGO_APP_ID: undefined }, { kind: 'config' }, 3],
    ['a malformed variable', 'cdn list', { ZEGO_APP_ID: 'x' }, { kind: 'config' }, 3],
  ])('for %s', async (_, line, env, error, exitCode) => {
    const run = await zego(`${line} --json`, { env });
    expect(run.sent).toEqual([]);
    expect(documentOf(run)).toMatchObject({ ok: false, code: null, error, exitCode, attempts: 0 });
  });

  it('for a server out of reach', async () => {
    const env = { ZEGO_ENDPOINT: await closed() };
    const document = documentOf(await zego('cdn list --json', { env }));
    expect(document).toMatchObject({
      ...{ ok: false, action: 'QueryForbidCDNLiveStream', code: null, retryable: true },
      ...{ error: { kind: 'network', detail: expect.stringContaining('ECONNREFUSED') } },
      exitCode: 6,
    });
  });

  it('with the digits of a RequestId exact and nothing in it that acts on a terminal', async () => {
    const server = await serve((response) => {
      const message = '"\\u001b]0;x\\u0007\u009b2J\u202e"';
      response.end(`{"Code":5005,"Message":${message},"RequestId":4443515903608307123}`);
    });
    const line = `transfer clear --stream j4 --json --endpoint ${server.url}`;
    const run = await zego(line);
    expect(documentOf(run)).toMatchObject({
      message: '\u001b]0;x\u0007\u009b2J\u202e',
      requestId: '4443515903608307123',
    });
    expect(run.out + run.err).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
  });
});

describe('stdout and stderr', () => {
  it('rtmp dispatch prints addresses alone on stdout', async () => {
    const { out } = await zego('rtmp dispatch --stream d1 --type push');
    expect(out).toMatch(/^(rtmp:\/\/\S+\n)+$/);
  });

  it('a failure leaves stdout empty', async () => {
    const { code, out, err } = await zego('cdn list', { env: wrongSecret });
    expect([code, out]).toEqual([4, '']);
    expect(err).toMatch(/^error: cdn list: .*\(code 100000005 .*RequestId \d{19}\)\n/);
  });

  it.each(['cdn list', 'cdn list --json', '--help'])(
    'a reader that left is no failure: %s',
    async (line) => {
      const { child, ended } = begin(line);
      child.stdout.destroy();
      expect(await ended).toMatchObject({ code: 0, err: '' });
    },
  );

  it('--quiet keeps warnings and notes off stderr, not errors', async () => {
    const quiet = await zego('cdn forbid --stream q1 --resume 2025-02-01T00:00:00Z --quiet');
    expect(quiet).toMatchObject({ code: 0, err: '' });
    expect(quiet.out).toMatch(/^Ban of q1 accepted/);
    const dry = await zego('cdn list --dry-run --quiet');
    expect(dry).toMatchObject({ code: 0, err: '', sent: [] });
    const failed = await zego('cdn list --quiet', { env: wrongSecret });
    expect(failed.err).toMatch(/^error: cdn list/);
    expect(failed.err).not.toContain('note:');
  });
});

describe('-n and --dry-run', () => {
  it.each(['-n', '--dry-run'])('%s shows the request and sends nothing', async (option) => {
    const { code, out, sent } = await zego(`transfer clear --stream n1 --sequence 7 ${option}`);
    expect([code, sent]).toEqual([0, []]);
    expect(out).toMatch(
      /^Dry run, not sent:\nGET http:\S+\/\?Action=ClearCDNTransferRule&StreamId=n1&Sequence=7&AppId=1234567890&.*Signature=(\*|%2A){3}&/,
    );
    expect(out).not.toMatch(/[\da-f]{32}/);
  });

  it('as JSON', async () => {
    const { out, sent } = await zego('cdn list -n --json');
    expect(sent).toEqual([]);
    expect(out).toMatch(/^\{.*\}\n$/);
    expect(JSON.parse(out)).toMatchObject({
      ok: null,
      command: 'cdn list',
      dryRun: true,
      action: 'QueryForbidCDNLiveStream',
      requests: [{ method: 'GET' }],
      exitCode: 0,
    });
  });

  it('still says what is wrong', async () => {
    const { code, err } = await zego('cdn forbid --stream n1 --resume 2025-02-01T00:00:00Z -n');
    expect(code).toBe(0);
    expect(err).toMatch(/^warning: The resume time/);
  });
});

describe('--debug and ZEGO_DEBUG', () => {
  it.each([
    ['--debug', { ZEGO_DEBUG: undefined }],
    ['', { ZEGO_DEBUG: '1' }],
  ])('show the traffic without secret and signature: %s %j', async (option, env) => {
    const server = await serve((response, _, request) => {
      // A server that hands everything back.
      reply(response, 5005, { Message: `${request.url} ${secret}`, Data: { signed: request.url } });
    });
    const line = `transfer clear --stream g1 --endpoint ${server.url} ${option}`.trim();
    const { code, out, err } = await zego(line, { env });
    const signature = server.queries[0]?.get('Signature') ?? '';
    expect([code, signature]).toEqual([1, expect.stringMatching(/^[\da-f]{32}$/)]);
    expect(err).toMatch(/^debug: attempt 1 > GET http:\S+Action=ClearCDNTransferRule/m);
    expect(err).toMatch(/^debug: < HTTP 200/m);
    expect(out + err).not.toContain(signature);
    expect(out + err).not.toContain(secret);
  });

  it('are off otherwise', async () => {
    expect((await zego('cdn list')).err).toBe('');
  });
});

describe('the language', () => {
  const chinese = /解封/;
  it.each([
    ['--lang zh', { ZEGO_LANG: 'en' }, {}, true],
    ['', { ZEGO_LANG: 'zh' }, { lang: 'en' }, true],
    ['--lang en', { ZEGO_LANG: 'zh' }, {}, false],
    ['', {}, { lang: 'zh' }, true],
    ['--profile p', { ZEGO_LANG: 'en' }, { profiles: { p: { lang: 'zh' } } }, true],
    ['', { LANG: 'zh_CN.UTF-8' }, {}, true],
    ['', { LANG: 'zh_CN.UTF-8' }, { lang: 'en' }, false],
    ['', { LC_MESSAGES: 'zh_CN.UTF-8', LANG: 'C' }, {}, true],
    ['', { LC_ALL: 'C', LANG: 'zh_CN.UTF-8' }, {}, false],
    ['', {}, {}, false],
  ])('option %j, environment %j, file %j: Chinese is %s', async (option, env, file, expected) => {
    const line = `cdn resume --stream l1 ${option}`.trim();
    const { code, out } = await zego(line, { env, cwd: folder({ '.zegorc': file }) });
    expect([code, chinese.test(out)]).toEqual([0, expected]);
  });

  it('is that of explain too', async () => {
    const { out } = await zego('explain 5003 --lang zh');
    expect(out).toMatch(/\p{Script=Han}/u);
  });
});

describe('colour in a pipe', () => {
  it.each([
    ['', {}, false],
    ['', { FORCE_COLOR: '1' }, true],
    ['', { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
    ['', { FORCE_COLOR: '0' }, false],
    ['--no-color', { FORCE_COLOR: '1' }, false],
  ])('option %j, environment %j: %s', async (option, env, expected) => {
    const { out, err } = await zego(`transfer clear --stream k1 ${option}`.trim(), { env });
    expect([out.includes(coloured), err.includes(coloured)]).toEqual([expected, expected]);
  });
});
