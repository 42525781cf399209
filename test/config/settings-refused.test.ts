import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConfigError, UsageError } from '../../src/errors.ts';
import { complete, makeFolders } from './folders.ts';

let at: ReturnType<typeof makeFolders>;
beforeEach(() => {
  at = makeFolders();
});
afterEach(() => at.remove());

describe('options', () => {
  it.each([
    [{ appId: 'abc' }, '--app-id abc: expected a whole number from 1 to 4294967295'],
    [{ timeout: '5' }, '--timeout 5: expected a duration'],
    [{ timeout: '25d' }, '--timeout 25d: expected at most 24d'],
    [{ region: 'shq' }, '--region shq: expected one of sha hkg fra lax bom sgp; did you mean sha?'],
    [{ lang: 'fr' }, '--lang fr: expected en or zh'],
    [{ endpoint: 'ftp:' }, '--endpoint ftp:: expected an address'],
    [{ secretFile: '' }, '--secret-file: expected a path'],
  ])('%j is a usage error', async (options, message) => {
    const error = await at.refusal(options, complete);
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toContain(message);
  });

  it('do not repeat an address that may carry a password', async () => {
    const error = await at.refusal({ endpoint: 'https://user:canary0@host' }, complete);
    expect(error.message).toBe('--endpoint: an endpoint carries no user name or password');
  });

  it('complain before the file does', async () => {
    at.write('.zegorc', 'nonsense');
    expect(await at.refusal({ lang: 'fr' })).toBeInstanceOf(UsageError);
  });
});

describe('environment', () => {
  it.each([
    ['ZEGO_APP_ID', 'canary0value', 'a whole number'],
    ['ZEGO_SERVER_SECRET', 'canary0value x', 'one word'],
    ['ZEGO_REGION', 'canary0value', 'one of sha'],
    ['ZEGO_ENDPOINT', 'canary0value', 'an address'],
    ['ZEGO_TEST', 'canary0value', '1, true, 0 or false'],
    ['ZEGO_TIMEOUT', 'canary0value', 'a duration'],
    ['ZEGO_LANG', 'canary0value', 'en or zh'],
  ])('a malformed %s is named, its value is not', async (name, value, expected) => {
    const error = await at.refusal({}, { ...complete, [name]: value });
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toContain(`${name}: expected ${expected}`);
    expect(error.message).not.toContain('canary0');
  });

  it.each([
    ['1', true],
    ['True', true],
    ['0', false],
    ['FALSE', false],
  ])('ZEGO_TEST=%s means %s', async (text, isTest) => {
    expect((await at.load({}, { ...complete, ZEGO_TEST: text })).isTest).toBe(isTest);
  });
});

describe('a working directory that was deleted', () => {
  const cwd = '';

  it('takes nothing but the way up', async () => {
    expect(await at.load({}, complete, { cwd })).toMatchObject({ appId: 12345, warnings: [] });
    const secretFile = at.write('key', 'k', 0o644);
    expect(await at.load({ secretFile }, complete, { cwd })).toMatchObject({
      secret: 'k',
      warnings: [expect.stringContaining(secretFile)],
    });
    at.write('../../.zegorc', { appId: 5, serverSecretFile: 'work/app/key' });
    expect(await at.load({}, {}, { cwd })).toMatchObject({ appId: 5, secret: 'k' });
  });

  it('is no place for a relative path to start from', async () => {
    for (const options of [{ config: 'x' }, { secretFile: 'x' }]) {
      const error = await at.refusal(options, complete, { cwd });
      expect(error.message).toBe('x: the working directory is gone');
      expect(error.hint).toBe('Give an absolute path.');
    }
  });

  it('is not searched', async () => {
    expect((await at.refusal({}, {}, { cwd })).message).toContain(
      `.zegorc.yml in ${at.home} and in ${at.home}/.config/zego`,
    );
  });
});

