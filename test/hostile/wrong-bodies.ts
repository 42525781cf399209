import type { ServerResponse } from 'node:http';
import { random } from './random.ts';

/** A body, and how it is sent: in one piece with its length unless said otherwise. */
export interface Body {
  readonly name: string;
  readonly bytes: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  readonly status?: number;
  /** The exit code it must end with: 9 unless given. */
  readonly code?: number;
  /** The command that it answers, where that is not a ban. */
  readonly words?: readonly string[];
  /** How it is sent. */
  readonly send?: (response: ServerResponse, body: Uint8Array) => void;
}

/** What a real answer looks like. */
export const good =
  '{"Code":0,"Message":"ok","RequestId":"4741109603321226039","Data":[{"CdnType":"ws","CdnResult":"done"}]}';

const values = [
  ...[
    'null',
    'true',
    '0',
    '-1',
    '1.5',
    '1e400',
    '-0',
    '9007199254740993',
    '""',
    '"0"',
    '" "',
    '"\\u0000"',
  ],
  ...[
    '[]',
    '{}',
    '[[]]',
    '[0]',
    '{"a":1}',
    '{"__proto__":{"Code":0}}',
    '{"constructor":{"prototype":{}}}',
    '"\\ud800"',
  ],
];

/** Small ones: cut short, of wrong types, spelt wrongly, sent wrongly. */
export function light(): readonly Body[] {
  const ending = (name: string, bytes: string, code: number | undefined): Body => ({
    name,
    bytes,
    ...(code === undefined ? {} : { code }),
  });
  const cut = Array.from({ length: good.length }, (_, at) => ({
    name: `cut at ${at}`,
    bytes: good.slice(0, at),
  }));
  const typed = ['Code', 'Message', 'RequestId', 'Data'].flatMap((key) =>
    values.map((value) => {
      const fields = { Code: '0', Message: '"ok"', RequestId: '"1"', Data: 'null', [key]: value };
      const bytes = `{${Object.entries(fields)
        .map(([name, text]) => `"${name}":${text}`)
        .join(',')}}`;
      return { ...ending(`${key} ${value}`, bytes, undefined), code: -1 };
    }),
  );
  const whole = values.map((value) => ending(`${value} alone`, value, 9));
  const keys = [
    ['a Code twice', '{"Code":0,"Code":1}'],
    ['a Code twice, spelt otherwise', '{"Code":5003,"\\u0043ode":0}'],
    ['a Code of the prototype', '{"__proto__":{"Code":0,"Message":"ok"}}'],
    ['a Code of the constructor', '{"constructor":{"Code":0}}'],
    ['a code', '{"code":0}'],
    ['a comment', '{"Code":0/* x */}'],
    ['a comma too many', '{"Code":0,}'],
    ['single quotes', "{'Code':0}"],
    ['NaN', '{"Code":NaN}'],
    ['two documents', '{"Code":0}{"Code":0}'],
    ['a callback', 'callback({"Code":0})'],
    ['a guard before it', ')]}\',\n{"Code":0}'],
    ['HTML', '<!DOCTYPE html><html><body>502 Bad Gateway</body></html>'],
    ['XML', '<?xml version="1.0"?><Code>0</Code>'],
    ['a list', '[{"Code":0}]'],
    ['hexadecimal', '{"Code":0x0}'],
    ['a leading zero', '{"Code":00}'],
    ['raw control characters', '{"Code":0,"Message":"\n"}'],
  ].map(([name = '', bytes = '']) => ending(name, bytes, 9));
  const statuses = [400, 401, 403, 404, 405, 414, 418, 431, 451, 500, 502, 503, 504, 599].flatMap(
    (status) =>
      ['', 'no', '<html>', '{}', '[]'].map((bytes) => ({
        name: `HTTP ${status} ${bytes}`,
        bytes,
        status,
        ...([404, 414, 431].includes(status) && { code: 1 }),
      })),
  );
  const encodings = ['gzip', 'br', 'deflate', 'zstd', 'compress', 'x', 'gzip, gzip'].map(
    (encoding) => ({
      name: `content-encoding ${encoding}`,
      bytes: good,
      headers: { 'content-encoding': encoding },
    }),
  );
  const broken = Array.from({ length: 200 }, (_, nth) => {
    const bytes = Buffer.from(good);
    for (let times = 0; times <= random(4); times++) bytes[random(bytes.length)] = random(256);
    return { name: `broken ${nth} ${bytes.toString('latin1')}`, bytes, code: -1 };
  });
  const transfers: Body[] = [
    {
      name: 'a length too long',
      bytes: good,
      headers: { 'content-length': '500' },
      send: (response, body) => response.socket?.end(raw(body, 500)),
    },
    {
      name: 'two lengths',
      bytes: good,
      send: (response, body) => response.socket?.end(raw(body, 5, 'Content-Length: 6\r\n')),
    },
    {
      name: 'chunks that lie',
      bytes: good,
      send: (response) =>
        response.socket?.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n{}'),
    },
    {
      name: 'headers without an end',
      bytes: '',
      send: (response) => response.socket?.end(`HTTP/1.1 200 OK\r\n${'x: y\r\n'.repeat(20_000)}`),
    },
    { name: 'no HTTP', bytes: '', send: (response) => response.socket?.end('\x1b[2J\r\n\r\n') },
    { name: 'HTTP 0.9', bytes: good, send: (response, body) => response.socket?.end(body) },
    {
      name: 'an upgrade',
      bytes: '',
      send: (response) =>
        response.socket?.end(
          'HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n',
        ),
    },
    {
      name: 'hints before the answer',
      bytes: good,
      code: 0,
      send: (response, body) =>
        response.socket?.end(
          `HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n${raw(body, body.length).toString()}`,
        ),
    },
  ];
  return [...cut, ...typed, ...whole, ...keys, ...statuses, ...encodings, ...broken, ...transfers];
}

function raw(body: Uint8Array, length: number, more = ''): Buffer {
  return Buffer.concat([
    Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: ${length}\r\n${more}\r\n`),
    body,
  ]);
}
