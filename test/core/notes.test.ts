import { describe, expect, it } from '@jest/globals';
import { actions } from '../../src/actions/index.ts';
import { cdnResults } from '../../src/core/data.ts';
import { notesAfter, saidNotes, warningsBefore } from '../../src/core/notes.ts';
import type { CallResult } from '../../src/core/types.ts';
import { OutcomeUnknownError } from '../../src/errors.ts';
import type { Lang } from '../../src/values/text.ts';
import { account, callOf, failed, replied, testAccount } from './samples.ts';

const now = Date.UTC(2025, 0, 2);
const day = 86_400_000;
const iso = (ms: number) => new Date(ms).toISOString();
const ban = (ResumeTime?: string) =>
  callOf('ForbidCDNLiveStream', { fields: ResumeTime === undefined ? {} : { ResumeTime } });

describe('before a call', () => {
  it.each([
    ['a second ago', now - 1000, 'is in the past'],
    ['now', now, 'is in the past'],
    ['30 days and a second ahead', now + 30 * day + 1000, 'more than 30 days ahead'],
  ])('a resume time %s is worth a warning', (_, at, words) => {
    const [warning, ...more] = warningsBefore(ban(iso(at)), now);
    expect(warning?.en).toContain(words);
    expect(warning?.en).toContain(iso(at));
    expect(warning?.zh).toContain(iso(at));
    expect(more).toEqual([]);
  });

  it.each([1000, 30 * day])('one %d ms ahead is not', (ahead) => {
    expect(warningsBefore(ban(iso(now + ahead)), now)).toEqual([]);
  });

  it('no resume time, no warning', () => {
    expect(warningsBefore(ban(), now)).toEqual([]);
  });
});

describe('an id', () => {
  const warned = (...streams: string[]) =>
    warningsBefore(callOf('ForbidRTCStreams', { streams }), now);

  it('of letters, digits, - and _ is as usual', () => {
    expect(warned('rtc01', '-a_B-9')).toEqual([]);
  });

  it.each([
    ['s\u200b1', 'U+200B'],
    ['s\u00ad1', 'U+00AD'],
    ['\u0441tream', 'U+0441'],
    ['a b', 'U+0020'],
    ['\u{e0041}x', 'U+E0041'],
  ])('with another character is worth a warning that names it: %j', (id, point) => {
    const [{ en, zh } = { en: '', zh: '' }, ...more] = warned(id);
    expect(en).toContain(`(here: ${point})`);
    expect(zh).toContain(`此处含 ${point}`);
    expect([en, zh].every((words) => words.startsWith(id))).toBe(true);
    expect(more).toEqual([]);
  });

  it('that is an address is named as one, without its key', () => {
    const [{ en, zh } = { en: '', zh: '' }, ...more] = warned('rtmp://h/live/s1?key=canary');
    expect(en).toMatch(/^rtmp:\/\/h\/live\/s1\?key=\*\*\*: an address/);
    expect(zh).toContain('这是地址');
    expect(more).toEqual([]);
  });

  it('is one of many in one warning', () => {
    const [warning, ...more] = warned('a b', 'c.d', 'fine');
    expect(warning?.en).toMatch(/^a b, c\.d: .*\(here: U\+0020, U\+002E\)/);
    expect(more).toEqual([]);
  });
});

