import { chmodSync } from 'node:fs';
import { afterAll, describe, expect, it } from '@jest/globals';
import { optionLayer } from '../../src/config/layers.ts';
import { UsageError } from '../../src/errors.ts';
import { complete, makeFolders } from './folders.ts';

const at = makeFolders();
afterAll(at.remove);

const chinese = async (...args: Parameters<typeof at.load>) => (await at.refusal(...args)).zh;

describe('a configuration error in Chinese', () => {
  it.each<[string, string | object, string]>([
    ['.json', '{"appId": 1,}', '第 1 行：不是有效的 JSON'],
    ['.json', '{"lang": "en", "lang": "zh"}', '：JSON 中有重复的键'],
    [
      '.yaml',
      'a: [',
      '第 1 行：不是有效的 YAML：unexpected end of the stream within a flow collection',
    ],
    ['.js', 'module.exports = {}', '：配置文件须为数据：JSON 或 YAML'],
    ['.json', [], '：顶层：应为键值映射'],
    ['.json', { profiles: { prod: 5 } }, '第 1 行：profiles.prod：应为键值映射'],
    ['.json', { appid: 1 }, '第 1 行：未知的键 appid；是否想输入 appId？'],
    [
      '.json',
      { profiles: { x: { zzzzzzz: 1 } } },
      '未知的键 profiles.x.zzzzzzz；可用的键：appId, ',
    ],
    [
      '.json',
      { serverSecret: 'a', serverSecretFile: 'b' },
      'serverSecret 与 serverSecretFile 不能同时使用',
    ],
    ['.json', { appId: 'x', serverSecret: 'a' }, 'appId：应为 1 至 4294967295 的整数'],
    ['.json', { appId: 1, serverSecret: 5 }, 'serverSecret：应为字符串：请加上引号'],
    ['.json', { appId: 1, isTest: 'x', serverSecret: 'a' }, 'isTest：应为 true 或 false，不加引号'],
    ['.json', { appId: 1, serverSecretFile: '' }, 'serverSecretFile：应为路径'],
    [
      '.json',
      { appId: 1, serverSecretCommand: 'pass' },
      'serverSecretCommand：应为形如 ["/usr/bin/pass"',
    ],
    ['.json', { appId: 1, serverSecretFile: 'not/there' }, '不存在、无法访问或不是普通文件'],
    [
      '.json',
      { appId: 1, serverSecret: 'a', endpoint: 'https://other.example' },
      'endpoint：配置文件只能写 https://rtc-api.zego.im 及其区域主机',
    ],
  ])('of a file: %s %j', async (ending, content, wanted) => {
    const config = at.write(`named${ending}`, content);
    const [detail] = await chinese({ config });
    expect(detail).toContain(wanted);
  });

  it.each<[string, Record<string, string>, string]>([
    ['AppId', { ZEGO_APP_ID: '0' }, 'ZEGO_APP_ID：应为 1 至 4294967295 的整数'],
    [
      'secret in quotes',
      { ZEGO_SERVER_SECRET: "'a'" },
      'ZEGO_SERVER_SECRET：应只有密钥本身，却带有引号',
    ],
    [
      'secret of a line',
      { ZEGO_SERVER_SECRET: 'A=b' },
      'ZEGO_SERVER_SECRET：应只有密钥本身，却是一行 NAME=value',
    ],
    [
      'region',
      { ZEGO_REGION: 'frb' },
      'ZEGO_REGION：应为以下之一：sha hkg fra lax bom sgp；是否想输入 fra？',
    ],
    [
      'endpoint',
      { ZEGO_ENDPOINT: 'http://h.example' },
      'ZEGO_ENDPOINT：接口地址须为 https；只有本机可用 http',
    ],
    ['timeout', { ZEGO_TIMEOUT: '25d' }, 'ZEGO_TIMEOUT：最长为 24d'],
    ['test', { ZEGO_TEST: 'yes' }, 'ZEGO_TEST：应为 1、true、0 或 false'],
    ['profile', { ZEGO_PROFILE: 'prod' }, 'ZEGO_PROFILE prod：没有配置文件，也就没有该 profile'],
  ])('of a variable: %s', async (_, env, wanted) => {
    const [detail] = await chinese({ config: '/dev/null' }, { ...complete, ...env });
    expect(detail).toBe(wanted);
  });

  it('of an option', () => {
    const error = (() => {
      try {
        return optionLayer({ timeout: '5' }, '/');
      } catch (caught) {
        return caught;
      }
    })();
    expect(error).toBeInstanceOf(UsageError);
    expect(error).toMatchObject({
      detail: { zh: '--timeout 5：应为大于 0 的时长，如 500ms、15s、90m、2h 或 1d12h' },
    });
  });

  it('of a value that is too long', async () => {
    const config = at.write('long.json', { appId: 1, serverSecret: 'a'.repeat(4097) });
    expect((await chinese({ config }))[0]).toBe('long.json 第 1 行：serverSecret：超过 4 KB');
  });

  it('of a profile that is not there', async () => {
    const config = at.write('profiles.json', { profiles: { prod: {} } });
    const [detail] = await chinese({ config, profile: 'prd' });
    expect(detail).toBe('--profile prd：profiles.json 中的 profile 有 prod；是否想输入 prod？');
  });

  it('of a file that cannot be read', async () => {
    const [detail] = await chinese({ config: 'nowhere.json' }, complete);
    expect(detail).toBe('nowhere.json 不存在、无法访问或不是普通文件');
    const large = at.write('large.json', ' '.repeat(65_537));
    expect((await chinese({ config: large }, complete))[0]).toBe('large.json 超过 64 KiB');
  });

  it('of a file that must not name a program', async () => {
    const [detail, hint] = await chinese({
      config: at.write('false.json', { appId: 1, serverSecretCommand: ['/bin/false'] }),
    });
    expect(detail).toContain('/bin/false 以退出码 1 结束');
    expect(hint).toBe('请单独运行该程序查看原因：此处不显示它的标准错误。');
    const open = at.write('open.json', { appId: 1, serverSecretCommand: ['/bin/false'] });
    chmodSync(open, 0o666);
    expect((await chinese({ config: open }))[0]).toMatch(
      /只有他人无法修改的配置文件才能指定要运行的程序：其他用户可写 .*open\.json：chmod go-w /,
    );
    const found = at.write('.zegorc', { appId: 1, serverSecretCommand: ['/bin/false'] });
    expect(found).toMatch(/\.zegorc$/);
    expect((await chinese())[0]).toContain('只有位于主目录、~/.config/zego');
  });

  it('of a secret that is not there', async () => {
    const options = { config: '/dev/null', appId: '1' };
    const terminal = { stdin: { isTTY: true, read: () => Promise.resolve('') } };
    expect(await chinese({ ...options, secretFile: '-' }, {}, terminal)).toEqual([
      '--secret-file -：标准输入是终端',
      '请将密钥重定向进来：zego ... --secret-file - < FILE',
    ]);
    const secretFile = at.write('empty', '\n');
    expect((await chinese({ ...options, secretFile }))[0]).toMatch(/为空，或第一行是空行$/);
  });
});

it('warnings about files and regions are in Chinese too', async () => {
  const config = at.write('warned.json', { appId: 1, serverSecret: 'a', $import: 'x' }, 0o644);
  const env = { ZEGO_REGION: 'fra', ZEGO_ENDPOINT: 'https://other.example' };
  expect((await at.load({ config }, env)).zhWarnings).toEqual([
    'warned.json 第 1 行：$import 已忽略，只读取该文件本身',
    'warned.json 含有 ServerSecret，但其他用户可读：chmod 600 warned.json',
    'ZEGO_REGION 的区域已忽略：接口地址以 ZEGO_ENDPOINT 为准',
  ]);
});