describe('what is missing', () => {
  it('is named with variable, option, key and the places searched', async () => {
    const error = await at.refusal();
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toBe(
      `no AppId and no ServerSecret: looked for .zegorc, .zegorc.json, .zegorc.yaml, .zegorc.yml from ${at.cwd} up to ${at.home} and in ${at.home}/.config/zego`,
    );
    const names = 'looked for .zegorc, .zegorc.json, .zegorc.yaml, .zegorc.yml';
    const atHome = await at.refusal({}, {}, { cwd: at.home });
    expect(atHome.message).toContain(`${names} in ${at.home} and in ${at.home}/.config/zego`);
    const outside = await at.refusal({}, {}, { cwd: '/proc' });
    expect(outside.message).toContain(`${names} from /proc up to /, in ${at.home} and in`);
    expect(error.hint).toMatch(
      /ZEGO_APP_ID.*--app-id.*appId.*ZEGO_SERVER_SECRET.*--secret-file.*serverSecret/,
    );
  });

  it('is named without places when no file is to be read', async () => {
    at.write('.zegorc', { appId: 1, serverSecret: 's' });
    expect((await at.refusal({ config: '/dev/null' })).message).toBe(
      'no AppId and no ServerSecret: no configuration file is read',
    );
  });

  it('is named in Chinese too', async () => {
    const [detail, hint] = (await at.refusal()).zh;
    expect(detail).toMatch(/^缺少 AppId 和 ServerSecret：已查找 \.zegorc、.*，位置：.* 至 /);
    expect(hint).toMatch(/^请设置 ZEGO_APP_ID（或 --app-id，或配置文件中的 appId） 和 ZEGO_SERVER/);
    at.write('.zegorc', { appId: 1 });
    expect((await at.refusal()).zh[0]).toBe(
      '缺少 ServerSecret：已找到 .zegorc，但其中没有 serverSecret',
    );
  });

  it('is named with the profiles that nobody chose', async () => {
    at.write('.zegorc', { appId: 1, profiles: { prod: { serverSecret: 'p' }, staging: {} } });
    const error = await at.refusal();
    expect([error.message, error.hint]).toEqual([
      'no ServerSecret: found .zegorc, which lacks serverSecret outside of its profiles prod, staging, and none of these is chosen',
      expect.stringMatching(
        /^Choose a profile by --profile or ZEGO_PROFILE, or set ZEGO_SERVER_SE/,
      ),
    ]);
    expect(error.zh).toEqual([
      expect.stringContaining('且未选择其中的 profile：prod, staging'),
      expect.stringContaining('请用 --profile 或 ZEGO_PROFILE 选择一个 profile，或设置'),
    ]);
    expect((await at.refusal({ profile: 'staging' })).message).toBe(
      'no ServerSecret: found .zegorc, which lacks serverSecret',
    );
  });

  it('is named alone when the rest is there', async () => {
    at.write('.zegorc', { appId: 1 });
    const error = await at.refusal();
    expect(error.message).toBe('no ServerSecret: found .zegorc, which lacks serverSecret');
    expect(error.hint).not.toContain('ZEGO_APP_ID');
  });
});

describe('profiles', () => {
  it('that are not there are refused with those that are', async () => {
    at.write('.zegorc', { profiles: { prod: {}, staging: {} } });
    const error = await at.refusal({ profile: 'prd' }, complete);
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toBe('--profile prd: .zegorc has prod, staging; did you mean prod?');
    expect((await at.refusal({}, { ...complete, ZEGO_PROFILE: 'qa' })).message).toBe(
      'ZEGO_PROFILE qa: .zegorc has prod, staging',
    );
    expect(await at.refusal({ profile: '__proto__' }, complete)).toBeInstanceOf(ConfigError);
  });

  it('need a file', async () => {
    const error = await at.refusal({ profile: 'prod' }, complete);
    expect(error.message).toContain('--profile prod: there is no configuration file');
    at.write('.zegorc', 'lang: en');
    expect((await at.refusal({ profile: 'prod' }, complete)).message).toContain(
      '.zegorc has no profiles',
    );
  });

  it('of --profile stand in for those of ZEGO_PROFILE, unmixed', async () => {
    at.write('.zegorc', { profiles: { a: { appId: 1 }, b: { serverSecret: 'b' } } });
    expect((await at.refusal({ profile: 'a' }, { ZEGO_PROFILE: 'b' })).message).toContain(
      'no ServerSecret',
    );
  });
});

describe('a variable that is set but empty', () => {
  const names = ['ZEGO_TEST', 'ZEGO_PROFILE', 'ZEGO_ENDPOINT', 'ZEGO_SERVER_SECRET'];

  it.each(names.flatMap((name) => ['', ' \t'].map((blank) => [name, blank] as const)))(
    '%s=%j is refused, whatever a file says',
    async (name, blank) => {
      at.write('.zegorc', { appId: 1, serverSecret: 's', isTest: true, profiles: { p: {} } });
      const error = await at.refusal({}, { ...complete, [name]: blank });
      expect(error).toBeInstanceOf(ConfigError);
      expect([error.message, error.hint]).toEqual([
        `${name} is set but empty; nothing was sent`,
        expect.stringContaining('Give it a value, or unset it'),
      ]);
      expect(error.zh).toEqual([
        `${name} 已设置但为空；请求未发出`,
        expect.stringContaining('请为其赋值，或将其删除（unset）'),
      ]);
    },
  );

  it('is named with all that are, and with an AppId that no place has', async () => {
    const blank = { ZEGO_APP_ID: '', ZEGO_SERVER_SECRET: '' };
    expect((await at.refusal({}, blank)).message).toBe(
      'ZEGO_APP_ID, ZEGO_SERVER_SECRET are set but empty; nothing was sent',
    );
    expect((await at.refusal({}, { ZEGO_APP_ID: '' })).message).toContain('ZEGO_APP_ID is set but');
  });

  it.each([
    ['ZEGO_TEST', { test: true }],
    ['ZEGO_PROFILE', { profile: 'prod' }],
    ['ZEGO_ENDPOINT', { endpoint: 'http://127.0.0.1:1' }],
    ['ZEGO_SERVER_SECRET', { secretFile: 'key' }],
    ['ZEGO_SERVER_SECRET', { profile: 'prod' }],
  ])('%s does not matter beside %j', async (name, options) => {
    at.write('.zegorc', { appId: 1, serverSecret: 's', profiles: { prod: { serverSecret: 'p' } } });
    at.write('key', 'k');
    expect((await at.load(options, { [name]: '' })).warnings).toEqual([]);
  });
});
