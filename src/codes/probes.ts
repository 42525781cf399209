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
