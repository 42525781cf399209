import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { optionRows } from '../../src/config/options.ts';
import { complete, makeFolders } from './folders.ts';

let at: ReturnType<typeof makeFolders>;
beforeEach(() => {
  at = makeFolders();
});
afterEach(() => at.remove());

describe('where settings come from', () => {
  it('needs no file when AppId and secret are in the environment', async () => {
    expect(await at.load({}, complete)).toMatchObject({
      appId: 12345,
      secret: 'canary0secret',
      from: { appId: 'ZEGO_APP_ID', secret: 'ZEGO_SERVER_SECRET', endpoint: 'default' },
      endpoint: 'https://rtc-api.zego.im',
      isTest: false,
      timeout: 15_000,
      lang: null,
      warnings: [],
      notes: [],
    });
  });

  it('takes the AppId from a file and the secret from the environment', async () => {
    at.write('.zegorc', 'appId: 77\nregion: fra\ntimeout: 2m\nlang: zh\nisTest: true\n');
    expect(await at.load({}, { ZEGO_SERVER_SECRET: 's' })).toMatchObject({
      appId: 77,
      secret: 's',
      from: {
        appId: '.zegorc (appId)',
        secret: 'ZEGO_SERVER_SECRET',
        endpoint: '.zegorc (region)',
      },
      endpoint: 'https://rtc-api-fra.zego.im',
      isTest: true,
      timeout: 120_000,
      lang: 'zh',
    });
  });

  it('says which profile a value stands in', async () => {
    at.write('.zegorc', { appId: 1, profiles: { prod: { serverSecret: 'abc' } } });
    expect((await at.load({ profile: 'prod' })).from).toMatchObject({
      appId: '.zegorc (appId)',
      secret: '.zegorc (profiles.prod.serverSecret)',
    });
  });

  it('counts an empty variable that sends no command elsewhere as not set, with a warning', async () => {
    at.write('.zegorc', { appId: 5, serverSecret: 'x' });
    const loaded = await at.load({}, { ZEGO_APP_ID: '', ZEGO_CONFIG: ' ' });
    expect(loaded).toMatchObject({
      appId: 5,
      warnings: ['ZEGO_APP_ID, ZEGO_CONFIG are set but empty, and ignored'],
      zhWarnings: ['ZEGO_APP_ID、ZEGO_CONFIG 已设置但为空，已忽略'],
    });
    const others = { ZEGO_LANG: '', ZEGO_REGION: '', ZEGO_ELSE: '', OTHER: '' };
    expect((await at.load({}, others)).warnings).toEqual([
      'ZEGO_LANG, ZEGO_REGION, ZEGO_ELSE are set but empty, and ignored',
    ]);
    expect((await at.load({ region: 'fra' }, { ZEGO_REGION: '' })).warnings).toEqual([]);
  });

  it('has an example with every key', () => {
    const example = readFileSync('.zegorc.example', 'utf8');
    const shown = [...example.matchAll(/^(?:# | {4})?(\w+):/gm)].map(([, key]) => key);
    const keys = optionRows.flatMap(([, row]) => row.keys ?? []);
    expect([...new Set(shown)].sort()).toEqual([...keys, 'profiles'].sort());
  });

  it('reads the example as it is, and each of its profiles', async () => {
    copyFileSync('.zegorc.example', join(at.cwd, '.zegorc'));
    expect(await at.load()).toMatchObject({ appId: 1234567890, isTest: false });
    expect(await at.load({ profile: 'test' })).toMatchObject({ appId: 1234567890, isTest: true });
    expect(await at.load({ profile: 'staging' })).toMatchObject({
      appId: 1234567891,
      endpoint: 'https://rtc-api-hkg.zego.im',
    });
  });

  it('reads the example with its alternatives taken instead', async () => {
    const example = (...keys: string[]) =>
      readFileSync('.zegorc.example', 'utf8')
        .replace(/^serverSecret:.*$/m, '')
        .replace(new RegExp(`^# (${keys.join('|')}): `, 'gm'), '$1: ');
    at.write('.zegorc', example('serverSecretFile', 'region', 'lang'));
    at.write('zego-secret', 'from-a-file\n');
    expect(await at.load()).toMatchObject({
      secret: 'from-a-file',
      endpoint: 'https://rtc-api-sgp.zego.im',
      lang: 'en',
    });
    at.write('named', example('serverSecretFile', 'endpoint'));
    const endpoint = 'https://rtc-api-sgp.zego.im';
    expect(await at.load({ config: 'named' })).toMatchObject({ endpoint });
  });
});

describe('precedence', () => {
  it('lets the strongest place decide, key by key', async () => {
    const values = {
      appId: ['1', '2', '3', '4', '5'],
      region: ['sha', 'hkg', 'fra', 'lax', 'bom'],
      timeout: ['1s', '2s', '3s', '4s', '5s'],
      lang: ['en', 'zh', 'en', 'zh', 'en'],
    };
    const names = ['appId', 'region', 'timeout', 'lang'] as const;
    const subset = fc.subarray([...names]);
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(subset, subset, subset, subset, subset),
        fc.boolean(),
        async (chosen, explicit) => {
          // 0 option, 1 --profile, 2 environment, 3 ZEGO_PROFILE, 4 top level
          const places = chosen.map((keys, rank) => {
            const all = rank === 4 ? [...new Set([...keys, 'appId' as const])] : keys;
            return Object.fromEntries(all.map((key) => [key, values[key][rank]]));
          });
          const [option, first, environment, second, top] = places;
          at.write('.zegorc', { ...top, profiles: { first, second } });
          const env = Object.entries(environment ?? {}).map(([key, value]) => [
            key === 'appId' ? 'ZEGO_APP_ID' : `ZEGO_${key.toUpperCase()}`,
            String(value),
          ]);
          const settings = await at.load(
            { ...option, ...(explicit ? { profile: 'first' } : {}) },
            { ...Object.fromEntries(env), ZEGO_SERVER_SECRET: 's', ZEGO_PROFILE: 'second' },
          );

          const heard = explicit ? [0, 1, 2, 4] : [0, 2, 3, 4];
          const winner = (key: (typeof names)[number]) =>
            heard.map((rank) => places[rank]?.[key]).find((value) => value !== undefined);
          const region = winner('region');
          expect(settings).toMatchObject({
            appId: Number(winner('appId')),
            endpoint: `https://rtc-api${region ? `-${region}` : ''}.zego.im`,
            timeout: winner('timeout')
              ? Number.parseInt(String(winner('timeout')), 10) * 1000
              : 15_000,
            lang: winner('lang') ?? null,
          });
        },
      ),
    );
  });

  it('ranks the secret and the test flag the same way', async () => {
    at.write('.zegorc', {
      appId: 1,
      serverSecret: 'top',
      isTest: true,
      profiles: { prod: { serverSecret: 'profile', isTest: false } },
    });
    at.write('typed', 'typed');
    const env = { ZEGO_SERVER_SECRET: 'env', ZEGO_TEST: '0' };
    const seen = async (...args: Parameters<typeof at.load>) => {
      const { secret, isTest } = await at.load(...args);
      return [secret, isTest];
    };
    expect(await seen()).toEqual(['top', true]);
    expect(await seen({}, { ZEGO_PROFILE: 'prod' })).toEqual(['profile', false]);
    expect(await seen({}, env)).toEqual(['env', false]);
    expect(await seen({ profile: 'prod' }, { ...env, ZEGO_TEST: 'TRUE' })).toEqual([
      'profile',
      false,
    ]);
    const typed = { profile: 'prod', secretFile: 'typed', test: true };
    expect(await seen(typed, env)).toEqual(['typed', true]);
  });

  it('lets an endpoint outweigh any region, and says so', async () => {
    at.write('.zegorc', { region: 'fra', profiles: { eu: { region: 'bom' } } });
    const other = 'https://proxy.example:8443';
    const env = { ...complete, ZEGO_ENDPOINT: other };
    const ignored = (place: string, by = 'ZEGO_ENDPOINT') => [
      `the region of ${place} is ignored: the endpoint is set by ${by}`,
    ];
    for (const [options, more, warnings] of [
      [{}, {}, ignored('.zegorc (region)')],
      [{}, { ZEGO_REGION: 'sha' }, ignored('ZEGO_REGION')],
      [{ profile: 'eu' }, { ZEGO_REGION: 'sha' }, ignored('.zegorc (profiles.eu.region)')],
      [{ region: 'lax' }, {}, ignored('--region')],
    ] as const) {
      const settings = await at.load(options, { ...env, ...more });
      expect(settings).toMatchObject({
        endpoint: other,
        from: { endpoint: 'ZEGO_ENDPOINT' },
        warnings,
      });
    }
    const typed = { region: 'lax', endpoint: 'http://127.0.0.1:9000/' };
    expect(await at.load(typed, env)).toMatchObject({
      endpoint: 'http://127.0.0.1:9000',
      warnings: ignored('--region', '--endpoint'),
    });
  });

  it('passes over what is malformed where a stronger place decides', async () => {
    at.write('.zegorc', {
      appId: 'x',
      serverSecret: 1,
      region: 'x',
      isTest: 'x',
      timeout: 'x',
      lang: 'x',
      profiles: { other: { endpoint: 'x', serverSecretFile: 1 } },
    });
    const malformed = {
      ZEGO_APP_ID: 'x',
      ZEGO_REGION: 'zzz',
      ZEGO_TEST: 'x',
      ZEGO_TIMEOUT: 'x',
      ZEGO_LANG: 'x',
    };
    const typed = { appId: '7', region: 'sha', test: true, timeout: '3s', lang: 'zh' };
    expect(await at.load(typed, { ...malformed, ZEGO_SERVER_SECRET: 's' })).toMatchObject({
      appId: 7,
      secret: 's',
      endpoint: 'https://rtc-api-sha.zego.im',
      isTest: true,
      timeout: 3000,
      lang: 'zh',
    });
    const { endpoint } = await at.load(
      { appId: '7', test: true, timeout: '3s', lang: 'zh' },
      { ...malformed, ZEGO_SERVER_SECRET: 's', ZEGO_ENDPOINT: 'http://127.0.0.1:1' },
    );
    expect(endpoint).toBe('http://127.0.0.1:1');
  });
});
