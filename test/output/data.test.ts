import { describe, expect, it } from '@jest/globals';
import type { DataShape } from '../../src/actions/types.ts';
import { bothTimes, dataLines as linesOf, table as rowsOf } from '../../src/output/data.ts';

const dataLines = (...given: Parameters<typeof linesOf>) => [...linesOf(...given)];
const table = (...given: Parameters<typeof rowsOf>) => [...rowsOf(...given)];

const shapes: DataShape[] = ['nothing', 'cdnResults', 'cdnBans', 'streamState', 'urls'];

describe('the data of an answer', () => {
  it('one row per CDN', () => {
    const data = [
      { CdnType: 'ws', CdnResult: 'success append purge tasks.' },
      { CdnType: 'tencent', CdnResult: 'failed' },
    ];
    expect(dataLines('cdnResults', data)).toEqual([
      'CDN      RESULT',
      'ws       success append purge tasks.',
      'tencent  failed',
    ]);
  });

  it('one row per ban', () => {
    const ban = { Channel: 'c', Url: 'rtmp://c/a', StartTime: '1', EndTime: '22', Ip: 'x' };
    expect(dataLines('cdnBans', { Ws: { ResultDetail: [ban] } })).toEqual([
      'CHANNEL  URL         START (UTC)  END (UTC)',
      'c        rtmp://c/a  1            22',
    ]);
    expect(dataLines('cdnBans', { Ws: { ResultDetail: [{}, null] } })).toHaveLength(3);
  });

  it('no bans', () => {
    expect(dataLines('cdnBans', { Ws: { ResultDetail: [] } })).toEqual(['(none)']);
  });

  it('the times of a stream', () => {
    const [created, closed] = dataLines('streamState', {
      create_time: '1738324800',
      close_time: '1738328400',
    });
    expect(created).toMatch(/^created {2}2025-01-31T12:00:00Z \(/);
    expect(closed).toMatch(/^closed {3}2025-01-31T13:00:00Z \(/);
  });

  it.each([
    [{ create_time: '1738324800', close_time: '' }, 1],
    [{ create_time: '', close_time: '' }, 0],
    [{ create_time: '0', close_time: 'soon' }, 0],
    [{ create_time: '9'.repeat(30) }, 1],
    [{ create_time: 'Infinity' }, 0],
    [{ create_time: { valueOf: 1, toString: 1 } }, 0],
    [{}, 0],
  ])('the times of a stream, where there are any: %j', (data, lines) => {
    expect(dataLines('streamState', data)).toHaveLength(lines);
  });

  it('addresses, one a line', () => {
    expect(dataLines('urls', ['rtmp://a', 'rtmp://b'])).toEqual(['rtmp://a', 'rtmp://b']);
  });

  it.each(shapes)('of shape %s: none, no lines', (shape) => {
    expect(dataLines(shape, null)).toEqual(shape === 'cdnBans' ? ['(none)'] : []);
    expect(dataLines(shape, undefined)).toEqual([]);
  });

  it.each([{}, [], { Ws: null }, { Ws: {} }, { Ws: [] }, { Ws: { ResultDetail: null } }])(
    'of a query for bans, %j: says that there are none',
    (data) => {
      expect(dataLines('cdnBans', data)).toEqual(['(none)']);
    },
  );

  it.each<[DataShape, unknown]>([
    ['nothing', { more: 1 }],
    ['cdnResults', { CdnType: 'ws' }],
    ['cdnResults', 'accepted'],
    ['cdnBans', { Ali: {} }],
    ['cdnBans', { Ws: { ResultDetail: 'none' } }],
    ['cdnBans', ['x']],
    ['urls', { url: 'rtmp://a' }],
    ['urls', ['rtmp://a', 7]],
  ])('of shape %s that is not as documented is shown as JSON: %j', (shape, data) => {
    expect(dataLines(shape, data)).toEqual([JSON.stringify(data)]);
  });

  it('with objects where text should be shows them as JSON', () => {
    const odd = { toString: 1, valueOf: 1 };
    const json = JSON.stringify(odd);
    expect(dataLines('cdnResults', [{ CdnType: odd, CdnResult: odd }])[1]).toBe(`${json}  ${json}`);
    const bans = dataLines('cdnBans', { Ws: { ResultDetail: [{ Channel: odd }] } });
    expect(bans[1]).toBe(json);
  });

  it('may have as many rows as an answer can hold', () => {
    const many = Array.from({ length: 300_000 }, () => ({}));
    expect(dataLines('cdnResults', many)).toHaveLength(many.length + 1);
  });

  it('has no text longer than anybody reads', () => {
    const long = 'x'.repeat(1_000_000);
    const cut = `${'x'.repeat(4096)}... (1000000 characters)`;
    expect(dataLines('urls', [long])).toEqual([cut]);
    expect(dataLines('cdnResults', [{ CdnType: 'ws', CdnResult: long }])[1]).toBe(`ws   ${cut}`);
    expect(dataLines('nothing', long)).toEqual([`"${cut.slice(0, 4095)}... (1000002 characters)`]);
  });

  it('acts on no terminal, whatever its shape', () => {
    const evil = '\u001b[31m\u202e\n::x';
    for (const [shape, data] of [
      ['nothing', { evil }],
      ['cdnResults', [{ CdnType: evil, CdnResult: evil }]],
      ['cdnBans', { Ws: { ResultDetail: [{ Channel: evil, Url: evil }] } }],
      ['urls', [evil]],
      ['streamState', { create_time: evil }],
    ] as const) {
      for (const columns of [0, 20]) {
        const lines = dataLines(shape, data, columns).join('');
        expect([...lines].every((char) => char >= ' ' && char !== '\u202e')).toBe(true);
      }
    }
  });
});

describe('a time', () => {
  it('is shown in UTC and as it is here', () => {
    const shown = bothTimes(Date.UTC(2025, 1, 1));
    const [, local, zone] = /^2025-02-01T00:00:00Z \((.{19}) ([+-]\d\d:\d\d) here\)$/.exec(shown)!;
    expect(Date.parse(`${local!.replace(' ', 'T')}${zone}`)).toBe(Date.UTC(2025, 1, 1));
  });

  it('at the end of the calendar is shown, also where here is ahead of UTC', () => {
    // One of the two lies beyond the calendar, on whichever side of UTC this machine is.
    expect(bothTimes(8.64e15)).toMatch(/^\+275760-09-13T00:00:00Z/);
    expect(bothTimes(-8.64e15)).toMatch(/^-271821-04-20T00:00:00Z/);
  });

  it('of a year beyond 9999 keeps its seconds', () => {
    expect(bothTimes(Date.UTC(12025, 1, 15))).toMatch(
      /^\+012025-02-15T00:00:00Z \(\+012025-02-1\d \d\d:\d\d:00 /,
    );
  });

  it('that no calendar holds is a number', () => {
    expect(bothTimes(8.64e15 + 1)).toBe('8640000000000001');
  });
});

describe('a table', () => {
  it('aligns its columns and leaves no space behind', () => {
    expect(
      table(
        ['A', 'B'],
        [
          ['long', 'x'],
          ['', 'yy'],
          ['z', ''],
        ],
      ),
    ).toEqual(['A     B', 'long  x', '      yy', 'z']);
  });

  it('is not as wide in every row as in the widest', () => {
    const rows = [['x'.repeat(400_000), 'a'], ...Array.from({ length: 9000 }, () => ['a', 'b'])];
    const [, wide, row] = table(['A', 'B'], rows);
    expect(wide).toBe(`${'x'.repeat(4096)}... (400000 characters)  a`);
    expect(row).toBe(`${'a'.padEnd(80)}  b`);
  });
});
