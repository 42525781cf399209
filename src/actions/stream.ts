import { anyId, streamId, streamIds } from './params.ts';
import { define } from './types.ts';

const shared = [30002, 30003, 30004, 30005];
const oneCodes = [...shared, 3000, 3001, 3002, 3003, 5006, 30009, 40005];
const manyCodes = [...shared, 30006];
const rate = { production: 20, test: 5 };

const check = {
  en: 'No Action lists RTC bans. Ask for the state with: zego stream status {streamArg} {accountArgs}',
  zh: '没有接口可列出 RTC 封禁，请查询流状态：zego stream status {streamArg} {accountArgs}',
};

const forbid = {
  command: 'stream forbid',
  summary: 'Ban RTC streams: publishers and players are told',
  example: 'zego stream forbid --stream rtc01 --stream rtc02',
  rate,
  sequenced: true,
  testPrefix: true,
  effect: 'sets',
  change: { lever: 'rtc', intent: 'ban' },
  verifiedBy: 'DescribeRTCStreamState',
  data: 'nothing',
  done: {
    en: 'RTC ban in force: {stream}. It does not end by itself; to lift it: zego stream resume {streamArg} {accountArgs}',
    zh: 'RTC 封禁已生效：{stream}。封禁不会自动结束，解封请用：zego stream resume {streamArg} {accountArgs}',
  },
  lever: {
    en: 'This bans RTC streams. One pushed directly to the CDN goes on: zego cdn forbid {streamArg} {accountArgs}',
    zh: '本命令只封禁 RTC 流。直接推流到 CDN 的流不受影响，请用：zego cdn forbid {streamArg} {accountArgs}',
  },
  spelling: {
    en: 'An id that does not exist is banned all the same. To check the spelling: zego stream status {streamArg} {accountArgs}',
    zh: '不存在的流 ID 同样会被封禁。核对拼写请用：zego stream status {streamArg} {accountArgs}',
  },
  check,
} as const;

const resume = {
  command: 'stream resume',
  summary: 'Lift the RTC ban of streams',
  example: 'zego stream resume --stream rtc01',
  rate,
  sequenced: true,
  testPrefix: true,
  effect: 'sets',
  change: { lever: 'rtc', intent: 'resume' },
  data: 'nothing',
  done: {
    en: 'RTC ban lifted, if there was one: {stream}',
    zh: 'RTC 封禁（如有）已解除：{stream}',
  },
  lever: {
    en: 'A CDN ban stays: zego cdn list {accountArgs} shows those of Wangsu, zego cdn resume {streamArg} {accountArgs} lifts it',
    zh: 'CDN 封禁不受影响：用 zego cdn list {accountArgs} 查看（仅网宿），用 zego cdn resume {streamArg} {accountArgs} 解封',
  },
  spelling: anyId,
  check,
} as const;

export const streamActions = [
  define({ ...forbid, action: 'ForbidRTCStream', params: [streamId(30009)], codes: oneCodes }),
  define({
    ...forbid,
    action: 'ForbidRTCStreams',
    params: [streamIds],
    codes: [...manyCodes, 42003],
  }),
  define({ ...resume, action: 'ResumeRTCStream', params: [streamId(30009)], codes: oneCodes }),
  define({
    ...resume,
    action: 'ResumeRTCStreams',
    params: [streamIds],
    codes: [...manyCodes, 42004],
  }),
  define({
    command: 'stream status',
    action: 'DescribeRTCStreamState',
    summary: 'Ask whether an RTC stream is live (exit 0: live, 8: not live)',
    example: 'zego stream status --stream rtc01 && echo live',
    params: [streamId(30009)],
    rate: { production: 40, test: 10 },
    sequenced: true,
    testPrefix: true,
    effect: 'reads',
    change: null,
    verifiedBy: 'DescribeRTCStreamState',
    data: 'streamState',
    codes: [...shared, 3000, 3001, 3002, 3003, 30009, 40005, 41004, 41006],
    // 41006 answers the question: the stream exists and is closed. 41004: never seen, or no longer permitted to see.
    answers: { 41004: { ok: false, exit: 8 }, 41006: { ok: true, exit: 8 } },
    done: { en: '{stream} is live.', zh: '{stream} 正在直播。' },
    lever: {
      en: 'RTC streams only: it does not see streams pushed directly to the CDN, nor mixed ones.',
      zh: '仅适用于 RTC 流：查不到直接推流到 CDN 的流和混流。',
    },
    check: { en: 'Nothing was changed: run it again.', zh: '未改变任何状态，可直接重试。' },
  }),
];
