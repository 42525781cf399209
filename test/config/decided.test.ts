import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { complete, makeFolders } from './folders.ts';

let at: ReturnType<typeof makeFolders>;
beforeEach(() => {
  at = makeFolders();
});
afterEach(() => at.remove());

describe('what is decided by a file that may have come with a repository', () => {
  const said = async (...args: Parameters<typeof at.load>) => (await at.load(...args)).notes;
  const file = () => join(at.cwd, '.zegorc');

  it.each([
    [{ appId: 77, serverSecret: 's' }, 'AppId 77, ServerSecret', 'AppId 77、ServerSecret'],
    [{ appId: 77, isTest: true }, 'AppId 77, test environment', 'AppId 77、测试环境'],
    [{ isTest: false }, 'production environment', '正式环境'],
  ])('%j', async (content, en, zh) => {
    at.write('.zegorc', content);
    const env = 'appId' in content ? { ZEGO_SERVER_SECRET: 's' } : complete;
    expect(await said({}, 'serverSecret' in content ? {} : env)).toEqual([
      { en: `${file()} decides: ${en}`, zh: `由 ${file()} 决定：${zh}` },
    ]);
  });

  it('also where a profile of it decides', async () => {
    at.write('../.zegorc', { isTest: false, profiles: { p: { isTest: true } } });
    const en = `${join(at.home, 'work', '.zegorc')} decides: test environment`;
    expect(await said({ profile: 'p' }, complete)).toMatchObject([{ en }]);
    expect(await said({}, { ...complete, ZEGO_PROFILE: 'p' })).toMatchObject([{ en }]);
  });

  it('but not where something stronger decides, or nothing of the kind stands in it', async () => {
    at.write('.zegorc', { appId: 77, serverSecret: 's', isTest: true });
    expect(await said({}, { ...complete, ZEGO_TEST: '0' })).toEqual([]);
    at.write('.zegorc', { region: 'fra', timeout: '2s' });
    expect(await said({}, complete)).toEqual([]);
  });

  it("nor for a file in the user's own folders, or one that is named", async () => {
    const content = { appId: 77, serverSecret: 's', isTest: true };
    at.write('../../.config/zego/.zegorc', content);
    expect(await said()).toEqual([]);
    at.write('../../.zegorc', content);
    expect(await said()).toEqual([]);
    at.write('.zegorc', content);
    expect(await said()).toHaveLength(1);
    expect(await said({ config: '.zegorc' })).toEqual([]);
    expect(await said({}, { ZEGO_CONFIG: '.zegorc' })).toEqual([]);
  });
});

describe('a chosen profile that something stronger overrules', () => {
  const profile = { appId: 7, serverSecret: 'p', isTest: true, region: 'fra' };

  it('is said to be, with what overrules it, in both languages', async () => {
    at.write('.zegorc', { profiles: { staging: profile } });
    const env = { ...complete, ZEGO_TEST: '0', ZEGO_REGION: 'bom', ZEGO_PROFILE: 'staging' };
    const { appId, overruled } = await at.load({}, env);
    expect([appId, overruled]).toEqual([
      12345,
      [
        {
          en: 'The profile staging (ZEGO_PROFILE) is overruled: AppId by ZEGO_APP_ID, ServerSecret by ZEGO_SERVER_SECRET, test or production by ZEGO_TEST, region by ZEGO_REGION',
          zh: 'profile staging（ZEGO_PROFILE）中的部分设置被覆盖：AppId（以 ZEGO_APP_ID 为准）、ServerSecret（以 ZEGO_SERVER_SECRET 为准）、测试或正式环境（以 ZEGO_TEST 为准）、区域（以 ZEGO_REGION 为准）',
        },
      ],
    ]);
  });

  it('is said to be where options overrule that of --profile, or an endpoint', async () => {
    const endpoint = 'https://rtc-api-hkg.zego.im';
    at.write('c', { profiles: { staging: { ...profile, region: undefined, endpoint } } });
    const typed = { config: 'c', profile: 'staging', endpoint: 'http://127.0.0.1:1' };
    expect((await at.load(typed, complete)).overruled).toMatchObject([
      { en: 'The profile staging (--profile) is overruled: endpoint by --endpoint' },
    ]);
  });

  it('is not where all is the same, or nothing stronger is there', async () => {
    at.write('.zegorc', { appId: 9, profiles: { staging: { ...profile, timeout: '2s' } } });
    const said = async (env: Record<string, string>) =>
      (await at.load({}, { ...env, ZEGO_PROFILE: 'staging' })).overruled;
    expect(await said({ ZEGO_APP_ID: '7', ZEGO_TEST: '1', ZEGO_TIMEOUT: '3s' })).toEqual([]);
    expect(await said({})).toEqual([]);
  });

  it('may hold what is malformed', async () => {
    at.write('.zegorc', { profiles: { staging: { ...profile, appId: 'x' } } });
    const env = { ZEGO_APP_ID: '5', ZEGO_PROFILE: 'staging' };
    expect((await at.load({}, env)).overruled).toMatchObject([
      { en: expect.stringContaining('is overruled: AppId by ZEGO_APP_ID') },
    ]);
  });
});
