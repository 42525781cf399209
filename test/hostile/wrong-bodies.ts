import type { ServerResponse } from 'node:http';
import type { Writable } from 'node:stream';
import { gzipSync } from 'node:zlib';
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

const MiB = 1_048_576;
/** What a real answer looks like. */
export const good =
  '{"Code":0,"Message":"ok","RequestId":"4741109603321226039","Data":[{"CdnType":"ws","CdnResult":"done"}]}';
const fill = (before: string, piece: string, after: string, size = MiB) =>
  before + piece.repeat(Math.floor((size - before.length - after.length) / piece.length)) + after;
const listed = (piece: string, last: string, size = MiB) =>
  fill('{"Code":0,"Data":[', `${piece},`, `${last}]}`, size);

const bytesOf = (piece: string) => (MiB * piece.length) / Buffer.byteLength(piece) - 16;
function flood(stream: Writable | null, piece: Uint8Array): void {
  while (stream && !stream.destroyed && stream.write(piece));
  if (!stream?.destroyed) stream?.once('drain', () => flood(stream, piece));
}

/** The largest that memory could be spent on. */
export const heavy: readonly Body[] = [
  { name: 'a Message of 1 MiB', bytes: fill('{"Code":0,"Message":"', 'x', '"}'), code: 0 },
  {
    name: 'a failure with a Message of 1 MiB',
    bytes: fill('{"Code":5003,"Message":"', 'x', '"}'),
    code: 4,
  },
  { name: 'a Message of escapes', bytes: fill('{"Code":0,"Message":"', '\\u001b', '"}'), code: 0 },
  {
    name: 'a Message of controls in Chinese',
    bytes: fill('{"Code":5003,"Message":"', '直播', '"}', MiB / 3),
    code: 4,
  },
  ...[
    { name: 'DEL', piece: '\u007f' },
    { name: 'C1', piece: '\u0085' },
    { name: 'C1 of two kinds', piece: '\u007f\u0085' },
    { name: 'CI commands', piece: '##[' },
    { name: 'quotes', piece: '\\"' },
    { name: 'what is encoded', piece: '%25' },
  ].flatMap(({ name, piece }) => [
    {
      name: `a Message of ${name}`,
      bytes: fill('{"Code":0,"Message":"', piece, '"}', bytesOf(piece)),
      code: 0,
    },
    {
      name: `a failure with a Message of ${name}`,
      bytes: fill('{"Code":5003,"Message":"', piece, '"}', bytesOf(piece)),
      code: 4,
    },
    {
      name: `Data of ${name}`,
      bytes: fill('{"Code":0,"Data":"', piece, '"}', bytesOf(piece)),
      code: 0,
    },
  ]),
  {
    name: 'a cell of 400,000 letters beside many short ones',
    bytes: `{"Code":0,"Data":[{"CdnType":"${'x'.repeat(400_000)}"}${',{"CdnType":"a","CdnResult":"b"}'.repeat(2900)}]}`,
    code: 0,
  },
  ...[
    { name: '100 Continue without an end', piece: 'HTTP/1.1 100 Continue\r\n\r\n' },
    {
      name: '103 Early Hints without an end',
      piece: `HTTP/1.1 103 Early Hints\r\nLink: ${'x'.repeat(8000)}\r\n\r\n`,
    },
    {
      name: 'chunks of a byte without an end',
      first: 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n',
      piece: '1\r\nx\r\n',
    },
  ].map(({ name, first = '', piece }) => ({
    name,
    bytes: piece.repeat(Math.ceil(65_536 / piece.length)),
    send: ({ socket }: ServerResponse, pieces: Uint8Array) => {
      socket?.write(first);
      flood(socket, pieces);
    },
  })),
  { name: 'Data of empty lists', bytes: listed('[]', '[]') },
  { name: 'Data of empty objects', bytes: listed('{}', '{}') },
  { name: 'Data of small objects', bytes: listed('{"a":1}', '{}') },
  { name: 'Data of numbers', bytes: listed('1', '1') },
  { name: 'Data of large numbers', bytes: listed('12345678901234567890', '1', 180_000), code: 0 },
  { name: 'Data of short texts', bytes: listed('"a"', '""') },
  { name: 'as much Data as is read', bytes: listed('{"CdnType":"ws"}', '1', 75_000), code: 0 },
  {
    name: 'as many texts as are read',
    bytes: listed(`"${'x'.repeat(94)}"`, '1', 830_000),
    code: 0,
  },
  { name: 'Data of null', bytes: listed('null', 'null') },
  {
    name: 'Data of many keys',
    bytes: `{"Code":0,"Data":{${Array.from({ length: 80_000 }, (_, n) => `"k${n}":1`).join(',')}}}`,
  },
  ...['k', '%', '流'].map((letter) => ({
    name: `as many keys as are read, of ${letter}`,
    bytes: `{"Code":0,"Data":{${Array.from({ length: 8_900 }, (_, n) => `"${n}${letter.repeat(80 / Buffer.byteLength(letter))}":"${n}${letter}"`).join(',')}}}`,
    code: 0,
  })),
  ...['k', '流'].map((letter) => ({
    name: `as many objects as are read, each with a key of its own, of ${letter}`,
    bytes: `{"Code":0,"Data":[${Array.from({ length: 4400 }, (_, n) => `{"${n}${letter.repeat(170 / Buffer.byteLength(letter))}":"${n}${letter}"}`).join(',')}]}`,
    code: 0,
  })),
  {
    name: 'as many objects as are read, of what may be encoded',
    bytes: listed(`{"k":"${'%25'.repeat(60)}"}`, '1', 800_000),
    code: 0,
  },
  ...[
    { name: 'said over and over', piece: 'aaaa ' },
    { name: 'encoded over and over', piece: '%61aaa' },
    { name: 'amid other letters', piece: '%6b3yK3Y99' },
  ].map(({ name, piece }) => ({
    name: `a stream key ${name}`,
    bytes: fill('{"Code":0,"Data":"', piece, '"}'),
    code: 0,
    words: ['transfer', 'start', '--stream', 's', '--url', 'rtmp://h/a?k=aaaa&l=k3yK3Y99'],
  })),
  { name: 'lists in lists', bytes: fill('{"Code":0,"Data":', '[', '') },
  { name: 'objects in objects', bytes: fill('{"Code":0,"Data":', '{"a":', '') },
  {
    name: 'lists in lists, closed',
    bytes: `{"Code":0,"Data":${'['.repeat(4000)}${']'.repeat(4000)}}`,
  },
  { name: 'more than 1 MiB', bytes: fill('{"Code":0,"Message":"', 'x', '"}', 8 * MiB) },
  {
    name: 'without an end',
    bytes: 'x'.repeat(65_536),
    send: flood,
  },
  {
    name: '300 MB in gzip',
    bytes: gzipSync(Buffer.alloc(300 * MiB, 0x20)),
    headers: { 'content-encoding': 'gzip' },
  },
  { name: '300 MB in gzip, unsaid', bytes: gzipSync(Buffer.alloc(300 * MiB, 0x20)) },
  { name: 'white space', bytes: ' '.repeat(MiB) },
  { name: 'NUL', bytes: Buffer.alloc(MiB) },
  { name: 'not UTF-8', bytes: Buffer.alloc(MiB, 0xff) },
];

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
  const statuses = [400, 401, 403, 404, 405, 418, 451, 500, 502, 503, 504, 599].flatMap((status) =>
    ['', 'no', '<html>', '{}', '[]'].map((bytes) => ({
      name: `HTTP ${status} ${bytes}`,
      bytes,
      status,
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
