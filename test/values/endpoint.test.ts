import { describe, expect, it } from '@jest/globals';
import { readEndpoint, readListedEndpoint, regional, regions } from '../../src/values/endpoint.ts';
import { inBoth } from '../../src/values/text.ts';

const origin = (text: unknown) => {
  const parsed = readEndpoint(text);
  return 'value' in parsed ? parsed.value : undefined;
};
const rule = (text: unknown) => {
  const parsed = readEndpoint(text);
  return 'expected' in parsed ? inBoth(parsed.expected).en : undefined;
};

describe('an endpoint given by hand', () => {
  it.each([
    ['https://rtc-api.zego.im', 'https://rtc-api.zego.im'],
    ['HTTPS://Proxy.Example:443/', 'https://proxy.example'],
    ['https://10.0.0.1:8443', 'https://10.0.0.1:8443'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://127.9.9.9', 'http://127.9.9.9'],
    ['http://127.1', 'http://127.0.0.1'],
    ['http://localhost:1/', 'http://localhost:1'],
    ['http://[::1]:80', 'http://[::1]'],
  ])('%s is called at %s', (text, expected) => {
    expect(origin(text)).toBe(expected);
  });

  it.each([
    ['http://rtc-api.zego.im', 'https'],
    ['http://127.0.0.1.evil.example', 'https'],
    ['http://localhost.evil.example', 'https'],
    ['http://evil.localhost', 'https'],
    ['http://10.0.0.1', 'https'],
    ['http://0.0.0.0', 'https'],
    ['http://[::2]', 'https'],
    ['https://user:canary0@host', 'user name or password'],
    ['https://@host', 'user name or password'],
    ['https://rtc-api.zego.im@evil.example', 'user name or password'],
    ['https://host/canary0', 'path'],
    ['https://host//', 'path'],
    ['https://host/.', 'path'],
    ['https://host/canary0/..', 'path'],
    ['https://host?canary0', 'query'],
    ['https://host/?', 'query'],
    ['https://host#canary0', 'fragment'],
    ['ftp:', 'expected an address'],
    ['ftp://canary0', 'expected an address'],
    ['javascript:canary0', 'expected an address'],
    ['https:canary0', 'expected an address'],
    ['https:\\\\canary0', 'expected an address'],
    ['https://rtc-api.zego.im\\canary0', 'expected an address'],
    [' https://canary0', 'expected an address'],
    ['https://can\tary0', 'expected an address'],
    ['https://', 'expected an address'],
    ['https://canary0:99999', 'expected an address'],
    ['canary0', 'expected an address'],
    ['', 'expected an address'],
    [5, 'expected an address'],
  ])('%j is refused by the rule on %s, and not repeated', (text, words) => {
    expect(rule(text)).toContain(words);
    expect(rule(text)).not.toContain('canary0');
  });
});

describe('an endpoint in a file', () => {
  it('is one of the hosts of ZEGO', () => {
    for (const host of ['https://rtc-api.zego.im', ...regions.map(regional)]) {
      expect(readListedEndpoint(`${host}/`)).toEqual({ value: host });
    }
  });

  it.each([
    'https://rtc-api-xxx.zego.im',
    'https://rtc-api.zego.im.evil.example',
    'https://evil-rtc-api.zego.im',
    'https://rtc-apiXzego.im',
    'https://rtc-api.zego.im.',
    'https://rtc-api.zego.im:8443',
    'https://zego.im',
    'http://127.0.0.1',
    'http://rtc-api.zego.im',
  ])('is not %s', (text) => {
    expect(readListedEndpoint(text)).toHaveProperty('expected');
  });
});
