import type { Text } from '../values/text.ts';
import { fill, filled } from './fill.ts';

/**
 * What happened, in English, and what to do next: a Text where that concerns the API, English where it concerns
 * this machine. `{name}` is a placeholder, which `failure` fills in.
 */
type Failure = readonly [detail: string, hint?: Text | string];

const checkNetwork = 'Check the network, the proxy settings and --endpoint / --region.';
const longerTimeout: Text = {
  en: 'Run it again with a longer --timeout, or start fewer commands at the same time.',
  zh: '请加长 --timeout 后重试，或减少同时运行的命令。',
};

/** Where a newer command for the same stream decides; to stand before the hint. */
export const newerDecides: Text = {
  en: 'The newer command decides. Run this one again only if it should win.',
  zh: '以较新的命令为准。仅当应以本命令为准时才重新执行。',
};

/** Failures without a return code; those of an attempt by its phase. */
const failures = {
  dns: ['cannot resolve {host} ({code}); nothing was sent', checkNetwork],
  connect: ['cannot connect to {host} ({code}); nothing was sent', checkNetwork],
  proxy: [
    'the proxy {host} does not connect ({code}); nothing was sent',
    'Check HTTPS_PROXY, and whether the proxy lets this host through; NO_PROXY names hosts to reach directly.',
  ],
  tls: [
    'no trusted TLS connection to {host} ({code}); nothing was sent',
    'Check the clock, and whether a proxy replaces certificates: NODE_EXTRA_CA_CERTS names its CA.',
  ],
  slot: ['the time was over before anything was sent'],
  answer: ['the request went out, the answer was lost ({code})'],

  // Nothing was sent.
  proxyLogin: [
    'the proxy {host} wants a user name and password, or others (HTTP {status}); nothing was sent',
    'HTTPS_PROXY takes them: http://USER:PASSWORD@HOST:PORT',
  ],
  hungUp: ['the server hung up; nothing was sent'],
  staleTurn: ['its turn was over'],
  noTime: ['no time was left to reach {host} ({code}); nothing was sent', longerTimeout],
  notTried: [
    'not tried: --timeout {timeout} was used up; nothing was sent',
    {
      en: 'Run it again for what is left, with a longer --timeout if need be.',
      zh: '请对剩余部分重新执行，必要时加长 --timeout。',
    },
  ],
  noTurn: [
    'another command for {theStream} was under way all the time; nothing was sent',
    {
      en: 'Run it again once that command has ended, or with a longer --timeout.',
      zh: '请在该命令结束后重试，或加长 --timeout。',
    },
  ],
  noSlot: [
    'no rate slot in time ({action} takes {rate} calls a second); nothing was sent',
    longerTimeout,
  ],
  superseded: ['not sent{again}: a newer command for {theStream} was given on this machine'],
  interrupted: ['interrupted: the request had not gone out'],
  interruptedRefused: [
    'interrupted: the request had gone out and was refused; nothing took effect',
  ],

  // The service did not carry the call out.
  http429: [
    'called too often (HTTP 429)',
    {
      en: '{action} takes {production} calls a second per AppId (test: {test}); those of other machines count too.',
      zh: '{action} 每个 AppId 每秒最多 {production} 次（测试环境 {test} 次），其他机器的调用也计算在内。',
    },
  ],
  tooOften: ['called too often (code {code})'],
  tooLow: ['refused for its Sequence (code {code})'],
  serviceFault: ['a passing fault of the service (code {code})'],
  notDone: ['not done, which may pass (code {code})'],
  tooLong: [
    'the server refused the request unread (HTTP {status}); nothing took effect',
    {
      en: 'The request is too long for it: shorten the id or --url.',
      zh: '请求过长：请缩短流 ID 或 --url。',
    },
  ],
  notServed: [
    'the server refused the request unread (HTTP {status}); nothing took effect',
    {
      en: 'This address does not serve the API: check --endpoint (ZEGO_ENDPOINT) and HTTPS_PROXY; --debug shows the answer.',
      zh: '该地址不提供此接口：请检查 --endpoint（ZEGO_ENDPOINT）和 HTTPS_PROXY；用 --debug 可查看应答。',
    },
  ],

  // The request went out, and its outcome is unknown.
  redirect: ['the server answered with a redirect {to} (HTTP {status})'],
  webPage: ["a web page {title}, not ZEGO's answer: a proxy or portal? --debug shows it"],
  unreadable: ['the answer is unreadable: {how}'],
  tooManyHints: ['too many 1xx responses before the answer'],
  tooLarge: ['the answer is larger than 1 MiB'],
  tooManyPieces: ['the answer comes in too many pieces'],
  compressed: ['the answer is compressed, unasked'],
  mayHaveTakenEffect: ['{what}; it may have taken effect ({attempts} went out)'],
  lostEarlier: ['an earlier attempt went out and its outcome is unknown{later}'],
  notRepeated: [
    'an earlier attempt went out and may have taken effect; it was not repeated, since a newer command for {theStream} was given on this machine',
  ],
  outOfOrder: [
    'order unproven: the answer took so long that an opposite command for {theStream} was sent meanwhile, and which of the two holds is unknown',
  ],
  interruptedSent: ['interrupted: the request had gone out and may have taken effect'],

  fault: [
    'a fault of zego itself',
    'Please report it with the output of the same command and --debug.',
  ],
} as const satisfies Record<string, Failure>;

