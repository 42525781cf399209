import type { Text } from '../values/text.ts';
import { fill, filled } from './fill.ts';

/** A failure without a return code. The texts may hold placeholders, which `failure` fills in. */
interface Failure {
  /** What happened, in English. */
  readonly detail: string;
  /** What to do next: a Text where it concerns the API, English where it concerns this machine. */
  readonly hint?: Text | string;
}

const checkNetwork = 'Check the network, the proxy settings and --endpoint / --region.';

/** Where a newer command for the same stream decides. */
export const newerDecides: Text = {
  en: 'The newer command decides. Run this one again only if it should win.',
  zh: '以较新的命令为准。仅当应以本命令为准时才重新执行。',
};

const table = {
  // Nothing was sent; the first five by the phase that failed.
  dns: { detail: 'cannot resolve {host} ({code}); nothing was sent', hint: checkNetwork },
  connect: { detail: 'cannot connect to {host} ({code}); nothing was sent', hint: checkNetwork },
  proxy: {
    detail: 'the proxy {host} does not connect ({code}); nothing was sent',
    hint: 'Check HTTPS_PROXY, and whether the proxy lets this host through; NO_PROXY names hosts to reach directly.',
  },
  tls: {
    detail: 'no trusted TLS connection to {host} ({code}); nothing was sent',
    hint: 'Check the clock, and whether a proxy replaces certificates: NODE_EXTRA_CA_CERTS names its CA.',
  },
  slot: { detail: 'the time was over before anything was sent' },
  proxyLogin: {
    detail:
      'the proxy {host} wants a user name and password, or others (HTTP 407); nothing was sent',
    hint: 'HTTPS_PROXY takes them: http://USER:PASSWORD@HOST:PORT',
  },
  hungUp: { detail: 'the server hung up; nothing was sent' },
  staleTurn: { detail: 'its turn was over' },
  noTurn: {
    detail: 'another command for this stream was under way all the time; nothing was sent',
    hint: 'Run it again with a longer --timeout, or run fewer at once.',
  },
  noSlot: {
    detail: 'no rate slot in time ({action} takes {rate} calls a second); nothing was sent',
    hint: 'Run it again with a longer --timeout, or run fewer at once.',
  },
  superseded: {
    detail: 'not sent: a newer command for this stream was given on this machine',
    hint: newerDecides,
  },
  supersededLater: {
    detail: 'not sent again: a newer command for this stream was given on this machine',
    hint: newerDecides,
  },
  interrupted: { detail: 'interrupted: the request had not gone out' },

  // The service turned the call away, or says why it did not carry it out.
  http429: {
    detail: 'called too often (HTTP 429)',
    hint: {
      en: '{action} takes {production} calls a second per AppId (test: {test}). Wait a moment and run it again.',
      zh: '{action} 每个 AppId 每秒最多 {production} 次（测试环境 {test} 次）。请稍候重试。',
    },
  },
  tooOften: { detail: 'called too often (code {code})' },
  serviceFault: { detail: 'a passing fault of the service (code {code})' },
  notDone: { detail: 'not done, which may pass (code {code})' },
  turnedAwayThen: { detail: '{first}; then: {second}' },

  // The request went out, and its outcome is unknown.
  answer: { detail: 'the request went out, the answer was lost ({code})' },
  redirect: { detail: 'the server answered with a redirect (HTTP {status})' },
  unreadable: { detail: 'the answer is unreadable: {how}' },
  tooManyHints: { detail: 'too many 1xx responses before the answer' },
  tooLarge: { detail: 'the answer is larger than 1 MiB' },
  tooManyPieces: { detail: 'the answer comes in too many pieces' },
  compressed: { detail: 'the answer is compressed, unasked' },
  mayHaveTakenEffect: { detail: '{what}; it may have taken effect' },
  lostEarlier: { detail: 'an earlier attempt went out and its outcome is unknown' },
  lostEarlierThen: {
    detail: 'an earlier attempt went out and its outcome is unknown, then: {what}',
  },
  notRepeated: {
    detail:
      'an earlier attempt went out and may have taken effect; it was not repeated, since a newer command for this stream was given on this machine',
  },
  outOfOrder: {
    detail:
      'order unproven: the answer took so long that an opposite command for this stream was sent meanwhile, and which of the two holds is unknown',
  },
  interruptedSent: {
    detail: 'interrupted: the request had gone out and may have taken effect',
  },

  fault: {
    detail: 'a fault of zego itself',
    hint: 'Please report it with the output of the same command and --debug.',
  },
} as const satisfies Record<string, Failure>;

/**
 * Looks up a failure without a return code.
 * @param facts what its placeholders stand for: `{host}`, `{code}`
 * @returns detail and hint, as the constructors of errors take them
 */
export function failure(
  name: keyof typeof table,
  facts: Readonly<Record<string, string | number>> = {},
): [detail: string, hint: Text | string | null] {
  const { detail, hint }: Failure = table[name];
  const texts = Object.fromEntries(Object.entries(facts).map(([key, fact]) => [key, `${fact}`]));
  return [fill(detail, texts), typeof hint === 'object' ? filled(hint, texts) : (hint ?? null)];
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
