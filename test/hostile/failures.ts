import type { IncomingMessage, ServerResponse } from 'node:http';

export const SECRET = 'canary+/=0&secret%"é~0123';
export const KEY = 'canary1/key+stream&1key='.replaceAll('&', '%26');
export const PASSWORD = 'canary2password2canary';
export const TOKEN = 'Y2FuYXJ5OHRva2Vu==';
export const NUMBER = '7310254986';
export const url = `rtmp://canary3user:canary3pass@cdn.example.com/app/s?key=${KEY}&vhost=canary4vhost#canary5fragment`;

export type Answering = (response: ServerResponse, request: IncomingMessage) => void;

/** A way to fail, and how the command must end there, so that it is known to have been tried. */
export interface Path {
  readonly name: string;
  readonly code: number | readonly number[];
  readonly words?: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly files?: Readonly<Record<string, string | object>>;
  readonly input?: string;
  readonly answer?: Answering;
}

export const start = ['transfer', 'start', '--stream', 's', '--url', url];
const stop = ['transfer', 'stop', '--stream', 's', '--url', url];
export const says =
  (body: (request: IncomingMessage) => unknown, status = 200): Answering =>
  (response, request) => {
    const text = body(request);
    response.writeHead(status).end(typeof text === 'string' ? text : JSON.stringify(text));
  };
export const code = (Code: number, Message = 'no') =>
  says(() => ({ Code, Message, RequestId: '1' }));
export const asked = (request: IncomingMessage) => `http://${request.headers.host}${request.url}`;
export const cdnUrlOf = (request: IncomingMessage) => queryOf(request).get('CDNUrl') ?? '';
const lenient = (text: string) => text.replace(/(?:%[\da-f]{2})+/gi, decodeURIComponent);
const decoded = (request: IncomingMessage) => decodeURIComponent(request.url ?? '');
const lost = (send: (response: ServerResponse) => void): Answering => send;

/** Answers that refuse, repeat what was asked, or get lost. */
export const answered: readonly Path[] = [
  // The service refuses.
  ...[5003, 40005, 100000004, 100000005].map((refusal) => ({
    name: `code ${refusal}`,
    code: [1, 4],
    answer: code(refusal),
  })),
  { name: 'a rate limit', code: 5, answer: code(5007), words: [...start, '--timeout', '3s'] },
  {
    name: 'a bare 429',
    code: 5,
    answer: says(() => 'slow', 429),
    words: [...start, '--timeout', '3s'],
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
];

export function queryOf(request: IncomingMessage): URLSearchParams {
  return new URL(request.url ?? '', 'http://host').searchParams;
}