describe('after a call', () => {
  const notes = (result: CallResult) => notesAfter(result, account, now);
  const said = (result: CallResult, lang: Lang = 'en') =>
    saidNotes(notes(result)).map(({ text }) => text[lang]);
  const kinds = (result: CallResult) => saidNotes(notes(result)).map(({ kind }) => kind);
  const published = 'success append purge tasks.';
  const answered = (...cdns: string[]) => ({
    data: cdns.map((CdnType) => ({ CdnType, CdnResult: published })),
  });

  it.each([
    ['within a day', now + day / 2, 'To lift the ban in time: zego cdn resume --stream s1', '按时'],
    [
      'after more than a day',
      now + 3 * day,
      'Ban again before 2025-01-03T00:00:00Z: zego cdn forbid --stream s1',
      '2025-01-03T00:00:00Z 之前再次封禁',
    ],
  ])('names the CDNs that ignore an end %s, and what to do', (_, end, en, zh) => {
    const result = replied(ban(iso(end)), answered('ws', 'tencent', 'huawei'));
    expect(said(result)[0]).toBe(`tencent, huawei: ResumeTime is ignored there. ${en}`);
    expect(said(result, 'zh')[0]).toMatch(/^tencent, huawei 忽略 ResumeTime/);
    expect(said(result, 'zh')[0]).toContain(zh);
  });

  it('names each of them once, and no more than anybody reads', () => {
    const many = Array.from({ length: 5000 }, (_, nth) => `cdn${nth >> 1}`);
    const [note = ''] = said(replied(ban(iso(now)), answered(...many)));
    expect(note).toMatch(/^cdn0, cdn1, cdn2, .*\.\.\. \(\d+ characters\): ResumeTime is ignored/);
    expect(note.length).toBeLessThan(400);
  });

  it('does not read the name of a CDN as a template', () => {
    const [note] = said(replied(ban(iso(now)), answered('{streamArg}')));
    expect(note).toMatch(/^\{streamArg\}: ResumeTime/);
  });

  it.each([
    ['only Wangsu answered', ban(iso(now)), ['ws']],
    ['none was asked for', ban(), ['ws', 'tencent']],
  ])('says nothing of it where %s', (_, call, cdns) => {
    expect(said(replied(call, answered(...cdns))).join()).not.toContain('ignored');
  });

  it.each([
    [
      'one says something else',
      [
        { CdnType: 'ws', CdnResult: published },
        { CdnType: 'tencent', CdnResult: 'queue full' },
      ],
      'tencent: not confirmed',
      'tencent：未确认',
    ],
    ['one says nothing', [{ CdnType: 'ws' }], 'ws: not confirmed', 'ws：未确认'],
    [
      'an entry is odd',
      [{ CdnType: 'ws', CdnResult: published }, 7],
      '?: not confirmed',
      '?：未确认',
    ],
    ['Data is empty', [], 'The answer names no CDN', '应答未列出任何 CDN'],
    ['there is none', null, 'The answer names no CDN', '应答未列出任何 CDN'],
    ['Data is odd', 'done', 'The answer names no CDN', '应答未列出任何 CDN'],
  ])('warns where a CDN did not confirm: %s', (_, data, en, zh) => {
    for (const action of ['ForbidCDNLiveStream', 'ResumeCDNLiveStream']) {
      const result = replied(callOf(action, { fields: {} }), { data });
      expect(kinds(result)).toEqual(['unconfirmed', 'lever', 'check']);
      expect(said(result)[0]).toContain(en);
      expect(said(result, 'zh')[0]).toContain(zh);
    }
  });

  it.each([[published], ['Success append purge tasks']])('takes %j for a confirmation', (text) => {
    const result = replied(ban(), { data: [{ CdnType: 'ws', CdnResult: text }] });
    expect(kinds(result)).toEqual(['lever', 'check']);
  });

  it.each([
    ['ForbidCDNLiveStream', 'zego transfer stop --stream s1', 'zego stream forbid --stream s1'],
    ['ResumeCDNLiveStream', 'An RTC ban stays: zego stream resume --stream s1', 'RTC 封禁不受影响'],
    ['DeleteCDNTransferRule', 'zego cdn forbid --stream s1', '直接推流到 CDN 的流不受影响'],
    ['ClearCDNTransferRule', 'zego transfer stop --stream s1', '正在进行的转推不会停止'],
    ['ForbidRTCStream', 'zego cdn forbid --stream s1', '直接推流到 CDN 的流不受影响'],
    ['ForbidRTCStreams', 'zego cdn forbid --stream s1', '直接推流到 CDN 的流不受影响'],
    ['ResumeRTCStream', 'zego cdn list', 'CDN 封禁不受影响'],
    ['ResumeRTCStreams', 'zego cdn resume --stream s1', '用 zego cdn list 查看'],
  ])('%s names the other lever', (action, en, zh) => {
    const result = replied(callOf(action, { fields: {} }), answered('ws'));
    expect(said(result).join('\n')).toContain(en);
    expect(said(result, 'zh').join('\n')).toContain(zh);
  });

  it.each(
    ['ForbidRTCStream', 'ForbidRTCStreams', 'ResumeRTCStream', 'ResumeRTCStreams'].concat([
      'CreatCDNTransferRule',
      'DeleteCDNTransferRule',
      'ClearCDNTransferRule',
    ]),
  )('%s, which succeeds on unknown ids, names how to check the spelling', (action) => {
    const result = replied(callOf(action));
    expect(said(result).join('\n')).toMatch(/the spelling: zego stream status --stream s1/);
    expect(said(result, 'zh').join('\n')).toMatch(/核对拼写请用：zego stream status --stream s1/);
  });

  it('a stop does not prove that there was a relay', () => {
    const result = replied(callOf('DeleteCDNTransferRule'));
    expect(said(result)[0]).toContain('does not prove that a relay to this address ran');
    expect(said(result)[0]).toContain('other addresses go on');
    expect(said(result, 'zh')[0]).toContain('不能证明存在到该地址的转推');
  });

  it('a clearing may reach other streams', () => {
    const result = replied(callOf('ClearCDNTransferRule'));
    expect(said(result)[0]).toContain('may have cleared those of other streams too');
    expect(said(result, 'zh')[0]).toContain('其他流尚未执行的转推任务可能也被清除');
  });

  it('the way to check a CDN ban is named', () => {
    expect(said(replied(ban(), answered('ws'))).at(-1)).toContain('zego cdn list');
    expect(said(replied(ban(), answered('ws')), 'zh').at(-1)).toContain('zego cdn list');
  });

  it.each(actions.filter(({ change }) => change !== null).map(({ action }) => action))(
    '%s in the test environment suggests commands for that',
    (action) => {
      const call = callOf(action, { fields: { ResumeTime: iso(now + 1) } });
      const result = replied(call, answered('tencent'));
      const all = notesAfter(result, testAccount, now).flatMap(({ text }) => [text.en, text.zh]);
      const commands = all.flatMap((text) => text.match(/zego \w+ \w+[ -~]*/g) ?? []);
      expect(commands.length).toBeGreaterThan(0);
      for (const one of commands) expect(one).toMatch(/^zego \w+ \w+( --stream s1)? --test/);
      expect(all.join()).not.toMatch(/ {2}/);
    },
  );

  it('people see three, in their order, and JSON has them all', () => {
    const all = notes(replied(callOf('DeleteCDNTransferRule')));
    expect(all.map(({ kind }) => kind)).toEqual(['ineffective', 'lever', 'spelling', 'check']);
    expect(saidNotes(all)).toEqual(all.slice(0, 3));
    expect(saidNotes([...all, ...all].reverse()).map(({ kind }) => kind)).toEqual(
      all.slice(0, 3).map(({ kind }) => kind),
    );
  });

  it('keeps quiet about a call that failed', () => {
    const lost = new OutcomeUnknownError('lost', null, { lost: true });
    expect(notes(replied(ban(), { code: 3 }))).toEqual([]);
    expect(notes(failed(ban(), lost))).toEqual([]);
    expect(notes({ ...replied(ban()), error: lost })).toEqual([]);
  });

  it('says what a question does not see, where the answer is no', () => {
    const asked = (code: number) => said(replied(callOf('DescribeRTCStreamState'), { code }));
    expect(asked(41006)).toEqual([expect.stringContaining('pushed directly to the CDN')]);
    expect(asked(41004)).toHaveLength(1);
    expect(asked(0)).toEqual([]);
  });
});

describe('the CDNs of an answer', () => {
  it('as documented', () => {
    expect(cdnResults([{ CdnType: 'ws', CdnResult: 'ok' }])).toEqual([{ cdn: 'ws', result: 'ok' }]);
  });

  it.each([[null], [undefined], ['text'], [{ CdnType: 'ws' }], [[null, 1, 'x']]])(
    'none in %j',
    (data) => {
      expect(cdnResults(data)).toEqual([]);
    },
  );

  it('as JSON where they are no text', () => {
    const odd = { toString: 1, valueOf: 1 };
    expect(cdnResults([{ CdnType: odd, CdnResult: 3 }])).toEqual([
      { cdn: '{"toString":1,"valueOf":1}', result: '3' },
    ]);
  });

  it('with what is missing left blank', () => {
    expect(cdnResults([{}])).toEqual([{ cdn: '?', result: '' }]);
  });
});
