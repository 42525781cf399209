import type { Text } from '../values/text.ts';

/**
 * What was seen at the address that viewers play: phrases, to stand in a sentence. `{status}` is an HTTP status,
 * `{host}` the other side, `{code}` a system error.
 */
export const sights = {
  flowing: { en: 'media arrives', zh: '收到音视频数据' },
  advancing: { en: 'new segments appear', zh: '有新分片出现' },
  ended: { en: 'the playlist has ended', zh: '播放列表已结束' },
  still: {
    en: 'the playlist has stood still for {seconds} s, three target durations or more',
    zh: '播放列表已有 {seconds} 秒没有更新，达到或超过三个目标时长',
  },
  waiting: {
    en: 'the playlist had no new segment for {seconds} s; only {needed} s would prove that it stands still',
    zh: '播放列表已有 {seconds} 秒没有新分片；满 {needed} 秒才能证明它已停止更新',
  },
  noProof: {
    en: 'the playlist had no new segment for {seconds} s, but other variants or hosts may have one',
    zh: '播放列表已有 {seconds} 秒没有新分片，但其他变体或主机可能仍在更新',
  },

  // No verdict.
  unreached: { en: 'cannot reach {host} ({code})', zh: '无法连接 {host}（{code}）' },
  untrusted: {
    en: 'no trusted TLS connection to {host} ({code})',
    zh: '无法与 {host} 建立可信的 TLS 连接（{code}）',
  },
  brokenOff: { en: '{host} gave no whole answer ({code})', zh: '{host} 未给出完整应答（{code}）' },
  status: { en: 'the address answers HTTP {status}', zh: '该地址返回 HTTP {status}' },
  redirects: { en: 'more than {most} redirects', zh: '重定向超过 {most} 次' },
  wrongRedirect: {
    en: 'a redirect that leads to no plain http or https address',
    zh: '重定向的目标不是普通的 http 或 https 地址',
  },
  compressed: { en: 'the answer is compressed, unasked', zh: '应答未经请求即被压缩' },
  tooLarge: {
    en: 'the answer is larger than 64 KiB and no live FLV',
    zh: '应答超过 64 KiB，且不是 FLV 直播',
  },
  empty: { en: 'the answer is empty', zh: '应答为空' },
  webPage: {
    en: 'a web page, neither HLS nor HTTP-FLV',
    zh: '这是网页，既不是 HLS 也不是 HTTP-FLV',
  },
  foreign: { en: 'neither HLS nor HTTP-FLV', zh: '既不是 HLS 也不是 HTTP-FLV' },
  quietFlv: { en: 'an FLV header without media', zh: '只有 FLV 头，没有音视频数据' },
  noSegments: { en: 'a playlist without segments', zh: '播放列表中没有分片' },
  noVariant: {
    en: 'a master playlist whose first variant is no plain http or https address',
    zh: '主播放列表的第一个变体不是普通的 http 或 https 地址',
  },
  firstGone: {
    en: 'the first of several variants is gone or has ended, and not all others have',
    zh: '多个变体中的第一个已不存在或已结束，但其他变体未全部如此',
  },
  goneElsewhere: {
    en: 'a redirect leads to {host}, which has no such stream and never showed it live',
    zh: '重定向指向 {host}，该主机没有此流，也从未在该处看到其直播',
  },
  nested: {
    en: 'a master playlist that leads to another one',
    zh: '主播放列表指向另一个主播放列表',
  },
  elsewhere: {
    en: 'the first variant is on another host, {host}; probe it itself if it is the right one',
    zh: '第一个变体位于另一台主机 {host}；如确认无误，请直接探测该地址',
  },
} as const satisfies Readonly<Record<string, Text>>;

/** The result of `zego probe`, with what was seen. */
export const probeResults = {
  live: { en: 'Live: {what}.', zh: '正在直播：{what}。' },
  off: { en: 'Not live now: {what}.', zh: '当前未在直播：{what}。' },
  unclear: { en: 'Cannot tell: {what}.', zh: '无法判断：{what}。' },
  forbidden: { en: 'Cannot tell: {what}.', zh: '无法判断：{what}。' },
} as const satisfies Readonly<Record<string, Text>>;

/** What the result leaves open. */
export const probeHints = {
  live: {
    en: 'This speaks of this address alone, as seen from this machine.',
    zh: '仅针对该地址，且以本机所见为准。',
  },
  off: {
    en: 'A mistyped address, an expired token and a blocked region look the same.',
    zh: '地址拼错、令牌过期或地区受限，看起来也是如此。',
  },
  unclear: {
    en: 'Is it the address that viewers play, HLS (.m3u8) or HTTP-FLV? --debug shows each look.',
    zh: '请确认这是观众的播放地址（HLS（.m3u8）或 HTTP-FLV）；用 --debug 可查看每次探测。',
  },
  forbidden: {
    en: 'The token may have expired, or the region may be blocked: take an address that plays.',
    zh: '令牌可能已过期，或地区受限：请使用可以播放的地址。',
  },
  longer: {
    en: 'The time was over before that: run it again with a longer --timeout.',
    zh: '在此之前时间已用完：请加大 --timeout 后重试。',
  },
} as const satisfies Readonly<Record<string, Text>>;

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
