import type { ServerResponse } from 'node:http';
import type { Writable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import type { Body } from './wrong-bodies.ts';

const MiB = 1_048_576;
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
