import { describe, expect, it } from '@jest/globals';
import { banEndsOf } from '../../src/core/ban-end.ts';
import { NetworkError } from '../../src/errors.ts';
import { banEndText } from '../../src/output/ban-end.ts';
import { bothTimes } from '../../src/output/data.ts';
import type { Lang } from '../../src/values/text.ts';
import { toUtc } from '../../src/values/utc.ts';
import { callOf, failed, replied } from './samples.ts';

const now = Date.UTC(2025, 0, 2);
const day = 86_400_000;
const ban = (end?: number) =>
  callOf('ForbidCDNLiveStream', { fields: end === undefined ? {} : { ResumeTime: toUtc(end) } });
const lines = (
  end: number | undefined,
  cdns: readonly string[],
  lang: Lang = 'en',
  serverAheadMs: number | null = null,
) => {
  const data = cdns.map((CdnType) => ({ CdnType, CdnResult: 'success append purge tasks.' }));
  const result = { ...replied(ban(end), { data }), serverAheadMs };
  return banEndsOf(result, now).map((one) => banEndText(one, toUtc)[lang]);
};

describe('the end of a CDN ban', () => {
  it('is 1 day from now where none was asked for', () => {
    expect(lines(undefined, ['ws', 'tencent'])).toEqual([
      'Ends: about 2025-01-03T00:00:00Z, after 1 day by default',
    ]);
    expect(lines(undefined, ['ws'], 'zh')).toEqual([
      '结束时间：约 2025-01-03T00:00:00Z，默认 1 天后',
    ]);
  });

  it('is what was asked for on Wangsu alone', () => {
    expect(lines(now + day / 12, ['tencent', 'ws', 'huawei'])).toEqual([
      'Ends on ws: 2025-01-02T02:00:00Z',
      'Ends on tencent, huawei: about 2025-01-03T00:00:00Z, after 1 day by default',
    ]);
    expect(lines(now + day / 12, ['ws', 'tencent'], 'zh')).toEqual([
      '结束时间（ws）：2025-01-02T02:00:00Z',
      '结束时间（tencent）：约 2025-01-03T00:00:00Z，默认 1 天后',
    ]);
    expect(lines(now + 3 * day, ['tencent'])).toHaveLength(1);
  });

  it('is named for both where the answer names no CDN', () => {
    expect(lines(now + 2 * day, [])).toEqual([
      'Ends on ws: 2025-01-04T00:00:00Z',
      'Ends elsewhere: about 2025-01-03T00:00:00Z, after 1 day by default',
    ]);
    expect(lines(now + 2 * day, [], 'zh')[1]).toContain('结束时间（其他 CDN）：约');
  });

  it.each<[string, number, string, string]>([
    ['now', now, ' (past)', '（已过去）'],
    ['past', now - day, ' (past)', '（已过去）'],
    ['30 days ahead', now + 30 * day, '', ''],
    ['more than 30 days ahead', now + 31 * day, ' (30 days at most)', '（最长 30 天）'],
  ])('says on its line that it is %s', (_, end, en, zh) => {
    expect(lines(end, ['ws'])).toEqual([`Ends on ws: ${toUtc(end)}${en}`]);
    expect(lines(end, ['ws'], 'zh')).toEqual([`结束时间（ws）：${toUtc(end)}${zh}`]);
  });

  it("goes by the server's clock where this machine's is off", () => {
    const [line] = lines(undefined, ['ws'], 'en', 8 * 60_000);
    expect(line).toContain('about 2025-01-03T00:08:00Z');
    expect(lines(now + 300_000, ['ws'], 'en', 8 * 60_000)[0]).toMatch(/ \(past\)$/);
    expect(lines(undefined, ['ws'], 'en', 900)[0]).toContain('2025-01-03T00:00:00Z');
  });

  it.each([
    ['a refusal', replied(ban(), { code: 1 })],
    ['no answer', failed(ban(), new NetworkError('dns', 'no'))],
    ['a lifted ban', replied(callOf('ResumeCDNLiveStream'))],
    ['an RTC ban', replied(callOf('ForbidRTCStream'))],
  ])('is not there for %s', (_, result) => {
    expect(banEndsOf(result, now)).toEqual([]);
  });

  it('shows the time of this machine in both languages', () => {
    expect(bothTimes(now)).toMatch(/^2025-01-02T00:00:00Z \(.* here\)$/);
    expect(bothTimes(now, 'zh')).toMatch(/^2025-01-02T00:00:00Z（本机 .*）$/);
  });
});
