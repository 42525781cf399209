import { describe, expect, it } from '@jest/globals';
import { serve } from '../http/servers.ts';
import { home } from './homes.ts';
import { pointedAt, rehearse, run } from './run.ts';

/** A server that answers with this status, and these headers and body. */
const answering = async (status: number, body = '', headers: Record<string, string> = {}) =>
  pointedAt(await serve((_, response) => response.writeHead(status, headers).end(body)));

const both = async (line: string, env: Record<string, string>) => ({
  en: await run(line, { env }),
  zh: await run(`${line} --lang zh`, { env }),
});

describe('an answer that is not of the service', () => {
  it('a web page is called one, by its title', async () => {
    const env = await answering(
      200,
      '\n<!DOCTYPE html><html><title>\n Sign in\tto\u001b[31m Wifi</title>',
    );
    const { en, zh } = await both('stream status --stream s1', env);
    expect(en.code).toBe(9);
    expect(en.err).toContain(
      `the answer is unreadable: a web page (title "Sign in to\\u001b[31m Wifi"), not ZEGO's answer (a proxy or portal? --debug shows it)`,
    );
    expect(zh.err).toContain('这是网页（标题 "Sign in to');
    expect(en.err).toContain('\nhint: A proxy or portal seems to have answered in place of ZEGO');
    expect(zh.err).toMatch(/\nhint: 很可能是代理或认证门户/);
  });

  it('a web page that may have come of a ban names proxy or portal before all else', async () => {
    const { en, zh } = await both('stream forbid --stream s1', await answering(200, '<html>'));
    expect([en.code, zh.code]).toEqual([9, 9]);
    expect(en.err).toMatch(/\nhint: A proxy or portal .* Running it again does no harm\./);
    expect(zh.err).toMatch(/\nhint: 很可能是代理或认证门户.*重新执行/);
  });

  it('a web page of an address that is not there keeps its title', async () => {
    const page = '<html><title>404 Not\nFound</title>';
    const { en, zh } = await both('stream forbid --stream s1', await answering(404, page));
    expect(en.err).toContain(
      'unread (HTTP 404, a web page titled "404 Not Found"); nothing took effect',
    );
    expect(zh.err).toContain('拒绝（HTTP 404，网页标题 "404 Not Found"）；未产生任何影响');
  });

  it.each(['/login?token=canary8token', 'login', '?a=canary8token'])(
    'a redirect to %s stays on the same host',
    async (location) => {
      const { en, zh } = await both('cdn list', await answering(302, '', { location }));
      expect(en.err).toContain('a redirect to the same host (HTTP 302)');
      expect(zh.err).toContain('重定向（HTTP 302，指向：同一主机）');
      expect(en.err + zh.err).not.toContain('canary8');
    },
  );

  it('a redirect that names a host without a scheme is told with that host', async () => {
    const location = '//portal.example/login';
    const { en } = await both('cdn list', await answering(302, '', { location }));
    expect(en.err).toContain('a redirect to https://portal.example (HTTP 302)');
  });

  it('its title hides what the request held', async () => {
    const origin = await serve((request, response) => {
      response.writeHead(503).end(`<html><title>${request.url}</title>`);
    });
    const line = 'transfer start --stream s1 --url rtmp://cdn.example/live/s1?key=canary9key';
    const { err } = await run(line, { env: pointedAt(origin) });
    expect(err).toContain('HTTP 503 and a web page (title');
    expect(err).not.toMatch(/canary9key|Signature=[0-9a-f]/);
  });

  it('a redirect is told with where it leads, and no more of it', async () => {
    const location = 'https://portal.example/login?token=canary8token';
    const { en, zh } = await both('cdn list', await answering(302, '', { location }));
    expect(en.err).toContain('a redirect to https://portal.example (HTTP 302)');
    expect(zh.err).toContain('重定向（HTTP 302，指向：https://portal.example）');
    expect(en.err + zh.err).not.toContain('canary8');
  });

  it.each([
    [404, /This address does not serve the API/, /该地址不提供此接口/],
    [414, /too long for it/, /请求过长/],
    [431, /too long for it/, /请求过长/],
  ])('HTTP %d without a return code refused the request unread', async (status, hint, hinted) => {
    const { en, zh } = await both('stream forbid --stream s1', await answering(status, '<html>'));
    expect([en.code, zh.code]).toEqual([1, 1]);
    expect(en.err).toContain(`refused the request unread (HTTP ${status}); nothing took effect`);
    expect(zh.err).toContain(`服务器未读取请求即拒绝（HTTP ${status}）；未产生任何影响`);
    expect(en.err).toMatch(hint);
    expect(zh.err).toMatch(hinted);
    const { json } = await run('stream forbid --stream s1 --json', {
      env: await answering(status),
    });
    expect(json).toMatchObject({ exitCode: 1, code: null, retryable: false });
  });
});

