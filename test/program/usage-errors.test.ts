import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { afterwards } from '../http/servers.ts';
import { APP_ID, pointedAt, run, SECRET } from './run.ts';

const send = () => Promise.reject(new Error('something was sent'));
const env = { ZEGO_APP_ID: String(APP_ID), ZEGO_SERVER_SECRET: SECRET };

describe('a command line that is not understood', () => {
  it.each([
    ['foo', 'unknown command "foo"'],
    ['', 'a command is missing'],
    ['cdn list --vender ws', 'unknown option --vender; did you mean --vendor?'],
    ['cdn forbid', '--stream <id> is required'],
    ['transfer stop', '--stream <id> and --url <rtmp> are required'],
    ['cdn forbid --stream s1 --for 2x', '--for "2x": expected a duration'],
    ['cdn list --timeout 30', '--timeout 30: expected a duration'],
    ['cdn list --region xyz', '--region xyz: expected one of'],
    ['cdn list --app-id x', '--app-id x: expected a whole number'],
    ['cdn list --lang fr', '--lang fr: expected en or zh'],
    ['explain 5003 --lang fr', '--lang fr: expected en or zh'],
    ['emulator --port x', '--port "x": expected a number from 0 to 65535'],
    ['emulator --port 65536', '--port "65536": expected a number'],
    ['emulator --fail x', '--fail "x": expected CODE or CODE:COUNT, such as 5007:3'],
    ['emulator --latency 5', '--latency "5": expected a duration'],
    ['explain 7777', '7777 is not a published return code'],
  ])('exits 2 and sends nothing: %s', async (line, message) => {
    const { code, out, err } = await run(line, { env, send });
    expect([code, out]).toEqual([2, '']);
    expect(err.startsWith(`error: ${message}`)).toBe(true);
  });

  it.each([
    ['foo', '未知的命令 "foo"'],
    ['cdn list --vender ws', '未知的选项 --vender；是否想输入 --vendor？'],
    ['cdn forbid', '缺少必需的选项 --stream <id>'],
    ['cdn forbid --stream s1 --for 2x', '--for "2x"：应为大于 0 的时长'],
    ['cdn list --timeout 30', '--timeout 30：应为大于 0 的时长'],
    ['cdn list --app-id x', '--app-id x：应为 1 至 4294967295 的整数'],
    ['emulator --port x', '--port "x"：应为 0 至 65535 的数字'],
    ['emulator --fail x', '--fail "x"：应为 CODE 或 CODE:COUNT，如 5007:3'],
    ['emulator --latency 5', '--latency "5"：应为大于 0 的时长'],
    ['explain 7777', '7777 不是 ZEGO 公布的返回码'],
    [
      'explain 30009 --action QueryForbidCDNLiveStream',
      'QueryForbidCDNLiveStream 的文档中没有返回码 30009',
    ],
  ])('is refused in Chinese where that is the language: %s', async (line, message) => {
    const typed = await run(`${line} --lang zh`, { env, send });
    const chosen = await run(`${line} --json`, { env: { ...env, ZEGO_LANG: 'zh' }, send });
    expect([typed.code, chosen.code]).toEqual([2, 2]);
    expect(typed.err.startsWith(`error: ${message}`)).toBe(true);
    expect(chosen.json.error).toMatchObject({ detail: expect.stringContaining(message) });
  });

  it('names the beginning of an id that is too long, and how long it is', async () => {
    const line = `stream forbid --stream ${'a'.repeat(257)}`;
    const [en, zh] = [
      await run(line, { env, send }),
      await run(`${line} --lang zh`, { env, send }),
    ];
    expect(en.err).toBe(
      'error: --stream aaaaaa...: the StreamId has 257 characters as it is sent; at most 256\n',
    );
    expect(zh.err).toBe(
      'error: --stream aaaaaa...：该流 ID 按发送时计有 257 个字符；最多 256 个\n',
    );
    expect([en.code, zh.code]).toEqual([2, 2]);
  });

  it.each([
    ['cdn frobid --json', 'cdn'],
    ['--json transfer stop --stream', 'transfer stop'],
    ['foo --json', null],
    ['explain x --json', 'explain'],
  ])('is a document with --json: %s', async (line, command) => {
    const { code, json, err } = await run(line, { env, send });
    expect(code).toBe(2);
    expect(json).toMatchObject({ ok: false, command, exitCode: 2, error: { kind: 'usage' } });
    const { detail } = json.error as { detail: string };
    expect(err.startsWith(`error: ${detail}\n`)).toBe(true);
  });

  it('never repeats a secret', async () => {
    const { out, err } = await run(`cdn list --secret=${SECRET} --json`, { env, send });
    expect(out + err).not.toContain(SECRET);
  });
});

