import { describe, expect, it } from '@jest/globals';
import { readPlaylist } from '../../src/verify/hls.ts';

const list = (...lines: string[]) => readPlaylist(['#EXTM3U', ...lines].join('\n'));
const two = ['#EXTINF:4,', 'a.ts', '#EXTINF:4,', 'b.ts'];

describe('a media playlist', () => {
  it('says which segments it has, and how long they are', () => {
    expect(
      list('#EXT-X-TARGETDURATION:6', '#EXT-X-MEDIA-SEQUENCE:17', '#EXTINF:6,title', 'a.ts?t=1'),
    ).toEqual({
      kind: 'list',
      mediaSequence: 17n,
      segments: 1,
      last: 'a.ts',
      ended: false,
      targetMs: 6000,
    });
  });

  it('begins with segment 0 where it does not say', () => {
    expect(list(...two)).toMatchObject({ mediaSequence: 0n, segments: 2, last: 'b.ts' });
  });

  it('has exact numbers, as large as they come', () => {
    const said = list('#EXT-X-MEDIA-SEQUENCE:18446744073709551615', ...two);
    expect(said).toMatchObject({ mediaSequence: 18446744073709551615n });
  });

  it('ends with EXT-X-ENDLIST', () => {
    expect(list(...two, '#EXT-X-ENDLIST')).toMatchObject({ ended: true });
    expect(list(...two, '# EXT-X-ENDLIST')).toMatchObject({ ended: false });
  });

  it.each([
    ['CRLF', `#EXTM3U\r\n#EXT-X-MEDIA-SEQUENCE:3\r\n${two.join('\r\n')}\r\n`],
    ['a byte order mark', `\uFEFF#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:3\n${two.join('\n')}`],
    [
      'comments and blank lines',
      `#EXTM3U\n\n# x\n#EXT-X-MEDIA-SEQUENCE:3 \n${two.join('\n\n#x\n')}`,
    ],
    ['tags between', `#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:3\n${two.join('\n#EXT-X-DISCONTINUITY\n')}`],
  ])('may have %s', (_, text) => {
    const wanted = { kind: 'list', mediaSequence: 3n, segments: 2, last: 'b.ts', ended: false };
    expect(readPlaylist(text)).toMatchObject(wanted);
  });

  it('counts no address without a duration', () => {
    expect(list('http://radio.example/a.mp3', '#EXTINF:4,', 'a.ts', 'b.ts')).toMatchObject({
      segments: 1,
      last: 'a.ts',
    });
  });

  it.each([
    ['at least 2 s', ['#EXT-X-TARGETDURATION:1', '#EXTINF:0.5,', 'a.ts'], 2000],
    ['2 s for 0', ['#EXT-X-TARGETDURATION:0', '#EXTINF:0,', 'a.ts'], 2000],
    ['that of the longest segment', ['#EXT-X-TARGETDURATION:2', '#EXTINF:9.5,', 'a.ts'], 9500],
    ['that of the segments where it is missing', ['#EXTINF:6,', 'a.ts'], 6000],
    ['10 s where nothing says', [], 10_000],
    ['as long as it says', ['#EXT-X-TARGETDURATION:3600', '#EXTINF:6,', 'a.ts'], 3_600_000],
  ])('has a target duration of %s', (_, lines, targetMs) => {
    expect(list(...lines)).toMatchObject({ targetMs });
  });
});

describe('a master playlist', () => {
  it('has variants, in order', () => {
    const said = list(
      '#EXT-X-MEDIA:TYPE=AUDIO,URI="a.m3u8"',
      '#EXT-X-STREAM-INF:BANDWIDTH=1',
      '',
      '# x',
      'low/list.m3u8?t=1',
      '#EXT-X-STREAM-INF:BANDWIDTH=2',
      'high/list.m3u8',
    );
    expect(said).toEqual({ kind: 'master', variants: ['low/list.m3u8?t=1', 'high/list.m3u8'] });
  });

  it('may lack an address', () => {
    expect(list('#EXT-X-STREAM-INF:BANDWIDTH=1')).toEqual({ kind: 'master', variants: [] });
  });
});

it.each([
  '',
  '<html>',
  '#EXTM3U8',
  ' #EXTM3U8\n',
  'x\n#EXTM3U',
  '#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:-1',
])('%j is no playlist', (text) => {
  expect(readPlaylist(text)).toBeNull();
});