describe('a clock', () => {
  const body = (code: number) =>
    JSON.stringify({ Code: code, Message: 'm', RequestId: '1', Data: [] });
  const served = (code: number, aheadMs: number) =>
    answering(200, body(code), { date: new Date(Date.now() + aheadMs).toUTCString() });

  it.each([100000004, 3002])('that agrees is not to be set: code %d', async (code) => {
    const { en, zh } = await both('stream status --stream s1', await served(code, 0));
    expect(en.err).toContain("hint: This machine's clock agrees with the server's: run it again");
    expect(zh.err).toContain('hint: 本机时钟与服务器一致：请重新执行');
    expect(en.err).not.toMatch(/ 0 min|NTP/);
  });

  const minutes = 60_000;
  it('that is off changes the end of a ban, which is told', async () => {
    const { en, zh } = await both('cdn forbid --stream s1 --for 30m', await served(0, 8 * minutes));
    expect(en.code).toBe(0);
    expect(en.err).toContain(
      "This machine's clock is off by 8m: by ZEGO's the ban ends in 22m, not 30m.",
    );
    expect(zh.err).toContain('本机时钟相差 8m：按 ZEGO 的时钟，封禁将在 22m 后结束，而不是 30m。');
  });

  it('that is so slow that the ban is over by now, is told as well', async () => {
    const env = await served(0, 8 * minutes);
    const { en, zh } = await both('cdn forbid --stream s1 --for 5m', env);
    expect(en.err).toContain("by ZEGO's the ban's end is past, so it may not begin");
    expect(zh.err).toContain('封禁的结束时间已过，可能不会生效');
    const { json } = await run('cdn forbid --stream s1 --for 5m --json', { env });
    expect(json.notes).toContainEqual(expect.stringContaining('off by 8m'));
  });

  it('that is right needs no word', async () => {
    const { en } = await both('cdn forbid --stream s1 --for 5m', await served(0, 0));
    expect(en.err).not.toContain('clock');
  });
});

describe('another machine sends a higher Sequence', () => {
  /** Two machines with one emulator: the first has sent a Sequence that is ahead by this much. */
  const two = async (aheadMs: number) => {
    const { zego, sent } = await rehearse();
    const ahead = `--sequence ${Date.now() + aheadMs}`;
    await zego(`stream status --stream s1 ${ahead}`, { home: home() });
    const [here, sleep] = [home(), async () => {}];
    return { zego: (line: string) => zego(line, { home: here, sleep }), sent };
  };

  it('a ban draws a higher one, for that stream alone', async () => {
    const { zego, sent } = await two(2_500);
    const { json } = await zego('stream forbid --stream s1 --json');
    expect(json).toMatchObject({ ok: true, exitCode: 0 });
    expect(json.attempts).toBe(sent.length - 1);
    expect(sent.length).toBeGreaterThan(2);
    const other = await zego('stream forbid --stream s2 --json');
    expect(Number(other.json.sequence)).toBeLessThan(Number(json.sequence));
    const { code } = await zego('stream resume --stream s1');
    expect(code).toBe(0);
  });

  it.each([
    ['en', 'hint: Another machine sent a higher Sequence for --stream s1 within 10 s'],
    ['zh', 'hint: 另一台机器在 10 秒内为 --stream s1 发送了更大的 Sequence'],
  ])('a resume is refused, with the cause: %s', async (lang, hint) => {
    const { zego } = await two(60_000);
    const { code, err } = await zego(`stream resume --stream s1 --lang ${lang}`);
    expect(code).toBe(1);
    expect(err).toContain(hint);
  });
});
