import { expect, it } from '@jest/globals';
import { readFlv } from '../../src/verify/flv.ts';
import { flvHeader, flvTag, picture, settings } from './flv.ts';

it.each([
  ['a picture of AVC', picture],
  ['one of HEVC', flvTag(9, 0x1c, 1, 0)],
  ['one of Enhanced RTMP', flvTag(9, 0x93, 1, 0)],
  ['one of an old codec', flvTag(9, 0x12, 0, 0)],
  ['sound of AAC', flvTag(8, 0xaf, 1, 0)],
  ['MP3', flvTag(8, 0x2f, 0, 0)],
  ['a picture behind settings', Buffer.concat([settings, flvTag(18), picture])],
  ['the beginning of a long picture', picture.subarray(0, 13)],
])('media: %s', (_, tags) => {
  expect(readFlv(Buffer.concat([flvHeader, tags]))).toBe('media');
});

it.each([
  ['nothing', Buffer.alloc(0)],
  ['metadata and settings', settings],
  ['settings of Enhanced RTMP', Buffer.concat([flvTag(9, 0x90, 0, 0), flvTag(8, 0x90, 0, 0)])],
  ['the end of a sequence', flvTag(9, 0x17, 2, 0)],
  ['a tag of which the first byte came', picture.subarray(0, 12)],
  ['tags without content', Buffer.concat([flvTag(9), flvTag(8, 0xaf)])],
])('a header alone: %s', (_, tags) => {
  expect(readFlv(Buffer.concat([flvHeader, tags]))).toBe('header');
});

it('a header that is not whole, or claims to be endless', () => {
  expect(readFlv(flvHeader.subarray(0, 5))).toBe('header');
  const endless = Buffer.concat([Buffer.from('FLV\x01\x05\xff\xff\xff\xff', 'latin1'), picture]);
  expect(readFlv(endless)).toBe('header');
});

it.each(['', 'FLV', 'FLV\x02xxxxxxxxxxxxxxxxxxxx', '#EXTM3U', 'xFLV\x01'])(
  '%j is no FLV',
  (text) => {
    expect(readFlv(Buffer.from(text, 'latin1'))).toBeNull();
  },
);
