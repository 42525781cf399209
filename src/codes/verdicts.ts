import type { Text } from '../values/text.ts';

/** What `off-air` speaks of. */
const rtcAlone: Text = {
  en: 'This speaks of the RTC stream alone: not of its relays, a direct push under the same id, mixed outputs or caches.',
  zh: '仅针对该 RTC 流，不包括其转推、同一流 ID 的 CDN 直推、混流输出和缓存。',
};
const withScope = ({ en, zh }: Text): Text => ({
  en: `${en} ${rtcAlone.en}`,
  zh: `${zh}${rtcAlone.zh}`,
});

/** What a wait follows; nothing but itself where nothing was changed. */
export const acts = {
  ban: { en: 'the ban', zh: '封禁' },
  stop: { en: 'the stop', zh: '停止转推' },
  wait: { en: 'this wait', zh: '本次等待' },
} as const satisfies Readonly<Record<string, Text>>;

/**
 * The verdict on `{stream}` after a wait. Instants: `{since}` it is off, `{until}` it was last looked at, it was
 * `{created}`; durations: `{waited}`, `{stable}`; `{act}` of `acts` was given; `{what}` was seen or failed last.
 */
export const verdictTexts = {
  wentOff: withScope({
    en: 'Off air: {stream} was live and [is off since {since}|is off][, last seen so at {until}|].',
    zh: '已断流：{stream} 先前在直播，[自 {since} 起已关闭|现已关闭][，最后确认于 {until}|]。',
  }),
  closedAfter: withScope({
    en: 'Off air: {stream}, since {since}, after {act}[, last seen so at {until}|].',
    zh: '已断流：{stream}，自 {since} 起，在{act}之后[，最后确认于 {until}|]。',
  }),
  closedBefore: withScope({
    en: 'Off air: {stream}, since {since}, before {act}[, last seen so at {until}|].',
    zh: '已断流：{stream}，自 {since} 起，在{act}之前[，最后确认于 {until}|]。',
  }),
  closedWithBan: withScope({
    en: 'Off air: {stream}, since {since}, the second of {act}[, last seen so at {until}|].',
    zh: '已断流：{stream}，自 {since} 起，与{act}在同一秒[，最后确认于 {until}|]。',
  }),
  offBefore: {
    en: 'Cannot tell: {stream} was off in RTC before this command, since {since}. If viewers still see it, it is pushed directly or relayed: give --probe URL, and --url RTMP for each relay.',
    zh: '无法判断：{stream} 的 RTC 流在本命令之前已断流，自 {since} 起。若观众仍能看到，则为直接推流或转推：请指定 --probe URL，并用 --url RTMP 逐个指定转推。',
  },
  live: {
    en: 'Still live after {waited}: {stream}[, published at {created}|].',
    zh: '{waited} 后仍在直播：{stream}[，推流开始于 {created}|]。',
  },
  again: {
    en: 'Still live after {waited}: {stream} was published again[ at {created}|].',
    zh: '{waited} 后仍在直播：{stream} 已重新推流[，开始于 {created}|]。',
  },
  lost: {
    en: 'Cannot tell: {stream} was live[ at {until}|], and no read of its state came through since[ ({what})|].',
    zh: '无法判断：{stream} [在 {until} |先前]仍在直播，此后未能再读到其状态[（{what}）|]。',
  },
  lifted: {
    en: 'Still live: the newer command {newer} on this machine undid this one for {stream}.',
    zh: '仍在直播：本机较新的命令 {newer} 已对 {stream} 撤销了本命令。',
  },
  unknownId: {
    en: 'Cannot tell: the service does not know {stream} (41004). Is the id right? An id that never was live looks the same, and so does one whose history may no longer be asked for.',
    zh: '无法判断：服务端没有 {stream} 的记录（41004）。流 ID 是否正确？从未直播过的流，以及历史查询权限已过期的流，结果也是如此。',
  },
  noTimes: {
    en: 'Cannot tell: {stream} is closed (41006), but the service gives no plausible time for that, and this wait never saw it live.',
    zh: '无法判断：{stream} 已关闭（41006），但服务端未给出可信的关闭时间，且等待期间从未看到它直播。',
  },
  neverCreated: {
    en: 'Cannot tell: {stream} is closed (41006), but nothing says that it ever was live: the ban alone may have made that record. Is the id right?',
    zh: '无法判断：{stream} 已关闭（41006），但没有它曾经直播的记录，该状态可能仅由封禁产生。流 ID 是否正确？',
  },
  notStable: {
    en: 'Cannot tell: {stream} went off, but was not seen to stay off for {stable} within {waited}.',
    zh: '无法判断：{stream} 已关闭，但在 {waited} 内未能确认其持续关闭 {stable}。',
  },
  unread: {
    en: 'Cannot tell: no read of the state of {stream} came through[ ({what})|].',
    zh: '无法判断：未能读到 {stream} 的状态[（{what}）|]。',
  },
  refused: {
    en: 'Cannot tell: the service refused to say how {stream} stands.',
    zh: '无法判断：服务端拒绝了对 {stream} 状态的查询。',
  },
  relay: {
    en: 'Cannot tell whether {stream} still arrives: no Action reads relays. --probe URL would tell, with an address that viewers play.',
    zh: '无法判断 {stream} 是否仍在推送：没有接口可查询转推。可使用 --probe URL（观众的播放地址）核实。',
  },
  recorded: {
    en: 'The ban of {stream} is recorded at Wangsu (ws). Whether it is off air, that does not tell; --probe URL would, with an address that viewers play.',
    zh: '{stream} 的封禁已在网宿（ws）登记。这不能说明是否已断流；可使用 --probe URL（观众的播放地址）核实。',
  },
  notRecorded: {
    en: 'Cannot tell: the ban of {stream} was not recorded at Wangsu (ws) within {waited}; other CDNs are not listed. --probe URL would tell, with an address that viewers play.',
    zh: '无法判断：{waited} 内 {stream} 的封禁未在网宿（ws）登记，其他 CDN 不可查询。可使用 --probe URL（观众的播放地址）核实。',
  },
  probeOff: {
    en: 'Off air at the probed address: {stream} was live there and is off since {since}, last seen so at {until} ({what}). This speaks of that address alone.',
    zh: '所探测的地址已断流：{stream} 先前可播放，自 {since} 起已关闭，最后确认于 {until}（{what}）。仅针对该地址。',
  },
  probeLive: {
    en: 'Still live at the probed address after {waited}: {stream} ({what}).',
    zh: '{waited} 后所探测的地址仍在直播：{stream}（{what}）。',
  },
  probeLost: {
    en: 'Cannot tell: {stream} was live at the probed address[, last seen so at {until}|]; no look since then could tell[ ({what})|].',
    zh: '无法判断：{stream} 先前可在所探测的地址播放[，最后确认于 {until}|]，此后的探测均无法判断[（{what}）|]。',
  },
  probeUnclear: {
    en: 'Cannot tell: {stream} was live at the probed address, but was not seen to go off and stay off for {stable} within {waited}[ ({what})|].',
    zh: '无法判断：{stream} 先前可在所探测的地址播放，但在 {waited} 内未能确认其持续关闭 {stable}[（{what}）|]。',
  },
  probeForbidden: {
    en: 'Cannot tell: the probed address of {stream} may not be looked at[ ({what})|].',
    zh: '无法判断：{stream} 的探测地址禁止访问[（{what}）|]。',
  },
  probeUnseen: {
    en: 'Cannot tell: {stream} was never seen live at the probed address[ ({what})|]. A mistyped address, an expired token and a blocked region look like darkness.',
    zh: '无法判断：从未在所探测的地址看到 {stream} 直播[（{what}）|]。地址拼错、令牌过期或地区受限，看起来也像已断流。',
  },
} as const satisfies Readonly<Record<string, Text>>;

