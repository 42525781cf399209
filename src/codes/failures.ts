import type { Text, Words } from '../values/text.ts';
import { filled } from './fill.ts';

/** What happened, and what to do next. `{name}` is a placeholder, which `failure` fills in. */
type Failure = readonly [detail: Text, hint?: Text];

const checkNetwork: Text = {
  en: 'Check the network, the proxy settings and --endpoint / --region.',
  zh: '请检查网络、代理设置和 --endpoint / --region。',
};
const longerTimeout: Text = {
  en: 'Run it again with a longer --timeout, or start fewer commands at the same time.',
  zh: '请加大 --timeout 后重试，或减少同时执行的命令。',
};

const refusedUnread: Text = {
  en: 'the server refused the request unread (HTTP {status}[, a web page titled {title}|]); nothing took effect',
  zh: '服务器未读取请求即拒绝（HTTP {status}[，网页标题 {title}|]）；未产生任何影响',
};

/** Where a newer command for the same stream decides; to stand before the hint. */
export const newerDecides: Text = {
  en: 'The newer command decides. Run this one again only if it should win.',
  zh: '以较新的命令为准。仅当应以本命令为准时才重新执行。',
};

/** Failures without a return code; those of an attempt by its phase. */
export const failures = {
  dns: [
    {
      en: 'cannot resolve {host} ({code}); nothing was sent',
      zh: '无法解析 {host}（{code}）；请求未发出',
    },
    checkNetwork,
  ],
  connect: [
    {
      en: 'cannot connect to {host} ({code}); nothing was sent',
      zh: '无法连接 {host}（{code}）；请求未发出',
    },
    checkNetwork,
  ],
  proxy: [
    {
      en: 'the proxy {host} does not connect ({code}); nothing was sent',
      zh: '代理 {host} 未能建立连接（{code}）；请求未发出',
    },
    {
      en: 'Check HTTPS_PROXY, and whether the proxy lets this host through; NO_PROXY names hosts to reach directly.',
      zh: '请检查 HTTPS_PROXY，以及代理是否放行该主机；NO_PROXY 可列出直连的主机。',
    },
  ],
  tls: [
    {
      en: 'no trusted TLS connection to {host} ({code}); nothing was sent',
      zh: '无法与 {host} 建立可信的 TLS 连接（{code}）；请求未发出',
    },
    {
      en: 'Check the clock, and whether a proxy replaces certificates: NODE_EXTRA_CA_CERTS names its CA.',
      zh: '请检查本机时钟，以及是否有代理替换了证书：用 NODE_EXTRA_CA_CERTS 指定其 CA。',
    },
  ],
  noTls: [
    {
      en: '{host} does not speak TLS ({code}); nothing was sent',
      zh: '{host} 不支持 TLS（{code}）；请求未发出',
    },
    {
      en: 'Check the address: another port, or http:// for an emulator?',
      zh: '请检查地址：是否应为其他端口，或模拟器应使用 http://？',
    },
  ],
  slot: [{ en: 'the time was over before anything was sent', zh: '请求发出之前时间已用完' }],
  answer: [
    {
      en: 'the request went out, the answer was lost ({code})',
      zh: '请求已发出，但未收到应答（{code}）',
    },
  ],

  // Nothing was sent.
  proxyLogin: [
    {
      en: 'the proxy {host} wants a user name and password, or others (HTTP {status}); nothing was sent',
      zh: '代理 {host} 要求用户名和密码，或现有的不正确（HTTP {status}）；请求未发出',
    },
    {
      en: 'HTTPS_PROXY takes them: http://USER:PASSWORD@HOST:PORT',
      zh: '请写入 HTTPS_PROXY：http://USER:PASSWORD@HOST:PORT',
    },
  ],
  hungUp: [{ en: 'the server hung up; nothing was sent', zh: '服务器断开了连接；请求未发出' }],
  staleTurn: [{ en: 'its turn was over', zh: '已错过发送时机' }],
  noTime: [
    {
      en: 'no time was left to reach {host} ({code}); nothing was sent',
      zh: '剩余时间不足以连接 {host}（{code}）；请求未发出',
    },
    longerTimeout,
  ],
  leverUntried: [
    {
      en: 'not tried: the credentials were refused; nothing was sent',
      zh: '未尝试：凭据被拒绝；请求未发出',
    },
  ],
  notTried: [
    {
      en: 'not tried: --timeout {timeout} was used up; nothing was sent',
      zh: '未尝试：--timeout {timeout} 已用完；请求未发出',
    },
    {
      en: 'Run it again for what is left, with a longer --timeout if need be.',
      zh: '请对剩余部分重新执行，必要时加大 --timeout。',
    },
  ],
  noTurn: [
    {
      en: 'another command for {theStream} was under way all the time; nothing was sent',
      zh: '针对{theStream}的另一条命令一直在执行；请求未发出',
    },
    {
      en: 'Run it again once that command has ended, or with a longer --timeout.',
      zh: '请在该命令结束后重试，或加大 --timeout。',
    },
  ],
  noSlot: [
    {
      en: 'no rate slot in time ({action} takes {rate} calls a second); nothing was sent',
      zh: '未能及时轮到（{action} 每秒最多 {rate} 次）；请求未发出',
    },
    longerTimeout,
  ],
  superseded: [
    {
      en: 'not sent: a newer command for {theStream} was given on this machine',
      zh: '未发出：本机已对{theStream}下达了较新的命令',
    },
  ],
  supersededAgain: [
    {
      en: 'not sent again: a newer command for {theStream} was given on this machine',
      zh: '未再次发出：本机已对{theStream}下达了较新的命令',
    },
  ],
  interrupted: [{ en: 'interrupted: the request had not gone out', zh: '已中断：请求尚未发出' }],
  interruptedRefused: [
    {
      en: 'interrupted: the request had gone out and was refused; nothing took effect',
      zh: '已中断：请求已发出但被拒绝，未产生任何影响',
    },
  ],

  proxyPath: [
    {
      en: '{variable}: the address of a proxy has no path, query or fragment',
      zh: '{variable}：代理地址不能带路径、查询参数（?）或片段（#）',
    },
    {
      en: 'In its user name and password write %2F for /, %3F for ?, %23 for # and %5C for \\.',
      zh: '用户名和密码中的 / 请写成 %2F，? 写成 %3F，# 写成 %23，\\ 写成 %5C。',
    },
  ],
  proxyAddress: [
    {
      en: '{variable}: expected the address of a proxy, such as http://proxy.example.com:3128',
      zh: '{variable}：应为代理地址，如 http://proxy.example.com:3128',
    },
  ],

  // The service did not carry the call out.
  http429: [
    { en: 'called too often (HTTP 429)', zh: '调用过于频繁（HTTP 429）' },
    {
      en: '{action} takes {production} calls a second per AppId (test: {test}); those of other machines count too.',
      zh: '{action} 每个 AppId 每秒最多 {production} 次（测试环境 {test} 次），其他机器的调用也计算在内。',
    },
  ],
  tooOften: [{ en: 'called too often (code {code})', zh: '调用过于频繁（返回码 {code}）' }],
  tooLow: [
    { en: 'refused for its Sequence (code {code})', zh: '因 Sequence 被拒绝（返回码 {code}）' },
  ],
  serviceFault: [
    { en: 'a passing fault of the service (code {code})', zh: '服务暂时故障（返回码 {code}）' },
  ],
  notDone: [
    { en: 'not done, which may pass (code {code})', zh: '未完成，可能是暂时的（返回码 {code}）' },
  ],
  tooLong: [
    refusedUnread,
    {
      en: 'The request is too long for it: shorten the id or --url.',
      zh: '请求过长：请缩短流 ID 或 --url。',
    },
  ],
  notServed: [
    refusedUnread,
    {
      en: 'This address does not serve the API: check --endpoint (ZEGO_ENDPOINT) and HTTPS_PROXY; --debug shows the answer.',
      zh: '该地址不提供此接口：请检查 --endpoint（ZEGO_ENDPOINT）和 HTTPS_PROXY；用 --debug 可查看应答。',
    },
  ],
  thenFailed: [{ en: '{first}; then: {next}', zh: '{first}；随后：{next}' }],

  // The request went out, and its outcome is unknown.
  redirect: [
    {
      en: 'the server answered with a redirect[ to {to}|] (HTTP {status})',
      zh: '服务器返回了重定向（HTTP {status}[，指向：{to}|]）',
    },
  ],
  webPage: [
    {
      en: "a web page[ (title {title})|], not ZEGO's answer (a proxy or portal? --debug shows it)",
      zh: '这是网页[（标题 {title}）|]，不是 ZEGO 的应答（是否经过代理或认证门户？用 --debug 可查看）',
    },
  ],
  withStatus: [{ en: 'HTTP {status} and {how}', zh: '状态码为 HTTP {status}，{how}' }],
  unreadable: [{ en: 'the answer is unreadable: {how}', zh: '无法读取应答：{how}' }],
  tooManyHints: [{ en: 'too many 1xx responses before the answer', zh: '应答之前的 1xx 响应过多' }],
  tooLarge: [{ en: 'the answer is larger than 1 MiB', zh: '应答超过 1 MiB' }],
  tooManyPieces: [{ en: 'the answer comes in too many pieces', zh: '应答分片过多' }],
  compressed: [{ en: 'the answer is compressed, unasked', zh: '应答未经请求即被压缩' }],
  mayHaveTakenEffect: [
    {
      en: '{what}; it may have taken effect[ ({attempts} went out)|]',
      zh: '{what}；命令可能已经生效[（{attempts}）|]',
    },
  ],
  oneAttempt: [{ en: '1 attempt', zh: '已发出 1 次' }],
  manyAttempts: [{ en: '{count} attempts', zh: '已发出 {count} 次' }],
  lostEarlier: [
    {
      en: 'an earlier attempt went out and its outcome is unknown',
      zh: '此前的一次请求已发出，结果未知',
    },
  ],
  lostEarlierThen: [
    {
      en: 'an earlier attempt went out and its outcome is unknown, then: {next}',
      zh: '此前的一次请求已发出，结果未知；随后：{next}',
    },
  ],
  notRepeated: [
    {
      en: 'an earlier attempt went out and may have taken effect; it was not repeated, since a newer command for {theStream} was given on this machine',
      zh: '此前的一次请求已发出，可能已经生效；由于本机已对{theStream}下达了较新的命令，未再重试',
    },
  ],
  outOfOrder: [
    {
      en: 'order unproven: the answer took so long that an opposite command for {theStream} was sent meanwhile, and which of the two holds is unknown',
      zh: '顺序无法确定：应答过慢，期间已对{theStream}发出相反的命令，无法得知以哪一条为准',
    },
  ],
  interruptedRead: [{ en: 'interrupted before the answer came', zh: '已中断：尚未收到应答' }],
  interruptedSent: [
    {
      en: 'interrupted: the request had gone out and may have taken effect',
      zh: '已中断：请求已发出，可能已经生效',
    },
  ],

  fault: [
    { en: 'a fault of zego itself', zh: 'zego 自身的缺陷' },
    {
      en: 'Please report it with the output of the same command and --debug.',
      zh: '请用 --debug 重新执行同一命令，并附上输出进行反馈。',
    },
  ],
} as const satisfies Record<string, Failure>;

/**
 * Looks up a failure without a return code.
 * @param facts by placeholder: `{host}`, `{code}`
 * @returns detail and hint, as the constructors of errors take them
 */
export function failure(
  name: keyof typeof failures,
  facts: Readonly<Record<string, Words>> = {},
): [detail: Text, hint: Text | null] {
  const [detail, hint]: Failure = failures[name];
  return [filled(detail, facts), hint ? filled(hint, facts) : null];
}
