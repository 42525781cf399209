import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { afterwards, deserted, serve } from '../http/servers.ts';
import { pointedAt, rehearse, run } from './run.ts';

/** A server that answers so, and does not say what time it is. */
const answering = async (body: object) =>
  pointedAt(
    await serve((_, response) => {
      response.sendDate = false;
      response.end(JSON.stringify(body));
    }),
  );
const entry = (CdnType: string, CdnResult: string) => ({ CdnType, CdnResult });
const published = entry('ws', 'success append purge tasks.');
const clock = { now: () => Date.UTC(2025, 0, 2) };

describe('a result names the AppId and a code other than 0', () => {
  it.each([
    ['stream status --stream s1', /\ncode 41004 "stream does not exist", AppId 1234567890, Req/],
    ['stream forbid --stream s1', /\nAppId 1234567890, RequestId /],
    ['cdn list', /\nAppId 1234567890, RequestId /],
  ])('%s', async (line, words) => {
    const { zego } = await rehearse();
    expect((await zego(line)).out).toMatch(words);
    expect((await zego(`${line} --lang zh`)).out).toMatch(words);
  });

  it('also where the answer has no RequestId', async () => {
    const env = await answering({ Code: 0, Data: null });
    expect((await run('stream forbid --stream s1', { env })).out).toMatch(/\nAppId 1234567890\n$/);
  });
});

describe('a CDN that does not confirm a ban', () => {
  const forbid = 'cdn forbid --stream s1';

  it('is named in the result, with --quiet too, and in a warning', async () => {
    const env = await answering({ Code: 0, Data: [published, entry('tencent', 'queue full')] });
    const { code, out, err } = await run(forbid, { env });
    expect(code).toBe(0);
    expect(out).toMatch(/^Ban of s1 accepted, .* Not confirmed by: tencent\.\n/);
    expect(err).toMatch(/^warning: tencent: not confirmed, .*zego cdn list\nnote: /);
    const quiet = await run(`${forbid} --quiet --lang zh`, { env });
    expect(quiet.out).toContain('未确认的 CDN：tencent。');
    expect(quiet.err).toBe('');
    const { json } = await run(`${forbid} --json`, { env });
    expect(json).toMatchObject({ ok: true, code: 0, exitCode: 0 });
    expect(json.meaning).toContain('Not confirmed by: tencent.');
    expect((json.notes as string[]).join()).toContain('tencent: not confirmed');
  });

  it.each([[null], [[]], ['done']])('may be every one: Data %j', async (Data) => {
    const env = await answering({ Code: 0, Data });
    const { code, out, err } = await run(forbid, { env });
    expect(code).toBe(0);
    expect(out).toMatch(/^Ban of s1 accepted, .* No CDN confirmed it\.\n/);
    expect(err).toMatch(/^warning: The answer names no CDN/);
    const zh = await run('cdn resume --stream s1 --lang zh', { env });
    expect(zh.out).toContain('没有 CDN 确认。');
    expect(zh.err).toMatch(/^warning: 应答未列出任何 CDN/);
  });
});

describe('the end of a ban', () => {
  it.each([
    ['--resume 2025-01-01T00:00:00Z', 'Ends on ws: 2025-01-01T00:00:00Z', '(past)', '（已过去）'],
    [
      '--resume 2026-01-01T00:00:00Z',
      'Ends on ws: 2026-01-01T00:00:00Z',
      '(30 days at most)',
      '（最长 30 天）',
    ],
    ['', 'Ends: about 2025-01-03T00:00:00Z', 'after 1 day by default', '默认 1 天后'],
  ])('stands in the result, with --quiet too: %s', async (option, ends, en, zh) => {
    const env = await answering({ Code: 0, Data: [published] });
    const ban = async (more: string) =>
      (await run(`cdn forbid --stream s1 ${option} --quiet ${more}`, { env, ...clock })).out;
    const line = (await ban('')).split('\n')[1];
    expect(line?.startsWith(ends)).toBe(true);
    expect(line?.endsWith(en)).toBe(true);
    expect((await ban('--lang zh')).split('\n')[1]?.endsWith(zh)).toBe(true);
  });

  it('of an RTC ban is the command that lifts it', async () => {
    const { zego } = await rehearse();
    expect((await zego('stream forbid --stream s1 --quiet')).out).toContain(
      'does not end by itself; to lift it: zego stream resume --stream s1\n',
    );
    expect((await zego('stream forbid --stream s1 --quiet --lang zh')).out).toContain(
      '封禁不会自动结束，解封请用：zego stream resume --stream s1\n',
    );
  });
});