describe('a secret in the wrong place', () => {
  const hex = '0123456789abcdef0123456789ABCDEF';

  it.each([
    ['--app-id'],
    ['--secret-file'],
    ['--profile'],
    ['--config'],
    ['--timeout'],
    ['--region'],
    ['--endpoint'],
    ['--lang'],
    ['--vendor'],
    ['--sekret'],
  ])('is not repeated: %s', async (option) => {
    for (const [secret, given] of [
      [hex, { ZEGO_APP_ID: '5' }],
      [SECRET, env],
    ] as const) {
      for (const more of [[], ['--json'], ['--debug']]) {
        const line = ['cdn', 'list', option, secret, ...more];
        const { code, out, err } = await run(line, { env: given, send });
        expect([2, 3]).toContain(code);
        expect((out + err).toLowerCase()).not.toContain(secret.toLowerCase());
      }
    }
  });

  it('is not repeated as a command', async () => {
    expect((await run(hex)).err).toContain('unknown command "***"');
    const { err } = await run(SECRET, { env: { ZEGO_SERVER_SECRET: ` ${SECRET}\n` } });
    expect(err).toContain('unknown command "***"');
  });
});

describe('an address in the wrong place is shown without what may be its key', () => {
  const address = 'rtmp://user:canary0@host/app/s?txSecret=canary1&canary2';

  it.each([
    [[address]],
    [['transfer', address]],
    [['transfer', 'start', address]],
    [['explain', address]],
    [['cdn', 'list', '--secret-file', address]],
    [['cdn', 'list', '--config', address]],
    [['cdn', 'list', '--profile', address]],
    [['cdn', 'list', `--endpoint=${address}`]],
    [['transfer', 'start', `--urll=${address}`]],
  ])('%j', async (line) => {
    for (const more of [[], ['--json'], ['--debug']]) {
      const { code, out, err } = await run([...line, ...more], { env, send });
      expect([2, 3]).toContain(code);
      expect(out + err).not.toContain('canary');
    }
  });

  it('hides no other word', async () => {
    const { err } = await run(['transfer', 'rtmp://h/a?transfer'], { env, send });
    expect(err).toMatch(
      /^error: unknown command "transfer \*\*\*"\nhint: .*zego transfer --help\n$/,
    );
  });
});

describe('credentials', () => {
  it('that are missing exit 3 and say where they belong', async () => {
    const { code, out, err } = await run('cdn list', { send });
    expect([code, out]).toEqual([3, '']);
    for (const words of ['ZEGO_APP_ID', 'ZEGO_SERVER_SECRET', 'appId', 'serverSecret', '.zegorc']) {
      expect(err).toContain(words);
    }
  });

  it('that are missing are a document with --json', async () => {
    const { json } = await run('transfer --json clear --stream s1', { send });
    expect(json).toMatchObject({
      ok: false,
      command: 'transfer clear',
      exitCode: 3,
      error: { kind: 'config' },
    });
  });

  it('may come from stdin', async () => {
    const stdin = { isTTY: false, read: async () => `${SECRET}\n` };
    const line = `cdn list --app-id ${APP_ID} --secret-file - -n`;
    expect((await run(line, { send, stdin })).code).toBe(0);
  });

  it('that others can read get a warning, once', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'zego-file-'));
    afterwards(() => rmSync(cwd, { recursive: true }));
    const file = join(cwd, '.zegorc');
    writeFileSync(file, JSON.stringify({ serverSecret: SECRET }));
    chmodSync(file, 0o644);
    const { code, err } = await run('cdn list -n', {
      env: { ZEGO_APP_ID: '5' },
      cwd,
      home: cwd,
      send,
    });
    expect(code).toBe(0);
    expect(err.match(/^warning: /gm)).toHaveLength(1);
    expect(err).not.toContain(SECRET);
  });
});

it.each(['--help', '--version', 'cdn list --help'])(
  '%s exits 0 without credentials',
  async (line) => {
    const { code, out, err } = await run(line, { send });
    expect([code, err]).toEqual([0, '']);
    expect(out.length).toBeGreaterThan(3);
  },
);

it('an endpoint by hand is the only one that may be plain http', async () => {
  const { code, err } = await run('cdn list', { env: pointedAt('http://example.com'), send });
  expect(code).toBe(3);
  expect(err).toContain('https');
});
