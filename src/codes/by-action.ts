import type { CodeEntry } from './types.ts';

type Override = Partial<CodeEntry>;

const cdnBan: Readonly<Record<1 | 3, Override>> = {
  1: {
    advice: 'enable',
    hint: {
      en: 'CDN bans must first be enabled for [the AppId {appId}|each AppId] by ZEGO support: ask for it, or, if they are, what failed under the RequestId {requestId}.',
      zh: 'CDN 封禁须先由 ZEGO 技术支持为[ AppId {appId} |各 AppId ]开通；若已开通，请提供 RequestId {requestId} 查询失败原因。',
    },
  },
  3: {
    hint: {
      en: 'Check that the ServerSecret from {secretSource} belongs to the AppId {appId} from {appIdSource}; if so, ask ZEGO support whether CDN bans are enabled for it.',
      zh: '请核对 {secretSource} 中的 ServerSecret 是否属于 AppId {appId}（来自 {appIdSource}）；若无误，请向 ZEGO 技术支持确认是否已开通 CDN 封禁。',
    },
  },
};

const startUrl: Override = {
  hint: {
    en: '--url must be an rtmp:// address; quote it in the shell, which cuts it at a bare &.',
    zh: '--url 须为 rtmp:// 地址；请在 shell 中加引号，否则会在 & 处被截断。',
  },
};

const mayHaveStarted: Override = {
  hint: {
    en: "The fault is on ZEGO's side and the relay may have started: look at the CDN before running it again, or contact ZEGO support with the RequestId {requestId}.",
    zh: '故障在 ZEGO 侧，转推可能已经开始：请先在 CDN 侧确认再重试，或联系 ZEGO 技术支持，并提供 RequestId {requestId}。',
  },
};

/**
 * What a return code means for one Action, by the Action's API name, where the family's texts do not fit; these
 * apply for whatever is left out. An override of the advice brings its own hint.
 */
export const byAction: Readonly<Record<string, Readonly<Record<number, Override>>>> = {
  CreatCDNTransferRule: {
    5000: mayHaveStarted,
    5001: mayHaveStarted,
    5002: mayHaveStarted,
    5004: startUrl,
    5006: mayHaveStarted,
    30001: startUrl,
    30003: mayHaveStarted,
  },
  DeleteCDNTransferRule: {
    5004: {
      hint: {
        en: '--url must be the rtmp:// address given to zego transfer start; only its query may differ.',
        zh: '--url 须与 zego transfer start 时的 rtmp:// 地址一致，仅查询参数可以不同。',
      },
    },
  },
  ForbidCDNLiveStream: {
    ...cdnBan,
    2: {
      hint: {
        en: 'Check {streamArg}, and that --resume or --for ends within 30 days from now.',
        zh: '请核对 {streamArg}，并确认 --resume 或 --for 的结束时间在 30 天以内。',
      },
    },
  },
  ResumeCDNLiveStream: {
    ...cdnBan,
    2: {
      hint: {
        en: 'Check {streamArg}; zego cdn list {accountArgs} shows the addresses that are banned.',
        zh: '请核对 {streamArg}；用 zego cdn list {accountArgs} 可查看被封禁的地址。',
      },
    },
  },
  QueryForbidCDNLiveStream: {
    ...cdnBan,
    2: {
      hint: {
        en: 'Give --vendor ws or leave it out: only Wangsu (ws) answers.',
        zh: '请使用 --vendor ws 或不填：仅支持网宿（ws）。',
      },
    },
  },
  ForbidRTCStreams: {
    42003: {
      hint: {
        en: 'Run the command again with the same ids, banning twice does no harm; if it fails again, contact ZEGO support with the RequestId {requestId}.',
        zh: '请用相同的流 ID 重新执行，重复封禁没有影响；若仍失败，请联系 ZEGO 技术支持，并提供 RequestId {requestId}。',
      },
    },
  },
  ResumeRTCStreams: {
    42004: {
      hint: {
        en: 'Run the command again with the same ids, lifting twice does no harm; if it fails again, contact ZEGO support with the RequestId {requestId}.',
        zh: '请用相同的流 ID 重新执行，重复解封没有影响；若仍失败，请联系 ZEGO 技术支持，并提供 RequestId {requestId}。',
      },
    },
  },
  DescribeRTCStreamState: {
    41004: {
      meaning: {
        en: 'Not live: ZEGO has not seen this stream, or the permission to query past streams has ended.',
        zh: '未在直播：ZEGO 未见过该流，或查询历史流的权限已到期。',
      },
    },
    41006: {
      meaning: {
        en: 'Not live: the stream exists and is closed.',
        zh: '未在直播：该流存在，已关闭。',
      },
    },
  },
  RTMPDispatchV2: {
    1001: {
      advice: 'retry-else-support',
      hint: {
        en: 'Run the command again, nothing was changed; if it fails again, contact ZEGO support with the RequestId {requestId}.',
        zh: '未改变任何状态，可直接重试；若仍失败，请联系 ZEGO 技术支持，并提供 RequestId {requestId}。',
      },
    },
    1002: {
      hint: {
        en: 'Try without --client-ip; if there is still no node, contact ZEGO support with the RequestId {requestId}.',
        zh: '请去掉 --client-ip 再试；若仍无节点，请联系 ZEGO 技术支持，并提供 RequestId {requestId}。',
      },
    },
    1003: {
      hint: {
        en: 'See whether the stream is live: zego stream status {streamArg} {accountArgs}; if it is, contact ZEGO support with the RequestId {requestId}.',
        zh: '请用 zego stream status {streamArg} {accountArgs} 确认该流正在直播；若是，请联系 ZEGO 技术支持，并提供 RequestId {requestId}。',
      },
    },
    1006: {
      hint: {
        en: 'Check {streamArg}, --type and --client-ip; if they are right, contact ZEGO support with the RequestId {requestId}.',
        zh: '请核对 {streamArg}、--type 和 --client-ip；若无误，请联系 ZEGO 技术支持，并提供 RequestId {requestId}。',
      },
    },
  },
};