describe('an id with an invisible character', () => {
  it('is shown with it, in the result and in the warning before', async () => {
    const { zego } = await rehearse();
    const { out, err } = await zego(['stream', 'forbid', '--stream', 's\u200b\u00ad1']);
    expect(out).toMatch(/^RTC ban in force: s\\u\{200b\}\\u\{ad\}1\./);
    expect(err).toMatch(/^warning: s\\u\{200b\}\\u\{ad\}1: .*\(here: U\+200B, U\+00AD\)/);
  });

  it('is itself in JSON', async () => {
    const { zego } = await rehearse();
    const { json, out } = await zego(['stream', 'forbid', '--json', '--stream', 's\u200b1']);
    expect(json.streams).toEqual(['s\u200b1']);
    expect(out).toContain('s\\u200b1');
  });
});

describe('a grave failure is said in Chinese too', () => {
  it('6: nothing was sent', async () => {
    const env = pointedAt(`http://${await deserted()}`);
    const { code, err } = await run('cdn list --lang zh', { env });
    expect(code).toBe(6);
    expect(err).toMatch(/^error: cdn list: 无法连接 .*；请求未发出\nhint: 请检查网络/);
    const { json } = await run('cdn list --lang zh --json', { env });
    expect(json).toMatchObject({
      error: { kind: 'network', detail: expect.stringMatching(/^无法连接 .*；请求未发出$/) },
      hint: expect.stringContaining('请检查网络'),
    });
  });

  it.each([
    ['transfer start --stream s1 --url rtmp://h/a/s1', /是否已到达/, /whether the stream arrives/],
    ['transfer stop --stream s1 --url rtmp://h/a/s1', /是否仍在推送/, /still arrives there/],
    ['stream forbid --stream s1', /zego stream status --stream s1/, /zego stream status/],
  ])('9: the outcome is unknown, and how to find out: %s', async (line, zh, en) => {
    const env = pointedAt(await serve((request) => request.socket.destroy()));
    const { code, err } = await run(`${line} --lang zh`, { env });
    expect(code).toBe(9);
    expect(err).toMatch(/^error: .*请求已发出，但未收到应答.*；命令可能已经生效/);
    expect(err).toMatch(zh);
    expect((await run(line, { env })).err).toMatch(en);
  });
});

describe('a suggested command', () => {
  it('repeats the options that chose the account, and nothing of the environment', async () => {
    const { zego, env } = await rehearse();
    const endpoint = `--endpoint ${env.ZEGO_ENDPOINT}`;
    const line = `cdn forbid --stream s1 --timeout 9s --test --app-id 1234567890 ${endpoint}`;
    for (const { err } of [await zego(line), await zego(`${line} --lang zh`)]) {
      expect(err).toContain(`zego cdn list --app-id 1234567890 ${endpoint} --test`);
    }
    const plain = await zego('cdn forbid --stream s1');
    expect(plain.err).toMatch(/zego cdn list\n/);
  });

  it('quotes what a shell would take apart', async () => {
    const { env } = await rehearse();
    const file = join(mkdtempSync(join(tmpdir(), 'zego results ')), 'secret');
    afterwards(() => rmSync(dirname(file), { recursive: true }));
    writeFileSync(file, `${env.ZEGO_SERVER_SECRET}\n`, { mode: 0o600 });
    const argv = ['stream', 'forbid', '--stream', 's1', '--secret-file', file];
    const { err } = await run(argv, { env: { ...env, ZEGO_SERVER_SECRET: undefined } });
    expect(err).toContain(`zego stream status --stream s1 --secret-file '${file}'`);
  });
});