/**
 * Looks up a failure without a return code.
 * @param facts by placeholder: `{host}`, `{code}`
 * @returns detail and hint, as the constructors of errors take them
 */
export function failure(
  name: keyof typeof failures,
  facts: Readonly<Record<string, string>> = {},
): [detail: string, hint: Text | string | null] {
  const [detail, hint]: Failure = failures[name];
  return [fill(detail, facts), typeof hint === 'object' ? filled(hint, facts) : (hint ?? null)];
}

/** For a call that was refused for its rate `{attempts}` times until the time ran out; to stand before the hint. */
export const rateUsedUp: Text = {
  en: 'Not done; the rate was still used up when --timeout ran out (attempts: {attempts}).',
  zh: '未执行：直到 --timeout 用尽，调用频率仍超限（尝试次数：{attempts}）。',
};

/** Whether running a call again is safe after its answer was lost, by its effect; to stand before the hint. */
export const runningAgain: Readonly<Record<'sets' | 'starts', Text>> = {
  sets: { en: 'Running it again does no harm.', zh: '重新执行没有影响。' },
  starts: {
    en: 'Running it again may start a second relay.',
    zh: '重新执行可能会再启动一个转推。',
  },
};

/** For a Sequence that the service refused. */
export const sequenceHints: Readonly<Record<'chosen' | 'drawn' | 'notRedrawn', Text>> = {
  chosen: {
    en: 'Raise --sequence above the last one that was sent for {streamArg}, or leave it out.',
    zh: '请使 --sequence 大于上一次为 {streamArg} 发送的值，或不指定。',
  },
  drawn: {
    en: 'Another machine keeps sending higher Sequences for {streamArg}: set the clocks (NTP), wait 10 s and run it again.',
    zh: '另一台机器一直在为 {streamArg} 发送更大的 Sequence：请校准时钟（NTP），等待 10 秒后重试。',
  },
  notRedrawn: {
    en: 'Another machine sent a higher Sequence for {streamArg} within 10 s: wait 10 s and run it again; or it decided otherwise, and this command would undo that.',
    zh: '另一台机器在 10 秒内为 {streamArg} 发送了更大的 Sequence：请等待 10 秒后重试；也可能对方已另作决定，重试会将其推翻。',
  },
};

/** For ids `{ids}` that break the rules of a StreamId; to stand before the hint. */
export const badIds: Text = {
  en: 'Not letters, digits, - and _ alone, or longer than 256: {ids}.',
  zh: '含有字母、数字、- 和 _ 以外的字符，或超过 256 个字符：{ids}。',
};

/** For a clock that agrees with the server's although it calls the time wrong. */
export const clockAgrees: Text = {
  en: "This machine's clock agrees with the server's: run it again, which draws a new Timestamp.",
  zh: '本机时钟与服务器一致：请重新执行，会使用新的 Timestamp。',
};

/** For a ban that ends `{own}` from now by this machine's clock, and `{server}` from now by the server's. */
export const banEnds: Text = {
  en: "This machine's clock is off by {off}: by ZEGO's the ban ends in {server}, not {own}. For another end, run it again.",
  zh: '本机时钟相差 {off}：按 ZEGO 的时钟，封禁将在 {server} 后结束，而不是 {own}。如需其他结束时间，请重新执行。',
};

/** The same for a ban that is over by the server's clock. */
export const banIsOver: Text = {
  en: "This machine's clock is off by {off}: by ZEGO's the ban's end is past, so it may not begin. Run it again with a later end.",
  zh: '本机时钟相差 {off}：按 ZEGO 的时钟，封禁的结束时间已过，可能不会生效。请用更晚的结束时间重新执行。',
};

/** For a clock that is off by `{minutes}` and `{seconds}`; to stand before the hint. */
export const clockOff: Readonly<Record<'behind' | 'ahead', Text>> = {
  behind: {
    en: "This machine's clock is {minutes} min {seconds} s behind the server's.",
    zh: '本机时钟比服务器慢 {minutes} 分 {seconds} 秒。',
  },
  ahead: {
    en: "This machine's clock is {minutes} min {seconds} s ahead of the server's.",
    zh: '本机时钟比服务器快 {minutes} 分 {seconds} 秒。',
  },
};

/** For a command without effect to which an older one, for the streams `{ids}`, gave way. */
export const madeWay: Text = {
  en: 'An older command for {ids} gave way to this one: neither took effect.',
  zh: '针对 {ids} 的较早命令已让位于本命令：两者均未生效。',
};
