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

  it.each(['', ' \t'])('is said first to be set but empty (%j)', async (blank) => {
    at.write('.zegorc', { region: 'sha' });
    const message = async (env: Record<string, string>) => (await at.refusal({}, env)).message;
    expect(await message({ ZEGO_APP_ID: '1', ZEGO_SERVER_SECRET: blank })).toBe(
      'ZEGO_SERVER_SECRET is set but empty; no ServerSecret: found .zegorc, which lacks serverSecret',
    );
    expect(await message({ ZEGO_APP_ID: blank })).toMatch(
      /^ZEGO_APP_ID is set but empty; no AppId and no ServerSecret: /,
    );
    expect(await message({ ZEGO_APP_ID: blank, ZEGO_SERVER_SECRET: blank })).toMatch(
      /^ZEGO_APP_ID is set but empty; ZEGO_SERVER_SECRET is set but empty; no AppId and /,
    );
    at.write('.zegorc', { appId: 1 });
    expect(await message({ ZEGO_APP_ID: blank, ZEGO_SERVER_SECRET: blank })).toMatch(
      /^ZEGO_SERVER_SECRET is set but empty; no ServerSecret: /,
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
