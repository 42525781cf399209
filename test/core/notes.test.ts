import { describe, expect, it } from '@jest/globals';
import { cdnResults } from '../../src/core/data.ts';
import { notesAfter, warningsBefore } from '../../src/core/notes.ts';
import { OutcomeUnknownError } from '../../src/errors.ts';
import { account, callOf, failed, replied } from './samples.ts';

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

describe('after a call', () => {
  const english = (result: Parameters<typeof notesAfter>[0]) =>
    notesAfter(result, account).map(({ en }) => en);
  const answered = (...cdns: string[]) => ({
    data: cdns.map((CdnType) => ({ CdnType, CdnResult: 'success append purge tasks.' })),
  });

  it('names the CDNs that ignore the resume time', () => {
    const notes = english(replied(ban(iso(now)), answered('ws', 'tencent', 'huawei')));
    expect(notes[0]).toBe(
      'tencent, huawei: ResumeTime is ignored there. To lift the ban in time: zego cdn resume --stream s1',
    );
  });

  it('names each of them once, and no more than anybody reads', () => {
    const many = Array.from({ length: 5000 }, (_, nth) => `cdn${nth >> 1}`);
    const [note = ''] = english(replied(ban(iso(now)), answered(...many)));
    expect(note).toMatch(/^cdn0, cdn1, cdn2, .*\.\.\. \(\d+ characters\): ResumeTime is ignored/);
    expect(note.length).toBeLessThan(400);
  });

  it.each([
    ['only Wangsu answered', ban(iso(now)), ['ws']],
    ['none was asked for', ban(), ['ws', 'tencent']],
  ])('says nothing of it where %s', (_, call, cdns) => {
    expect(english(replied(call, answered(...cdns))).join()).not.toContain('ignored');
  });

  it.each([
    ['ForbidCDNLiveStream', 'zego transfer stop --stream s1'],
    ['DeleteCDNTransferRule', 'zego cdn forbid --stream s1'],
    ['ClearCDNTransferRule', 'zego transfer stop --stream s1'],
    ['ForbidRTCStream', 'does not exist is banned'],
  ])('%s points at the other lever', (action, words) => {
    expect(english(replied(callOf(action))).join()).toContain(words);
  });

  it('keeps quiet about a call that failed', () => {
    expect(english(replied(ban(), { code: 3 }))).toEqual([]);
    expect(english(failed(ban(), new OutcomeUnknownError('lost', null, { lost: true })))).toEqual(
      [],
    );
  });

  it('belongs to an answer that is no failure', () => {
    const asked = replied(callOf('DescribeRTCStreamState'), { code: 41006 });
    expect(english(asked)).toHaveLength(1);
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
