import {
  asked,
  cdnUrlOf,
  code,
  PASSWORD,
  type Path,
  SECRET,
  says,
  start,
  TOKEN,
  url,
} from './failures.ts';

const noSecret = { ZEGO_SERVER_SECRET: undefined };

/** What fails before anything is sent, and what does not fail. */
export const unsent: readonly Path[] = [
  // Nothing is sent.
  { name: 'nobody listens', code: 6, env: { ZEGO_ENDPOINT: 'http://127.0.0.1:1' } },
  { name: 'no such host', code: 6, env: { ZEGO_ENDPOINT: `https://${'x'.repeat(64)}.invalid` } },
  { name: 'no TLS', code: 6, env: { ZEGO_ENDPOINT: 'https://localhost:PORT' } },
  {
    name: 'a proxy that refuses',
    code: 6,
    env: {
      ZEGO_ENDPOINT: 'https://service.invalid',
      HTTPS_PROXY: `http://me:${PASSWORD}@127.0.0.1:PROXY`,
    },
  },
  {
    name: 'a proxy that is not there',
    code: 6,
    env: {
      ZEGO_ENDPOINT: 'https://service.invalid',
      HTTPS_PROXY: `http://me:${PASSWORD}@127.0.0.1:1`,
    },
  },
  {
    name: 'a proxy that is none',
    code: 3,
    env: {
      ZEGO_ENDPOINT: 'https://service.invalid',
      HTTPS_PROXY: `socks5://me:${PASSWORD}@127.0.0.1:1`,
    },
  },
  {
    name: 'a proxy that is no address',
    code: 3,
    env: {
      ZEGO_ENDPOINT: 'https://service.invalid',
      HTTPS_PROXY: `http://me:${PASSWORD}%@127.0.0.1`,
    },
  },
  // The configuration is refused.
  {
    name: 'an endpoint with the secret',
    code: 3,
    env: { ZEGO_ENDPOINT: `https://me:${encodeURIComponent(SECRET)}@host` },
  },
  { name: 'an option with the secret', code: 2, words: ['cdn', 'list', '--app-id', SECRET] },
  {
    name: 'an endpoint option with the secret',
    code: 2,
    words: ['cdn', 'list', '--endpoint', `https://host/?key=${SECRET}`],
  },
  {
    name: 'an unknown option with the secret',
    code: 2,
    words: ['cdn', 'list', `--secret=${SECRET}`],
  },
  { name: 'the secret as a command', code: 2, words: ['cdn', SECRET] },
  {
    name: 'the secret in the wrong variable',
    code: 3,
    env: { ZEGO_APP_ID: SECRET, ZEGO_REGION: SECRET },
  },
  { name: 'a secret of two words', code: 3, env: { ZEGO_SERVER_SECRET: `${SECRET} ${SECRET}` } },
  {
    name: 'an unknown key beside the secret',
    code: 3,
    env: noSecret,
    files: { '.zegorc': { serverSecret: SECRET, serversecret: SECRET } },
  },
  {
    name: 'a broken YAML with the secret',
    code: 3,
    env: noSecret,
    files: { '.zegorc.yaml': `serverSecret: "${SECRET}\nappId: [` },
  },
  {
    name: 'a broken JSON with the secret',
    code: 3,
    env: noSecret,
    files: { '.zegorc.json': `{"serverSecret": ${JSON.stringify(SECRET)}, "appId": 1 "x"` },
  },
  {
    name: 'a YAML without its space',
    code: 3,
    env: noSecret,
    files: { '.zegorc': `{serverSecret:${SECRET}}` },
  },
  {
    name: 'a secret that is a list',
    code: 3,
    env: noSecret,
    files: { '.zegorc': { serverSecret: [SECRET] } },
  },
  {
    name: 'a secret as a number of a profile',
    code: 3,
    env: noSecret,
    files: { '.zegorc': `profiles:\n  ${JSON.stringify(SECRET)}: 5\n` },
  },
  {
    name: 'a secret where the file is named',
    code: 3,
    env: noSecret,
    files: { '.zegorc': { serverSecretFile: 'secret' }, secret: `${SECRET} x\n` },
  },
  {
    name: 'a secret from stdin of two words',
    code: 3,
    env: noSecret,
    words: [...start, '--secret-file', '-'],
    input: `${SECRET} x\n`,
  },
  {
    name: 'a secret from a program that fails',
    code: 3,
    env: noSecret,
    words: [...start, '--config', 'c.json'],
    files: {
      'c.json': {
        serverSecretCommand: [
          '/bin/sh',
          '-c',
          'printf "%s" "$0"; printf "%s" "$0" >&2; exit 3',
          SECRET,
        ],
      },
    },
  },
  {
    name: 'a secret from a program, two words',
    code: 3,
    env: noSecret,
    words: [...start, '--config', 'c.json'],
    files: { 'c.json': { serverSecretCommand: ['/bin/echo', SECRET, SECRET] } },
  },
  {
    name: 'a secret from a program that is not there',
    code: 3,
    env: noSecret,
    words: [...start, '--config', 'c.json'],
    files: { 'c.json': { serverSecretCommand: ['/nowhere', SECRET] } },
  },
  {
    name: 'a secret from a program, then a refusal',
    code: 4,
    env: noSecret,
    words: [...start, '--config', 'c.json'],
    files: { 'c.json': { serverSecretCommand: ['/bin/echo', SECRET] } },
    answer: says((request) => ({ Code: 5003, Message: `${SECRET} ${asked(request)}` })),
  },
  // The address is refused.
  {
    name: 'an address that is no RTMP',
    code: 2,
    words: ['transfer', 'start', '--stream', 's', '--url', url.replace('rtmp:', 'http:')],
  },
  {
    name: 'an address with a space',
    code: 2,
    words: ['transfer', 'start', '--stream', 's', '--url', `${url} x`],
  },
  { name: 'an address given twice', code: 2, words: [...start, '--url', url] },
  { name: 'an address without a stream', code: 2, words: ['transfer', 'start', '--url', url] },
  { name: 'an address that is a word too many', code: 2, words: [...start, url] },
  {
    name: 'an address for a command that takes none',
    code: 2,
    words: ['cdn', 'list', `--url=${url}`],
  },
  // Nothing fails.
  { name: 'a dry run', code: 0, words: [...start, '--dry-run'] },
  ...[
    `rtmp://h/a?${TOKEN}`,
    'rtmp://canary6:p/canary7pass@h/a',
    'rtmp://canary6:p?canary7pass@h/a',
  ].flatMap((address) =>
    [['--dry-run'], []].map((more) => ({
      name: `the address ${address} ${more.join('')}`,
      code: 0,
      words: ['transfer', 'start', '--stream', 's', '--url', address, ...more],
      answer: says((request) => ({
        Code: 0,
        Message: cdnUrlOf(request),
        Data: [cdnUrlOf(request)],
      })),
    })),
  ),
  { name: 'a success', code: 0, answer: code(0, 'ok') },
  { name: 'no place for state', code: 0, answer: code(0, 'ok'), env: { XDG_STATE_HOME: '/proc' } },
];
