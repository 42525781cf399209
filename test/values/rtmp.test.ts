import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addressSecrets, hideAddressSecrets, isRtmpUrl } from '../../src/values/rtmp.ts';

describe('an RTMP address', () => {
  it.each([
    'rtmp://live.example.com/app/s1',
    'rtmps://live.example.com/app/s1',
    'RTMP://live.example.com',
    'rtmp://[2001:db8::1]:1935/app/s1?key=a%26b&x=1',
    'rtmp://u:p@host/app',
    'rtmp://直播.example/流',
  ])('%s', (text) => {
    expect(isRtmpUrl(text)).toBe(true);
  });

  it.each([
    '',
    'rtmp://',
    'rtmp:///app',
    'rtmp:/host/app',
    'http://host/app',
    'xrtmp://host/app',
    'host/app',
    'rtmp://host/a b',
    'rtmp://host/app\n',
    'rtmp://host/\u0007',
    'rtmp://host/\ud800',
  ])('not %j', (text) => {
    expect(isRtmpUrl(text)).toBe(false);
  });
});

describe('a million characters are read in a moment', () => {
  it.each(['a', '?', '#', '@', '&', '=', '?=', '?@', '\n', 'rtmp://'])('%j', (flood) => {
    const text = flood.repeat(1_000_000 / flood.length);
    expect(isRtmpUrl(`rtmp://h${text} `)).toBe(false);
    expect(hideAddressSecrets(`rtmp://h/${text}@h`)).toMatch(/^rtmp:\/\/\*\*\*(@h)?$/);
    expect(hideAddressSecrets(`rtmp://h/?k=${text}k`)).not.toContain('k=k');
    expect(addressSecrets(`rtmp://h/?${text}`).length).toBeGreaterThan(0);
  });
});

describe('an address that may be shown', () => {
  it.each([
    ['rtmp://h/a', 'rtmp://h/a'],
    ['rtmp://h/a?key=secret', 'rtmp://h/a?key=***'],
    ['rtmp://h/a?key=se=cret&x=1', 'rtmp://h/a?key=***&x=***'],
    ['rtmp://h/a?secret', 'rtmp://h/a?***'],
    ['rtmp://h/a?secret&k=v&more', 'rtmp://h/a?***&k=***&***'],
    ['rtmp://h/a?k=v?w=x', 'rtmp://h/a?k=***'],
    ['rtmp://h/a#secret', 'rtmp://h/a#***'],
    ['rtmp://user:pw@h/a', 'rtmp://***@h/a'],
    ['rtmp://user:pa/SEKRET@host/app/s', 'rtmp://***@host/app/s'],
    ['rtmp://user:p@ss/word@host/app?k=v', 'rtmp://***@host/app?k=***'],
    ['rtmp://user:p?ss@host/app', 'rtmp://***'],
    ['rtmp://user:p#ss@host/app', 'rtmp://***'],
    ['rtmp://h/a?user=a@b&key=secret', 'rtmp://***'],
    ['rtmp://h/a@b', 'rtmp://***@b'],
    ['user:pw@h/a', '***@h/a'],
    ['rtmp://h/a?c2VjcmV0LWtleS0xMjM=', 'rtmp://h/a?***'],
    ['rtmp://h/a?c2VjcmV0LWtleS0xMj==&k=v', 'rtmp://h/a?***&k=***'],
    ['rtmp://h/a?k=c2VjcmV0LWtleS0xMjM=', 'rtmp://h/a?k=***'],
  ])('%s', (address, shown) => {
    expect(hideAddressSecrets(address)).toBe(shown);
  });

  it('keeps nothing of a user and password, whatever is in it', () => {
    const user = fc.stringMatching(/^[A-Z\d=%/?#:@&-]{1,12}$/);
    fc.assert(
      fc.property(user, (text) => {
        expect(hideAddressSecrets(`rtmp://${text}@host/app`)).not.toMatch(/[A-Z\d]/);
      }),
    );
  });

  it.each([
    ['rtmp://h/a', []],
    ['rtmp://h/a?key=secret&word#end', ['key=secret&word#end', 'secret', 'word', 'end']],
    ['rtmp://h/a?c2VjcmV0MTIz==', ['c2VjcmV0MTIz==']],
    ['rtmp://user:pa/ss@h/a?k=value', ['user:pa/ss', 'user', 'pa/ss', 'value']],
    ['rtmp://user:p?ss@host/app', ['user:p?ss', 'p?ss', 'ss@host/app']],
  ])('has its secrets named: %s', (address, secrets) => {
    expect(addressSecrets(address)).toEqual(expect.arrayContaining(secrets));
    for (const secret of addressSecrets(address).filter(({ length }) => length > 2)) {
      expect(hideAddressSecrets(address)).not.toContain(secret);
    }
  });

  it('keeps no value of its query, whatever is in it', () => {
    const name = fc.stringMatching(/^[a-z]{1,3}$/);
    const secret = fc.stringMatching(/^[A-Z\d=%/?:@-]{1,12}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(name, secret), { minLength: 1 }), (pairs) => {
        const query = pairs.map((pair) => pair.join('=')).join('&');
        const shown = hideAddressSecrets(`rtmp://host/app?${query}`);
        expect(shown.slice('rtmp://host/app'.length)).not.toMatch(/[A-Z\d]/);
      }),
    );
  });
});
