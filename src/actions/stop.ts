import { cdnUrl, resumeTime, streamId } from './params.ts';
import type { CommandRow, Lever } from './types.ts';

/** The Actions of `zego stop` by what they end, in the order in which they are called: the source first. */
export const levers: Readonly<Record<Lever, string>> = {
  rtc: 'ForbidRTCStream',
  relay: 'DeleteCDNTransferRule',
  cdn: 'ForbidCDNLiveStream',
};

/** The command that calls them all for one stream. Its parameters are theirs. */
export const stop: CommandRow = {
  command: 'stop',
  summary: 'Stop a stream by every lever, and say whether it is off air',
  example: 'zego stop --stream rtc01 --url rtmp://live.example.com/app/rtc01',
  params: [
    streamId(30009),
    {
      ...cdnUrl,
      help: 'RTMP address it is relayed to, in quotes if it has a &; give it again for more',
      required: false,
      maxItems: 1,
    },
    {
      ...resumeTime,
      help: 'end of the CDN ban, ISO 8601 with zone (default: after 1 day)',
      fromNow: {
        option: 'for <duration>',
        help: 'end of the CDN ban counted from now: 90m, 2h, 1d12h',
      },
    },
  ],
  // Each of its calls draws its own.
  sequenced: false,
  testPrefix: true,
  effect: 'sets',
  verifiedBy: 'DescribeRTCStreamState',
};
