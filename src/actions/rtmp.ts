import { streamId } from './params.ts';
import { define } from './types.ts';

export const rtmpActions = [
  define({
    command: 'rtmp dispatch',
    action: 'RTMPDispatchV2',
    summary: 'Ask for the RTMP node to publish to or to play from, within 2 hours',
    example: 'zego rtmp dispatch --stream rtc01 --type push --client-ip 203.0.113.7',
    params: [
      { ...streamId(30009), strict: true },
      {
        field: 'Type',
        option: 'type <push|pull>',
        type: 'choice',
        help: 'push to publish, pull to play',
        required: true,
        refusal: 30010,
        choices: ['push', 'pull'],
      },
      {
        field: 'ClientIP',
        option: 'client-ip <ip>',
        type: 'ipv4',
        help: 'IPv4 address of the publisher or player, for a node nearby',
        required: false,
        refusal: 30011,
      },
    ],
    rate: { production: 40, test: 40 },
    sequenced: true,
    testPrefix: true,
    effect: 'reads',
    change: null,
    data: 'urls',
    codes: [1001, 1002, 1003, 1005, 1006, 1010, 30002, 30003, 30004, 30005, 30009, 30010, 30011],
    done: { en: 'RTMP addresses for {stream}:', zh: '{stream} 的 RTMP 地址：' },
    check: { en: 'Nothing was changed: run it again.', zh: '未改变任何状态，可直接重试。' },
  }),
];
