import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { actions } from '../../src/actions/index.ts';
import { showable, urlOf } from '../../src/core/query.ts';
import { buildQuery, sentStreamId } from '../../src/core/request.ts';
import { sign } from '../../src/core/sign.ts';
import { encode } from '../../src/values/encode.ts';
import { account, callOf, row, stamp, testAccount } from './samples.ts';

const endpoint = 'https://rtc-api.zego.im';
const text = fc.string({ unit: 'grapheme' });
const names = actions.map(({ action }) => action);
const withoutPrefix = ['ForbidCDNLiveStream', 'ResumeCDNLiveStream', 'QueryForbidCDNLiveStream'];

function queryOf(name: string, from = account) {
  const call = callOf(name);
  return buildQuery(call, from, { ...stamp, sequence: call.row.sequenced ? '7' : null });
}

describe('a query', () => {
  it.each(names)('of %s begins with the Action and carries every common parameter', (name) => {
    const query = queryOf(name);
    expect(query[0]).toEqual(['Action', name]);
    const common = { ...Object.fromEntries(query) };
    expect(common).toMatchObject({
      AppId: '1234567890',
      SignatureNonce: '4fd24687296dd9f3',
      Timestamp: '1615186943',
      Signature: sign({ ...account, ...stamp }),
      SignatureVersion: '2.0',
    });
    expect(new Set(query.map(([field]) => field)).size).toBe(query.length);
  });

  it.each(actions)('of $action carries its own fields and no other', (row) => {
    const fields = queryOf(row.action).map(([field]) => field);
    const own = [...row.params.map(({ field }) => field), ...(row.sequenced ? ['Sequence'] : [])];
    const common = ['AppId', 'SignatureNonce', 'Timestamp', 'Signature', 'SignatureVersion'];
    expect(fields).toEqual(['Action', ...own, ...common]);
  });

  it.each(names)('of %s asks for the test environment only when told', (name) => {
    expect(Object.fromEntries(queryOf(name))).not.toHaveProperty('IsTest');
    expect(Object.fromEntries(queryOf(name, testAccount))).toHaveProperty('IsTest', 'true');
  });

  it('leaves out a field that was not given', () => {
    const query = buildQuery(callOf('ForbidCDNLiveStream', { fields: {} }), account, stamp);
    expect(query.map(([field]) => field)).not.toContain('ResumeTime');
  });

  it('repeats the field of several ids in their order', () => {
    const call = callOf('ForbidRTCStreams', { streams: ['b', 'a', 'c'] });
    const query = buildQuery(call, account, stamp);
    const ids = query.filter(([field]) => field === 'StreamId[]').map(([, id]) => id);
    expect(ids).toEqual(['b', 'a', 'c']);
    expect(urlOf(endpoint, query)).toContain('StreamId%5B%5D=b&StreamId%5B%5D=a');
  });
});

describe('the test prefix', () => {
  const streamed = names.filter((name) => name !== 'QueryForbidCDNLiveStream');

  it.each(streamed)('of %s', (name) => {
    const sent = queryOf(name, testAccount).find(([field]) => field.startsWith('StreamId'));
    const wanted = withoutPrefix.includes(name) ? 's1' : 'zegotest-1234567890-s1';
    expect(sent?.[1]).toBe(wanted);
  });

  it.each(streamed)('of %s is not added in production', (name) => {
    const sent = queryOf(name).find(([field]) => field.startsWith('StreamId'));
    expect(sent?.[1]).toBe('s1');
  });

  const sent = (id: string) =>
    sentStreamId(row('ForbidRTCStream'), { appId: 42, isTest: true }, id);

  it('comes once, also to an id that has it', () => {
    fc.assert(
      fc.property(text, (id) => {
        const once = sent(id);
        expect(once.startsWith('zegotest-42-')).toBe(true);
        expect(sent(once)).toBe(once);
      }),
    );
  });

  it('of another AppId is part of the name', () => {
    expect(sent('zegotest-43-s1')).toBe('zegotest-42-zegotest-43-s1');
  });
});

describe('encoding', () => {
  it('brings every text through a URL unchanged', () => {
    fc.assert(
      fc.property(text, text, (name, value) => {
        const url = urlOf(endpoint, [[`x${name}`, value]]);
        expect([...new URL(url).searchParams]).toEqual([[`x${name}`, value]]);
      }),
    );
  });

  it.each([
    'rtmp://cdn.example/live/s1?key=a%26b&x=1',
    'a+b c%20d%',
    '直播间',
    '🎥👩‍👩‍👧',
    "!'()*",
    '#?&=;/\\',
  ])('%s', (value) => {
    expect(new URL(urlOf(endpoint, [['CDNUrl', value]])).searchParams.get('CDNUrl')).toBe(value);
  });

  it('leaves bare what RFC 3986 calls unreserved, and nothing else', () => {
    expect(encode('aZ09-_.~')).toBe('aZ09-_.~');
    fc.assert(fc.property(text, (any) => expect(encode(any)).toMatch(/^([\w.~-]|%[\dA-F]{2})*$/)));
  });

  it('spells a space %20, which no reader takes for a plus', () => {
    expect(encode("a b+c!'")).toBe('a%20b%2Bc%21%27');
  });

  it('refuses half a character', () => {
    expect(() => encode('a\ud800')).toThrow(URIError);
  });
});

describe('a query that may be shown', () => {
  it('hides the Signature and the keys of an address, and nothing else', () => {
    const fields = { CDNUrl: 'rtmp://u:pw@cdn.example/live/s1?key=canary1key' };
    const query = buildQuery(callOf('DeleteCDNTransferRule', { fields }), account, stamp);
    const shown = showable(query);
    const changed = shown.filter(([, value], i) => value !== query[i]![1]);
    expect(changed).toEqual([
      ['CDNUrl', 'rtmp://***@cdn.example/live/s1?key=***'],
      ['Signature', '***'],
    ]);
  });
});
