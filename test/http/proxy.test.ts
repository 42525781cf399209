import { describe, expect, it } from '@jest/globals';
import { ConfigError } from '../../src/errors.ts';
import { proxyFor } from '../../src/http/proxy.ts';

const proxy = 'http://proxy.example.com:3128/';
const service = 'https://rtc-api.zego.im';
const by = (env: Record<string, string>, origin = service) => proxyFor(origin, env)?.href ?? null;

describe('the proxy of an origin', () => {
  it.each<[string | null, Record<string, string>]>([
    [null, {}],
    [proxy, { HTTPS_PROXY: proxy }],
    [proxy, { https_proxy: proxy, HTTPS_PROXY: 'http://other' }],
    [proxy, { https_proxy: ' ', HTTPS_PROXY: proxy }],
    [proxy, { HTTPS_PROXY: 'proxy.example.com:3128' }],
    ['https://proxy.example.com/', { HTTPS_PROXY: 'https://proxy.example.com' }],
    ['http://[::1]:3128/', { HTTPS_PROXY: 'http://[::1]:3128' }],
    [null, { HTTP_PROXY: proxy, http_proxy: proxy, ALL_PROXY: proxy }],
    [null, { HTTPS_PROXY: '' }],
  ])('is %s by %j', (expected, env) => {
    expect(by(env)).toBe(expected);
  });

  it('is one for a host that is only called like this machine', () => {
    expect(by({ HTTPS_PROXY: proxy }, 'https://127.example.com')).toBe(proxy);
  });

  it.each([
    'http://localhost:1',
    'http://127.0.0.1:1',
    'http://10.0.0.1',
    'https://localhost:1',
    'https://127.8.9.1',
    'https://[::1]:1',
  ])('is none for %s', (origin) => {
    expect(by({ HTTPS_PROXY: proxy }, origin)).toBeNull();
  });

  it.each([
    'socks5://proxy:1080',
    'ftp://proxy',
    'http://',
    'http://a b',
    'http://me:100%@proxy',
    'javascript:canary',
    'http://proxy:99999',
  ])('must be an address: %s is refused unseen', (text) => {
    const attempt = () => by({ HTTPS_PROXY: text });
    expect(attempt).toThrow(ConfigError);
    expect(attempt).toThrow(/^HTTPS_PROXY: expected the address of a proxy, such as \S+$/);
  });
});

describe('a password that ends the address', () => {
  it.each([
    'canary#4pass',
    'canary/4',
    'canary?2',
    '12#3',
    '12/34canary',
    '1?2canary',
    'canary\\5',
  ])('%s is refused unseen, with the way to write it', (password) => {
    for (const address of [`http://user:${password}@h:1`, `user:${password}@h:1`]) {
      let error: unknown;
      try {
        by({ https_proxy: address });
      } catch (caught) {
        error = caught;
      }
      expect(error).toBeInstanceOf(ConfigError);
      expect(error).toMatchObject({
        message: 'https_proxy: the address of a proxy has no path, query or fragment',
        hint: {
          en: expect.stringContaining('write %2F for /'),
          zh: expect.stringContaining('写成 %2F'),
        },
      });
    }
    const encoded = encodeURIComponent(password);
    expect(by({ https_proxy: `http://user:${encoded}@h:1` })).toBe(`http://user:${encoded}@h:1/`);
  });

  it.each(['http://h:1/path', 'http://h?', 'h:1#', 'http://h//', 'http:///h'])(
    'nor has it %s',
    (address) => {
      expect(() => by({ HTTPS_PROXY: address })).toThrow('has no path, query or fragment');
    },
  );
});

describe('NO_PROXY', () => {
  const passes = (list: string, origin: string) =>
    by({ HTTPS_PROXY: proxy, NO_PROXY: list }, origin) === null;

  it.each([
    ['*', service],
    ['zego.im', service],
    ['.zego.im', service],
    ['*.zego.im', service],
    ['RTC-API.ZEGO.IM', service],
    ['rtc-api.zego.im.', service],
    ['a,b  rtc-api.zego.im\tc', service],
    ['zego.im:443', service],
    ['zego.im:8443', 'https://rtc.zego.im:8443'],
    ['zego.im', 'https://rtc-api.zego.im.'],
    ['10.1.2.3', 'https://10.1.2.3'],
    ['10.0.0.0/8', 'https://10.1.2.3'],
    ['10.1.2.3:8443', 'https://10.1.2.3:8443'],
    ['fd00::/8', 'https://[fd00::5]'],
    ['fd00:0::5', 'https://[fd00::5]'],
    ['[fd00::5]:8443', 'https://[fd00::5]:8443'],
  ])('%s exempts %s', (list, origin) => {
    expect(passes(list, origin)).toBe(true);
  });

  it.each([
    ['', service],
    [' , ', service],
    ['.', service],
    ['ego.im', service],
    ['api.zego.im', service],
    ['x.rtc-api.zego.im', service],
    ['zego.im:8443', service],
    ['zego.im.example.com', service],
    ['10.0.0.0/8', 'https://11.1.2.3'],
    ['10.0.0.0/99', 'https://10.1.2.3'],
    ['0.0.0.0/0', 'https://[fd00::5]'],
    ['10.1.2', 'https://10.1.2.3'],
    ['2.3', 'https://10.1.2.3'],
  ])('%j does not exempt %s', (list, origin) => {
    expect(passes(list, origin)).toBe(false);
  });

  it('may be written small, which counts first', () => {
    expect(by({ HTTPS_PROXY: proxy, no_proxy: 'zego.im', NO_PROXY: 'other' })).toBeNull();
  });
});
