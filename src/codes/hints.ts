import type { Text } from '../values/text.ts';
import type { Advice } from './types.ts';

/**
 * What to do next at this command line, by advice; null where there is nothing to do. A code for which that is too
 * general carries its own hint.
 */
export const hints: Readonly<Record<Advice, Text | null>> = {
  none: null,
  'fix-endpoint': {
    en: 'Leave out --endpoint (ZEGO_ENDPOINT), and look for a proxy that changes the Host header.',
    zh: '请去掉 --endpoint（ZEGO_ENDPOINT），并检查是否有代理改写了 Host 请求头。',
  },
  'fix-appid': {
    en: 'Compare the AppId {appId} from {appIdSource} with the one in the ZEGO console.',
    zh: '请与 ZEGO 控制台核对 AppId {appId}（来自 {appIdSource}）。',
  },
  'fix-secret': {
    en: 'Check in the ZEGO console that the ServerSecret from {secretSource} belongs to the AppId {appId} from {appIdSource}.',
    zh: '请在 ZEGO 控制台核对：{secretSource} 中的 ServerSecret 是否属于 AppId {appId}（来自 {appIdSource}）。',
  },
  'fix-clock': {
    en: "Set this machine's clock (NTP): the server accepts at most 10 minutes of difference.",
    zh: '请校准本机时钟（NTP）：服务器最多允许 10 分钟误差。',
  },
  'fix-action': {
    en: 'Leave out --endpoint (ZEGO_ENDPOINT): this address does not serve [the Action {action}|this Action].',
    zh: '请去掉 --endpoint（ZEGO_ENDPOINT）：该地址不提供[接口 {action}|此接口]。',
  },
  'fix-istest': {
    en: '[{testChange}|Add or leave out] --test (ZEGO_TEST, isTest): only projects made on or before 2021-11-16 have a separate test environment.',
    zh: '请[{testChange}|加上或去掉] --test（ZEGO_TEST、isTest）：只有 2021-11-16 及之前创建的项目才有独立的测试环境。',
  },
  'fix-parameter': {
    en: 'Correct the value; --dry-run shows every parameter as it is sent.',
    zh: '请修改参数值；用 --dry-run 可查看实际发送的全部参数。',
  },
  'fix-sequence': {
    en: 'Most likely another machine sent a higher Sequence for this stream within 10 s: wait 10 s and run it again; or it decided otherwise. A --sequence must be above the last one.',
    zh: '很可能另一台机器在 10 秒内为该流发送了更大的 Sequence：请等待 10 秒后重试；也可能对方已另作决定。若指定了 --sequence，须大于上一次的值。',
  },
  'fix-url': {
    en: '--url must be an rtmp:// address; to stop a relay, the one used at the start, where only the query may differ.',
    zh: '--url 须为 rtmp:// 地址；停止转推时须与开始时的地址一致，仅查询参数可以不同。',
  },
  'fix-stream': {
    en: 'Check the spelling of {streamArg}; give the bare StreamId, --test adds the prefix itself.',
    zh: '请核对 {streamArg} 的拼写；只填原始 StreamId，前缀由 --test 自动添加。',
  },
  'fix-room': {
    en: 'Check the RoomId: a room ends by itself when its last user leaves, is kicked, or is silent for 100 s.',
    zh: '请核对 RoomId：最后一名用户离开、被踢出或 100 秒无心跳后，房间会自动销毁。',
  },
  'fix-user': {
    en: 'Check the UserId, and that the user is still in the room.',
    zh: '请核对 UserId，并确认该用户仍在房间内。',
  },
  'fix-rules': {
    en: 'Compare the rule with the ban rules in force: it may have ended already.',
    zh: '请与生效中的封禁规则核对：该规则可能已失效。',
  },
  enable: {
    en: 'Ask ZEGO support to enable it for [the AppId {appId}|this AppId].',
    zh: '请联系 ZEGO 技术支持，为[ AppId {appId} |该 AppId ]开通。',
  },
  'slow-down': {
    en: '[The Action {action} takes|Each Action takes] at most {rate} calls a second per AppId: space out the loop, and count other machines as well.',
    zh: '[接口 {action}|各接口]对每个 AppId 每秒最多 {rate} 次调用，请拉开循环间隔，其他机器的调用也计算在内。',
  },
  retry: {
    en: 'Run the command again.',
    zh: '请重新执行命令。',
  },
  'retry-else-support': {
    en: 'Run the command again; if it fails again, contact ZEGO support with the RequestId {requestId}.',
    zh: '请重新执行命令；若仍失败，请联系 ZEGO 技术支持，并提供 RequestId {requestId}。',
  },
  fault: {
    en: "The fault is on ZEGO's side: run the command again; if it stays, contact ZEGO support with the RequestId {requestId}.",
    zh: '故障在 ZEGO 侧：请重新执行命令；若持续出现，请联系 ZEGO 技术支持，并提供 RequestId {requestId}。',
  },
  support: {
    en: 'Contact ZEGO support with the RequestId {requestId}.',
    zh: '请联系 ZEGO 技术支持，并提供 RequestId {requestId}。',
  },
  'client-fault': {
    en: 'zego built this request wrongly, which is a fault of zego: report it with the output of --debug.',
    zh: '这是 zego 自身的缺陷（请求构造错误），请附上 --debug 的输出进行反馈。',
  },
};
