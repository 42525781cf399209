import type { Text } from '../values/text.ts';
import { fill, filled } from './fill.ts';

/**
 * What happened, in English, and what to do next: a Text where that concerns the API, English where it concerns
 * this machine. `{name}` is a placeholder, which `failure` fills in.
 */
type Failure = readonly [detail: string, hint?: Text | string];

const checkNetwork = 'Check the network, the proxy settings and --endpoint / --region.';
const longerTimeout = 'Run it again with a longer --timeout, or run fewer at once.';

/** Where a newer command for the same stream decides. */
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
    'the proxy {host} wants a user name and password, or others (HTTP 407); nothing was sent',
    'HTTPS_PROXY takes them: http://USER:PASSWORD@HOST:PORT',
  ],
  hungUp: ['the server hung up; nothing was sent'],
  staleTurn: ['its turn was over'],
  noTurn: [
    'another command for this stream was under way all the time; nothing was sent',
    longerTimeout,
  ],
  noSlot: [
    'no rate slot in time ({action} takes {rate} calls a second); nothing was sent',
    longerTimeout,
  ],
  superseded: [
    'not sent{again}: a newer command for this stream was given on this machine',
    newerDecides,
  ],
  interrupted: ['interrupted: the request had not gone out'],

  // The service did not carry the call out.
  http429: [
    'called too often (HTTP 429)',
    {
      en: '{action} takes {production} calls a second per AppId (test: {test}). Wait a moment and run it again.',
      zh: '{action} 每个 AppId 每秒最多 {production} 次（测试环境 {test} 次）。请稍候重试。',
    },
  ],
  tooOften: ['called too often (code {code})'],
  serviceFault: ['a passing fault of the service (code {code})'],
  notDone: ['not done, which may pass (code {code})'],

  // The request went out, and its outcome is unknown.
  redirect: ['the server answered with a redirect (HTTP {status})'],
  unreadable: ['the answer is unreadable: {how}'],
  tooManyHints: ['too many 1xx responses before the answer'],
  tooLarge: ['the answer is larger than 1 MiB'],
  tooManyPieces: ['the answer comes in too many pieces'],
  compressed: ['the answer is compressed, unasked'],
  mayHaveTakenEffect: ['{what}; it may have taken effect'],
  lostEarlier: ['an earlier attempt went out and its outcome is unknown{later}'],
  notRepeated: [
    'an earlier attempt went out and may have taken effect; it was not repeated, since a newer command for this stream was given on this machine',
  ],
  outOfOrder: [
    'order unproven: the answer took so long that an opposite command for this stream was sent meanwhile, and which of the two holds is unknown',
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