/** The result of a wait for a stream to be live. */
export const liveTexts = {
  live: {
    en: 'Live: {stream}[, published at {created}|].',
    zh: '正在直播：{stream}[，推流开始于 {created}|]。',
  },
  off: {
    en: 'Not live within {waited}: {stream}[, off since {since}|].',
    zh: '{waited} 内未开始直播：{stream}[，自 {since} 起已关闭|]。',
  },
} as const satisfies Readonly<Record<string, Text>>;

/** How it stands while a wait goes on. */
export const waitStates = {
  live: { en: 'still live', zh: '仍在直播' },
  probeLive: { en: 'still live at the probed address', zh: '所探测的地址仍在直播' },
  again: { en: 'live again', zh: '再次直播' },
  lost: { en: 'was live, and cannot be seen now', zh: '先前在直播，现在无法读到状态' },
  lifted: { en: 'undone by a newer command', zh: '已被较新的命令撤销' },
  off: { en: 'off, yet to stay off', zh: '已关闭，尚待确认' },
  offAir: { en: 'off air', zh: '已断流' },
  unknown: { en: 'unknown to the service', zh: '服务端没有记录' },
  unread: { en: 'not seen yet', zh: '尚未读到状态' },
  unseen: { en: 'not seen live at the probed address', zh: '在所探测的地址未见直播' },
  notRecorded: { en: 'not recorded yet', zh: '尚未登记' },
  recorded: { en: 'recorded', zh: '已登记' },
  notLive: { en: 'not live yet', zh: '尚未直播' },
} as const satisfies Readonly<Record<string, Text>>;

/** Why a read told nothing: a phrase, as in `unread`. */
export const refusedRead: Text = { en: 'code {code}', zh: '返回码 {code}' };
export const shutOut: Text = {
  en: '--sequence {sequence} is more than 10 s ahead of the clock, and for 10 s the service refuses reads with a lower Sequence',
  zh: '--sequence {sequence} 比时钟超前 10 秒以上，服务端在 10 秒内会拒绝 Sequence 较小的查询',
};

/** Of several streams. */
export const waitCount: Text = {
  en: '{done} of {all} decided',
  zh: '已有结论 {done} 个，共 {all} 个',
};

/** A signal ended a wait, or a read was refused: what the command itself came to. */
export const waitBroken = {
  interrupted: {
    en: 'interrupted: {act} was accepted; its effect was not seen yet',
    zh: '已中断：{act}已被接受，尚未看到其效果',
  },
  interruptedUnknown: {
    en: 'interrupted: whether {act} was accepted is unknown, and its effect was not seen yet',
    zh: '已中断：{act}是否被接受未知，尚未看到其效果',
  },
  interruptedRead: {
    en: 'interrupted while waiting; nothing was changed',
    zh: '等待时被中断；未改变任何状态',
  },
  accepted: {
    en: '{act} itself was accepted.',
    zh: '{act}本身已被接受。',
  },
} as const satisfies Readonly<Record<string, Text>>;
