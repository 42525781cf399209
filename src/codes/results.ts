import type { Text } from '../values/text.ts';

/** Behind a success of which some CDNs, `{cdns}`, say anything but what ZEGO publishes. */
export const notConfirmedBy: Text = {
  en: 'Not confirmed by: {cdns}.',
  zh: '未确认的 CDN：{cdns}。',
};

/** The same where the answer names no CDN that confirms it. */
export const confirmedByNone: Text = {
  en: 'No CDN confirmed it.',
  zh: '没有 CDN 确认。',
};

/** What to do about CDNs that did not confirm it. */
export const unconfirmed: Text = {
  en: '{cdns}: not confirmed, so it may not take effect there. Run it again, which does no harm, and see: zego cdn list {accountArgs}',
  zh: '{cdns}：未确认，可能不会生效。可重新执行（重复执行不会有副作用），并查看：zego cdn list {accountArgs}',
};
export const unconfirmedByAll: Text = {
  en: 'The answer names no CDN, so it may not take effect. Run it again, which does no harm, and see: zego cdn list {accountArgs}',
  zh: '应答未列出任何 CDN，可能不会生效。可重新执行（重复执行不会有副作用），并查看：zego cdn list {accountArgs}',
};

/** When a ban ends: as it was asked for, past or further ahead than 30 days, or after the default of 1 day. */
export const banEnds: Readonly<Record<'asked' | 'past' | 'far' | 'default', Text>> = {
  asked: { en: 'Ends{where}: {end}', zh: '结束时间{where}：{end}' },
  past: { en: 'Ends{where}: {end} (past)', zh: '结束时间{where}：{end}（已过去）' },
  far: {
    en: 'Ends{where}: {end} (30 days at most)',
    zh: '结束时间{where}：{end}（最长 30 天）',
  },
  default: {
    en: 'Ends{where}: about {end}, after 1 day by default',
    zh: '结束时间{where}：约 {end}，默认 1 天后',
  },
};

/** Where a ban ends then: on the CDNs `{cdns}`, or on those that the answer does not name. */
export const where: Readonly<Record<'there' | 'elsewhere', Text>> = {
  there: { en: ' on {cdns}', zh: '（{cdns}）' },
  elsewhere: { en: ' elsewhere', zh: '（其他 CDN）' },
};

/** For the CDNs `{cdns}`, which ignore the end asked for, where a ban by default lasts too long. */
export const liftInTime: Text = {
  en: '{cdns}: ResumeTime is ignored there. To lift the ban in time: zego cdn resume {streamArg} {accountArgs}',
  zh: '{cdns} 忽略 ResumeTime。请按时手动解封：zego cdn resume {streamArg} {accountArgs}',
};

/** The same where it does not last long enough. */
export const banAgain: Text = {
  en: '{cdns}: ResumeTime is ignored there. Ban again before {end}: zego cdn forbid {streamArg} {accountArgs}',
  zh: '{cdns} 忽略 ResumeTime。请在 {end} 之前再次封禁：zego cdn forbid {streamArg} {accountArgs}',
};

/** What to do with `--test` where IsTest does not suit: the opposite of what was done. */
export const testChange: Readonly<Record<'in' | 'out', Text>> = {
  in: { en: 'Add', zh: '加上' },
  out: { en: 'Leave out', zh: '去掉' },
};
