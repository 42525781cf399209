import { describe, expect, it } from '@jest/globals';
import { bare, closed, finding, judged, live, stableMs, T, unknown } from './rtc.ts';

describe('off air', () => {
  it.each([
    ['live, then closed throughout', [live(1), closed(2), closed(3.5), closed(5)], 'wentOff'],
    ['live, then unknown throughout', [live(1), unknown(2), unknown(5)], 'wentOff'],
    ['live, then one and the other', [live(1), closed(2), unknown(3), unknown(5)], 'wentOff'],
    ['live, then closed at a time', [live(1), closed(2.5, 2), closed(5.5, 2)], 'wentOff'],
    ['live, then a record of no length', [live(1, 1), bare(2), bare(5)], 'wentOff'],
    ['closed after the ban', [closed(1.5, 1), closed(4.5, 1)], 'closedAfter'],
    ['closed in the second of the ban', [closed(0.5, 0), closed(3.5, 0)], 'closedWithBan'],
    ['closed before the ban', [closed(0.5, -60), closed(3.5, -60)], 'closedBefore'],
    [
      'published after the ban, and closed',
      [closed(9, 4, { created: 2 }), closed(12, 4, { created: 2 })],
      'closedAfter',
    ],
    [
      'with a gateway that is 8 min ahead',
      [closed(1, 0, { date: 481 }), closed(4, 0, { date: 484 })],
      'closedWithBan',
    ],
    [
      'closed in the future at first, by a gateway that is behind',
      [closed(1, 2), closed(4, 2)],
      'closedAfter',
    ],
    [
      'off, live again, and off throughout',
      [live(1), closed(2), live(3), closed(4), closed(7)],
      'wentOff',
    ],
  ] as const)('%s', (_, steps, reason) => {
    expect(finding(...steps)).toMatchObject({ verdict: 'off-air', reason, settled: true });
  });
});

describe('not off air', () => {
  it.each([
    ['never read', [], 'unread'],
    ['not long enough by reads', [live(1), closed(2), closed(4.9)], 'notStable'],
    ['not long enough, never live', [closed(0.5, 0), closed(3.4, 0)], 'notStable'],
    ['long enough by the service alone', [closed(0.5, -60)], 'notStable'],
    ['live, and the same', [live(1), closed(9, 2)], 'notStable'],
    ['by a gateway that is 8 min ahead', [closed(1, 1, { date: 481 })], 'notStable'],
    [
      'live, and by one of two gateways, which is 5 min ahead',
      [live(1), closed(2, 2, { date: 302 }), closed(3, 2)],
      'notStable',
    ],
    [
      'a last read that was asked for too early',
      [live(1), closed(2), closed(5.5, undefined, { tookMs: 600 })],
      'notStable',
    ],
    ['closed without a time', [closed(1), closed(9)], 'noTimes'],
    ['closed in the future', [closed(1, 480), closed(9, 480)], 'noTimes'],
    [
      'closed before it was created',
      [closed(1, -60, { created: -50 }), closed(9, -60, { created: -50 })],
      'neverCreated',
    ],
    [
      'closed as it was created',
      [closed(1, -60, { created: -60 }), closed(9, -60, { created: -60 })],
      'neverCreated',
    ],
    [
      'an answer without a Date',
      [closed(1, -60, { date: null }), closed(9, -60, { date: null })],
      'noTimes',
    ],
    ['unknown', [unknown(1), unknown(9)], 'unknownId'],
    ['closed, then unknown', [closed(0.5, 0), unknown(4), unknown(9)], 'unknownId'],
    ['closed by the ban, and never created', [bare(1, 1), bare(9, 1)], 'neverCreated'],
    ['closed by the ban within its second', [bare(1, 0), bare(9, 0)], 'neverCreated'],
    ['closed by an earlier ban', [bare(1, -600), bare(9, -600)], 'neverCreated'],
    ['the same at the first read', [bare(1, -600)], 'neverCreated'],
    ['an earlier ban, and a read that tells more', [closed(1, -60), bare(9, -60)], 'neverCreated'],
    ['closed before a read that saw it live', [live(1), closed(5, -60)], 'notStable'],
    ['another record: it was live in between', [live(1), closed(2, 1), closed(6, 5)], 'notStable'],
  ] as const)('%s', (_, steps, reason) => {
    expect(finding(...steps)).toMatchObject({ verdict: 'unverifiable', reason });
  });

  it('without the time of the ban', () => {
    expect(judged([closed(0.5, -60)], null).finding.verdict).toBe('unverifiable');
  });

  it.each([
    ['live', [live(1), live(2)], 'live'],
    ['created after the ban', [live(1, 1)], 'again'],
    ['live again', [live(1), closed(2), live(3)], 'again'],
    ['live after it was unknown', [unknown(1), live(2), live(3)], 'live'],
    ['closed for long, then live', [closed(9, 0), live(10)], 'live'],
  ] as const)('still live: %s', (_, steps, reason) => {
    expect(finding(...steps)).toMatchObject({ verdict: 'still-live', reason, settled: false });
  });
});

describe('looking on', () => {
  it.each([
    ['live', [live(1)], false],
    ['off, but not for long enough', [live(1), closed(2)], false],
    ['unknown, but not for long enough', [unknown(1)], false],
    ['unknown for long enough', [unknown(1), unknown(4)], true],
    ['closed without a time for long enough', [closed(1), closed(4)], true],
    ['closed in the future', [closed(1, 480), closed(9, 480)], false],
    ['never created, but not for long enough', [bare(1, -600), bare(3.9, -600)], false],
    ['never created for long enough', [bare(1, -600), bare(4, -600)], true],
  ] as const)('%s', (_, steps, settled) => {
    expect(finding(...steps).settled).toBe(settled);
  });

  it('for a stream to be live ends with the first read that says so', () => {
    expect(judged([closed(0.5, -60), closed(9, -60)], T, 'live').finding.settled).toBe(false);
    expect(judged([closed(0.5, -60), live(9, 8)], T, 'live').finding.settled).toBe(true);
  });

  it('is due when it may be settled', () => {
    expect(judged([live(1)]).dueAt).toBeNull();
    expect(judged([live(1), closed(2)]).dueAt).toBe(52_000 + stableMs);
    expect(judged([closed(2.5, 0)]).dueAt).toBe(52_500 + stableMs);
    expect(judged([closed(2.5, 0), closed(3.5, 0)]).dueAt).toBe(52_500 + stableMs);
    expect(judged([closed(2.5, 0), closed(5.5, 0)]).dueAt).toBeNull();
    expect(judged([closed(1, 480), closed(9, 480)]).dueAt).toBeNull();
  });
});

it('tells what the service said last, and what was seen', () => {
  expect(finding(live(1), closed(6, 2))).toMatchObject({
    ...{ method: 'DescribeRTCStreamState', reads: 2, seenLive: true },
    ...{ created: T - 90_000, closed: T + 2000, since: T + 2000, until: T + 6000 },
  });
  expect(finding(live(1), unknown(2))).toMatchObject({ created: T - 90_000, since: T + 2000 });
});
