import { mkdirSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import net from 'node:net';
import { join } from 'node:path';
import { everythingIn, leaksIn } from './canary.ts';
import { each, folder, listen, nextAppId, type Row, root, serve, zego } from './stage.ts';

const SECRET = 'canary+/=0&secret%"é~0123';
const KEY = 'canary1/key+stream&1key='.replaceAll('&', '%26');
const PASSWORD = 'canary2password2canary';
const TOKEN = 'Y2FuYXJ5OHRva2Vu==';
const NUMBER = '7310254986';
const url = `rtmp://canary3user:canary3pass@cdn.example.com/app/s?key=${KEY}&vhost=canary4vhost#canary5fragment`;

type Answering = (response: ServerResponse, request: IncomingMessage) => void;

/** A way to fail, and how the command must end there, so that it is known to have been tried. */
interface Path {
  readonly name: string;
  readonly code: number | readonly number[];
  readonly words?: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly files?: Readonly<Record<string, string | object>>;
  readonly input?: string;
  readonly answer?: Answering;
}

const start = ['transfer', 'start', '--stream', 's', '--url', url];
const stop = ['transfer', 'stop', '--stream', 's', '--url', url];
const says =
  (body: (request: IncomingMessage) => unknown, status = 200): Answering =>
  (response, request) => {
    const text = body(request);
    response.writeHead(status).end(typeof text === 'string' ? text : JSON.stringify(text));
  };
const code = (Code: number, Message = 'no') => says(() => ({ Code, Message, RequestId: '1' }));
const asked = (request: IncomingMessage) => `http://${request.headers.host}${request.url}`;
const cdnUrlOf = (request: IncomingMessage) => queryOf(request).get('CDNUrl') ?? '';
const lenient = (text: string) => text.replace(/(?:%[\da-f]{2})+/gi, decodeURIComponent);
const decoded = (request: IncomingMessage) => decodeURIComponent(request.url ?? '');
const noSecret = { ZEGO_SERVER_SECRET: undefined };
const lost = (send: (response: ServerResponse) => void): Answering => send;

const paths: readonly Path[] = [
  // The service refuses.
  ...[5003, 40005, 100000004, 100000005].map((refusal) => ({
    name: `code ${refusal}`,
    code: [1, 4],
    answer: code(refusal),
  })),
  { name: 'a rate limit', code: 5, answer: code(5007) },
  {
    name: 'a bare 429',
    code: 5,
    answer: says(() => 'slow', 429),
  },
  { name: 'an unpublished code', code: 1, answer: code(424_242) },
  { name: 'a fault of the service', code: 9, answer: code(30_003) },
  // The service, or what stands in its place, says it all again.
  {
    name: 'the URL in the Message',
    code: 4,
    answer: says((request) => ({ Code: 5003, Message: asked(request) })),
  },
  {
    name: 'the URL decoded in the Message',
    code: 4,
    answer: says((request) => ({ Code: 5003, Message: decoded(request) })),
  },
  {
    name: 'the URL in a failure of ours',
    code: 9,
    answer: says((request) => asked(request), 502),
    words: stop,
  },
  {
    name: 'the stream key and the Signature in Base64',
    code: 4,
    answer: says((request) => ({
      Code: 5003,
      Message: (['base64', 'base64url'] as const)
        .flatMap((form) => [
          Buffer.from(KEY).toString(form),
          Buffer.from(queryOf(request).get('Signature') ?? '').toString(form),
        ])
        .join(' '),
    })),
  },
  {
    name: 'the query in the Data',
    code: 0,
    answer: says((request) => ({ Code: 0, Data: Object.fromEntries(queryOf(request)) })),
  },
  {
    name: 'the query in keys of the Data',
    code: 0,
    answer: says((request) => ({
      Code: 0,
      Data: Object.fromEntries([...queryOf(request)].map(([name, value]) => [value, name])),
    })),
  },
  {
    name: 'the signature alone',
    code: 1,
    answer: says((request) => ({ Code: 424_242, Message: queryOf(request).get('Signature') })),
  },
  {
    name: 'the signature in capitals',
    code: 1,
    answer: says((request) => ({
      Code: 424_242,
      Message: queryOf(request).get('Signature')?.toUpperCase(),
    })),
  },
  {
    name: 'the signature as RequestId',
    code: 1,
    answer: says((request) => ({ Code: 424_242, RequestId: queryOf(request).get('Signature') })),
  },
  ...[0, 424_242].map((refusal) => ({
    name: `the CDNUrl as RequestId, code ${refusal}`,
    code: refusal === 0 ? 0 : 1,
    answer: says((request) => ({ Code: refusal, RequestId: cdnUrlOf(request) })),
  })),
  ...(
    [
      ['as it is', (text) => text],
      ['decoded once more', lenient],
      ['quoted by Python', (text) => encodeURIComponent(text).replaceAll('%2F', '/')],
      ['encoded by a form', (text) => `${new URLSearchParams({ u: text })}`],
      ['in JSON of PHP', (text) => JSON.stringify({ u: text }).replaceAll('/', '\\/')],
      ['in JSON', (text) => JSON.stringify([text])],
    ] as const satisfies readonly (readonly [string, (text: string) => string])[]
  ).map(([name, write]) => ({
    name: `the CDNUrl and the Signature ${name}`,
    code: 4,
    answer: says((request) => ({
      Code: 5003,
      Message: `${write(cdnUrlOf(request))} ${write(queryOf(request).get('Signature') ?? '')}`,
    })),
  })),
  {
    name: 'the CDNUrl in a body of PHP',
    code: 4,
    answer: says((request) =>
      JSON.stringify({ Code: 5003, Message: cdnUrlOf(request) }).replaceAll('/', '\\/'),
    ),
  },
  {
    name: 'the CDNUrl in a body of Gson',
    code: 4,
    answer: says((request) =>
      JSON.stringify({ Code: 5003, Message: cdnUrlOf(request) }).replaceAll('=', '\\u003d'),
    ),
  },
  {
    name: 'a stream key as a number',
    code: 0,
    words: ['transfer', 'start', '--stream', 's', '--url', `rtmp://h/a?key=${NUMBER}`],
    answer: says(() => ({ Code: 0, Data: { key: Number(NUMBER), keys: [Number(NUMBER)] } })),
  },
  { name: 'the URL in HTML', code: 9, answer: says((request) => `<html>${asked(request)}</html>`) },
  { name: 'the URL in a list', code: 9, answer: says((request) => [asked(request)]) },
  {
    name: 'the URL in a redirect',
    code: 9,
    answer: (response, request) => response.writeHead(302, { location: asked(request) }).end(),
  },
  {
    name: 'the URL in the Date',
    code: 4,
    answer: (response, request) =>
      response.writeHead(200, { date: asked(request) }).end('{"Code":5003}'),
  },
  {
    name: 'the URL in the status line',
    code: [1, 4, 9],
    answer: (response, request) => {
      response.statusMessage = asked(request);
      response.writeHead(500).end();
    },
  },
  {
    name: 'the URL in the CDN results',
    code: 0,
    words: ['cdn', 'forbid', '--stream', 's'],
    answer: says((request) => ({
      Code: 0,
      Data: [{ CdnType: decoded(request), CdnResult: asked(request) }],
    })),
  },
  // The answer is lost.
  { name: 'a reset', code: 9, answer: lost((response) => response.socket?.resetAndDestroy()) },
  { name: 'an end without an answer', code: 9, answer: lost((response) => response.socket?.end()) },
  {
    name: 'an answer cut short',
    code: 9,
    answer: lost((response) =>
      response.socket?.end('HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{'),
    ),
  },
  {
    name: 'an answer that is no HTTP',
    code: 9,
    answer: (response, request) => response.socket?.end(`${asked(request)}\r\n\r\n`),
  },
  { name: 'silence', code: 9, answer: () => {}, words: [...start, '--timeout', '10s'] },
  { name: 'too large an answer', code: 9, answer: says((request) => asked(request).repeat(9000)) },
  {
    name: 'compression',
    code: 9,
    answer: (response, request) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(asked(request)),
  },
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

// What --debug adds to a text is what it adds to --json.
const modes = [[], ['--json'], ['--debug', '--json']];

/** Fails in every way there is, in every way of showing it, and looks for the secrets of it. */
export async function failuresRow(): Promise<Row> {
  const signatures = new Map<string, string>();
  const answers = new Map<string, Answering>();
  const server = await serve((request, response) => {
    const query = queryOf(request);
    const signature = query.get('Signature') ?? '';
    signatures.set(`the Signature ${signature}`, signature);
    answers.get(query.get('AppId') ?? '')?.(response, request);
  });
  const proxy = await listen(net.createServer((socket) => socket.end('HTTP/1.1 403 No\r\n\r\n')));
  const secrets = new Map([
    ['the secret', SECRET],
    ['the stream key', KEY],
    ['the stream key as a number', NUMBER],
    ['the token', TOKEN],
    ['the password with a slash', 'canary7pass'],
    ['the stream key, decoded', decodeURIComponent(KEY)],
    ['the password of the proxy', PASSWORD],
    ...['canary3user', 'canary3pass', 'canary4vhost', 'canary5fragment'].map(
      (word) => [word, word] as const,
    ),
  ]);
  const state = join(root, 'state');
  mkdirSync(state);
  const wrong: string[] = [];
  const shown: { name: string; text: string; unheard?: boolean }[] = [];
  const runs = paths.flatMap((path) => modes.map((mode) => ({ path, mode })));
  await each(runs, 3, async ({ path, mode }) => {
    const appId = nextAppId();
    if (path.answer) answers.set(appId, path.answer);
    const given = {
      ZEGO_ENDPOINT: server,
      ZEGO_SERVER_SECRET: SECRET,
      ZEGO_APP_ID: appId,
      XDG_STATE_HOME: state,
      ...path.env,
    };
    const env = Object.fromEntries(
      Object.entries(given).map(([name, value]) => [
        name,
        value
          ?.replace('PORT', server.split(':')[2] ?? '')
          .replace('PROXY', proxy.split(':')[1] ?? ''),
      ]),
    );
    const words = [...(path.words ?? start), ...mode];
    const {
      code: ended,
      out,
      err,
    } = await zego(words, {
      env,
      ...(path.files ? { cwd: folder(path.files) } : {}),
      ...(path.input === undefined ? {} : { input: path.input }),
    });
    const name = `${path.name} ${mode.join(' ')}`;
    if (![path.code].flat().includes(ended ?? -1)) {
      wrong.push(`${name}: ended with ${ended} instead of ${path.code}: ${err.slice(0, 300)}`);
    }
    shown.push({ name, text: `${out}\n${err}`, unheard: !path.answer });
  });
  shown.push({ name: 'the state directory', text: everythingIn(state) });
  let leaks = 0;
  const all = new Map([...secrets, ...signatures]);
  for (const { name, text, unheard } of shown) {
    const found = leaksIn(text, all);
    // A Signature that never arrived anywhere is known by its form alone.
    if (unheard && /[0-9a-f]{32}/i.test(text)) found.push('32 hex digits');
    leaks += found.length;
    if (found.length > 0) wrong.push(`${name}: ${found.join(', ')}`);
  }
  return {
    what: 'failure paths x output modes',
    tried: `${paths.length} x ${modes.length}`,
    bad: 'leaks of a secret, a stream key or a Signature',
    count: Math.max(leaks, wrong.length),
    also: `${signatures.size} signatures looked for`,
    cases: wrong,
    enough: paths.length >= 40 && signatures.size > 100,
  };
}

function queryOf(request: IncomingMessage): URLSearchParams {
  return new URL(request.url ?? '', 'http://host').searchParams;
}
