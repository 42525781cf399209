import type { Text } from '../values/text.ts';
import type { CodeTable } from './types.ts';

const internal: Text = { en: 'ZEGO had an internal fault.', zh: 'ZEGO 服务内部故障。' };
const unauthenticated: Text = { en: 'Authentication failed.', zh: '鉴权失败。' };
const tooOften: Text = { en: 'The calls come too fast.', zh: '调用过于频繁。' };
const badAddress: Text = { en: 'The CDN address was not accepted.', zh: 'CDN 地址无效。' };

/** The media service: relays, bans, stream states, dispatch, recording. */
export const mediaCodes: CodeTable = {
  0: { meaning: { en: 'Done.', zh: '成功。' }, advice: 'none' },
  1: {
    meaning: { en: 'The call failed; no reason is given.', zh: '调用失败，未说明原因。' },
    advice: 'none',
    hint: {
      en: 'Check the values with --dry-run; if they are right, contact ZEGO support with the RequestId {requestId}.',
      zh: '请用 --dry-run 核对参数；若无误，请联系 ZEGO 技术支持，并提供 RequestId {requestId}。',
    },
  },
  2: { meaning: { en: 'A parameter is wrong.', zh: '参数错误。' }, advice: 'fix-parameter' },
  3: { meaning: unauthenticated, advice: 'fix-secret' },
  1001: {
    meaning: { en: 'No node could be chosen for the stream.', zh: '调度失败。' },
    advice: 'support',
  },
  1002: {
    meaning: { en: 'There is no node to publish to.', zh: '没有可用的推流节点。' },
    advice: 'support',
  },
  1003: {
    meaning: { en: 'There is no node to play from.', zh: '没有可用的拉流节点。' },
    advice: 'support',
  },
  1005: {
    meaning: { en: 'The App is not online.', zh: 'App 不在线。' },
    advice: 'support',
  },
  1006: {
    meaning: { en: 'A parameter was not accepted.', zh: '参数无效。' },
    advice: 'support',
  },
  1010: { meaning: tooOften, advice: 'slow-down' },
  3000: {
    meaning: { en: 'The App is not valid for this service.', zh: 'App 无效。' },
    advice: 'support',
  },
  3001: { meaning: internal, advice: 'fault' },
  3002: {
    meaning: { en: "The request's time is wrong.", zh: '请求的时间戳错误。' },
    advice: 'fix-clock',
  },
  3003: {
    meaning: { en: 'ZEGO has set up no token for this App.', zh: 'ZEGO 侧未给该 App 配置 token。' },
    advice: 'support',
  },
  5000: { meaning: internal, advice: 'fault' },
  5001: { meaning: internal, advice: 'fault' },
  5002: { meaning: internal, advice: 'fault' },
  5003: { meaning: unauthenticated, advice: 'fix-secret' },
  5004: { meaning: badAddress, advice: 'fix-url' },
  5005: {
    meaning: {
      en: 'The service takes the request for invalid, most likely for its Sequence.',
      zh: '服务认为请求无效，很可能是 Sequence 未递增。',
    },
    advice: 'fix-sequence',
  },
  5006: { meaning: internal, advice: 'fault' },
  5007: { meaning: tooOften, advice: 'slow-down' },
  30001: { meaning: badAddress, advice: 'fix-url' },
  30002: { meaning: tooOften, advice: 'slow-down' },
  30003: { meaning: internal, advice: 'fault' },
  30004: {
    meaning: { en: 'IsTest does not suit this App.', zh: 'IsTest 与该 App 不符。' },
    advice: 'fix-istest',
  },
  30005: {
    meaning: { en: 'The AppId is invalid.', zh: 'AppId 无效。' },
    advice: 'fix-appid',
  },
  30006: {
    meaning: { en: 'The list of StreamIds is invalid.', zh: 'StreamId 列表无效。' },
    advice: 'fix-stream',
    hint: {
      en: 'Check every --stream for its spelling; one call takes at most 20 ids, and zego splits a longer list itself.',
      zh: '请逐个核对 --stream 的拼写；每次调用最多 20 个流 ID，更长的列表由 zego 自动拆分。',
    },
  },
  30009: {
    meaning: {
      en: 'The StreamId breaks the naming rules.',
      zh: 'StreamId 不符合命名规则。',
    },
    advice: 'fix-stream',
    hint: {
      en: 'Correct {streamArg}: at most 256 letters, digits, - and _, the prefix that --test adds included.',
      zh: '请修改 {streamArg}：只能使用字母、数字、- 和 _，最长 256 个字符（包括 --test 添加的前缀）。',
    },
  },
  30010: {
    meaning: { en: 'The dispatch Type is invalid.', zh: '调度 Type 无效。' },
    advice: 'fix-parameter',
    hint: {
      en: 'Give --type push to publish, or --type pull to play.',
      zh: '推流请用 --type push，拉流请用 --type pull。',
    },
  },
  30011: {
    meaning: { en: 'The ClientIP is invalid.', zh: 'ClientIP 无效。' },
    advice: 'fix-parameter',
    hint: {
      en: 'Give --client-ip an IPv4 address (203.0.113.7), or leave it out.',
      zh: '--client-ip 须为 IPv4 地址（如 203.0.113.7），也可以不填。',
    },
  },
  40005: { meaning: unauthenticated, advice: 'fix-secret' },
  41001: {
    meaning: { en: 'ZEGO could not store the live stream.', zh: '直播流保存失败。' },
    advice: 'retry-else-support',
  },
  41002: {
    meaning: { en: 'ZEGO could not store the channel.', zh: '频道保存失败。' },
    advice: 'retry-else-support',
  },
  41003: {
    meaning: { en: 'There is no such live stream.', zh: '直播流不存在。' },
    advice: 'retry-else-support',
  },
  41004: {
    meaning: {
      en: 'The stream was not found, or the permission to query past streams has ended.',
      zh: '未找到该流，或查询历史流的权限已到期。',
    },
    advice: 'fix-stream',
  },
  41006: {
    meaning: { en: 'The stream exists and is closed.', zh: '该流存在，已关闭。' },
    advice: 'none',
  },
  42001: {
    meaning: { en: 'The stream could not be banned.', zh: '封禁流失败。' },
    advice: 'retry-else-support',
  },
  42002: {
    meaning: { en: 'The ban of the stream could not be lifted.', zh: '解除流封禁失败。' },
    advice: 'retry-else-support',
  },
  42003: {
    meaning: { en: 'The batch of streams could not be banned.', zh: '批量封禁流失败。' },
    advice: 'retry-else-support',
  },
  42004: {
    meaning: { en: 'The bans of the batch could not be lifted.', zh: '批量解除流封禁失败。' },
    advice: 'retry-else-support',
  },
  43001: {
    meaning: { en: 'The index of the recording could not be made.', zh: '录制索引创建失败。' },
    advice: 'retry-else-support',
  },
};
