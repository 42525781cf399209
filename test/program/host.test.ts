import { describe, expect, it } from '@jest/globals';
import { published } from '../../src/emulator/published.ts';
import { NetworkError } from '../../src/errors.ts';
import { APP_ID, rehearse, run, SECRET } from './run.ts';

const refused = {
  send: async () => {
    throw new NetworkError('connect', 'cannot connect', { en: 'Check.', zh: '请检查。' });
  },
};
const credentials = { ZEGO_APP_ID: `${APP_ID}`, ZEGO_SERVER_SECRET: SECRET };

describe('a host that is not ZEGO’s', () => {
  it.each([
    ['', 'Not ZEGO: URL (ZEGO_ENDPOINT)\n'],
    ['--quiet', 'Not ZEGO: URL (ZEGO_ENDPOINT)\n'],
    ['--json', 'Not ZEGO: URL (ZEGO_ENDPOINT)\n'],
    ['--dry-run --quiet', 'Not ZEGO: URL (ZEGO_ENDPOINT)\n'],
    ['--lang zh --quiet', '非 ZEGO 服务：URL（ZEGO_ENDPOINT）\n'],
  ])('is named beside every result (%s)', async (options, line) => {
    const { zego, env } = await rehearse();
    const { code, host } = await zego(`stream forbid --stream s1 ${options}`);
    expect([code, host]).toEqual([0, line.replace('URL', env.ZEGO_ENDPOINT)]);
  });

  it('is named where --endpoint sets it', async () => {
    const { env } = await rehearse();
    const { host } = await run(`cdn list --endpoint ${env.ZEGO_ENDPOINT}`, { env: credentials });
    expect(host).toBe(`Not ZEGO: ${env.ZEGO_ENDPOINT} (--endpoint)\n`);
  });

  it.each([
    ['', 'Emulator: URL\n'],
    ['--lang zh', '模拟器：URL\n'],
  ])('is called the emulator for its published project (%s)', async (options, line) => {
    const { zego, env } = await rehearse({ ...published });
    const { host } = await zego(`cdn list ${options}`, {
      env: { ZEGO_SERVER_SECRET: published.secret },
    });
    expect(host).toBe(line.replace('URL', env.ZEGO_ENDPOINT));
  });

  it.each(['https://rtc-api.zego.im', 'https://rtc-api-fra.zego.im'])(
    'is not said of %s',
    async (endpoint) => {
      const { host } = await run(`cdn list -n --endpoint ${endpoint}`, { env: credentials });
      expect(host).toBeUndefined();
    },
  );

  it('stands in the document with its source, which is null before any account', async () => {
    const { zego, env } = await rehearse();
    const document = { endpoint: env.ZEGO_ENDPOINT, endpointSource: 'ZEGO_ENDPOINT' };
    expect((await zego('cdn list --json')).json).toMatchObject(document);
    expect((await zego('cdn list --json -n')).json).toMatchObject(document);
    const known = { endpoint: 'https://rtc-api-sgp.zego.im', endpointSource: '--region' };
    const regional = await run('cdn list --json -n --region sgp', { env: credentials });
    expect(regional.json).toMatchObject(known);
    const none = { endpoint: null, endpointSource: null, appId: null };
    expect((await run('cdn list --json')).json).toMatchObject(none);
  });

  it.each([
    ['en', 'ZEGO_ENDPOINT', { ZEGO_ENDPOINT: 'https://other.example' }, 'https://other.example'],
    ['zh', 'ZEGO_ENDPOINT', { ZEGO_ENDPOINT: 'https://other.example' }, 'https://other.example'],
    ['en', 'ZEGO_REGION', { ZEGO_REGION: 'bom' }, 'https://rtc-api-bom.zego.im'],
  ])(
    'is said to come from there where nothing reached it (%s, %s)',
    async (lang, from, env, at) => {
      const { code, err } = await run(`cdn list --timeout 1s --lang ${lang}`, {
        ...refused,
        env: { ...credentials, ...env },
      });
      const words = {
        en: `hint: Check. The endpoint ${at} comes from ${from}.\n`,
        zh: `hint: 请检查。接口地址 ${at} 来自 ${from}。\n`,
      };
      expect(code).toBe(6);
      expect(err).toContain(words[lang as keyof typeof words]);
    },
  );

  it('is not said to come from anywhere by default', async () => {
    const { err } = await run('cdn list --timeout 1s', { ...refused, env: credentials });
    expect(err).toMatch(/hint: Check\.\n$/);
  });
});

describe('an id of the test environment', () => {
  it.each([
    ['en', 'warning: zegotest-1-s1: the prefix zegotest- belongs to the test environment, and'],
    ['zh', 'warning: zegotest-1-s1：zegotest- 是测试环境的前缀，而本命令作用于正式环境。'],
  ])('is warned of without --test (%s)', async (lang, words) => {
    const { zego } = await rehearse();
    const { err } = await zego(`stream forbid --stream zegotest-1-s1 --lang ${lang}`);
    expect(err).toContain(words);
  });

  it('is not with it', async () => {
    const { zego } = await rehearse();
    const { err } = await zego(`stream forbid --stream zegotest-${APP_ID}-s1 --test`);
    expect(err).not.toContain('warning');
  });
});
