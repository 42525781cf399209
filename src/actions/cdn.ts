import { resumeTime, streamId } from './params.ts';
import { define } from './types.ts';

const codes = [1, 2, 3];
const rate = { production: 20, test: 20 };

const check = {
  en: 'To see whether it took effect, and for the right stream (Wangsu only): zego cdn list {accountArgs}',
  zh: '确认是否生效、流 ID 是否正确（仅网宿）：zego cdn list {accountArgs}',
};

export const cdnActions = [
  define({
    command: 'cdn forbid',
    action: 'ForbidCDNLiveStream',
    summary: 'Ban a stream that is pushed directly to the CDN',
    example: 'zego cdn forbid --stream s1 --for 2h',
    params: [streamId(2), resumeTime],
    rate,
    sequenced: false,
    // The documentation asks for the prefix on the relay, RTC and dispatch Actions, not on these.
    testPrefix: false,
    effect: 'sets',
    change: { lever: 'cdn', intent: 'ban' },
    verifiedBy: 'QueryForbidCDNLiveStream',
    data: 'cdnResults',
    codes,
    done: {
      en: 'Ban of {stream} accepted, not yet done (code 0).',
      zh: '{stream} 的封禁请求已被接受，尚未完成（返回码 0）。',
    },
    lever: {
      en: 'This bans a stream pushed directly to the CDN. A relayed one goes on: zego transfer stop {streamArg} {accountArgs} --url RTMP; in RTC as well: zego stream forbid {streamArg} {accountArgs}',
      zh: '本命令只封禁直接推流到 CDN 的流。转推的流不受影响，请用：zego transfer stop {streamArg} {accountArgs} --url RTMP；RTC 流请用：zego stream forbid {streamArg} {accountArgs}',
    },
    check,
  }),
  define({
    command: 'cdn resume',
    action: 'ResumeCDNLiveStream',
    summary: 'Lift the CDN ban of a stream',
    example: 'zego cdn resume --stream s1',
    params: [streamId(2)],
    rate,
    sequenced: false,
    testPrefix: false,
    effect: 'sets',
    change: { lever: 'cdn', intent: 'resume' },
    data: 'cdnResults',
    codes,
    done: {
      en: 'Lifting the CDN ban of {stream} accepted, if there was one; not yet done (code 0).',
      zh: '{stream} 的 CDN 解封请求已被接受（如有封禁），尚未完成（返回码 0）。',
    },
    lever: {
      en: 'An RTC ban stays: zego stream resume {streamArg} {accountArgs}',
      zh: 'RTC 封禁不受影响，解封请用：zego stream resume {streamArg} {accountArgs}',
    },
    check,
  }),
  define({
    command: 'cdn list',
    action: 'QueryForbidCDNLiveStream',
    summary: 'List the addresses banned on the CDN',
    example: 'zego cdn list --json',
    params: [
      {
        field: 'Vendor',
        option: 'vendor <name>',
        type: 'choice',
        help: 'the CDN to ask; only Wangsu (ws) answers',
        required: false,
        refusal: 2,
        choices: ['ws'],
        fallback: 'ws',
      },
    ],
    rate,
    sequenced: false,
    testPrefix: false,
    effect: 'reads',
    change: null,
    data: 'cdnBans',
    codes,
    done: {
      en: 'Addresses banned on the CDN (Wangsu only):',
      zh: 'CDN 上被封禁的地址（仅网宿）：',
    },
    check: { en: 'Nothing was changed: run it again.', zh: '未改变任何状态，可直接重试。' },
  }),
];
