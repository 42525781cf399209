import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createRtcJudge, type RtcRead } from '../../src/verify/rtc.ts';

const T = 1_700_000_000_000;
const stableMs = 3000;

/** A read `at` seconds after the ban by every clock, unless it says otherwise; record times count from the ban too. */
interface Step {
  readonly at: number;
  readonly code: RtcRead['code'];
  readonly created?: number;
  readonly closed?: number;
  /** The Date, in seconds from the ban; null for none. */
  readonly date?: number | null;
  readonly tookMs?: number;
}

const fromBan = (seconds: number | undefined) =>
  seconds === undefined ? null : T + seconds * 1000;

function readOf({ at, code, created, closed, date = Math.floor(at), tookMs = 0 }: Step): RtcRead {
  return {
    code,
    created: fromBan(created),
    closed: fromBan(closed),
    serverTime: date === null ? null : T + date * 1000,
    askedAt: 50_000 + at * 1000 - tookMs,
    answeredAt: 50_000 + at * 1000,
  };
}

function judged(steps: readonly Step[], banAt: number | null = T, wanted?: 'off-air' | 'live') {
  const judge = createRtcJudge(stableMs, wanted);
  for (const step of steps) judge.see(readOf(step), banAt);
  return judge;
}

const finding = (...steps: Step[]) => judged(steps).finding;
const live = (at: number, created = -60): Step => ({ at, code: 0, created });
const closed = (at: number, close?: number, more: Partial<Step> = {}): Step => ({
  ...{ at, code: 41006, created: -60 },
  ...(close === undefined ? {} : { closed: close }),
  ...more,
});
const unknown = (at: number): Step => ({ at, code: 41004 });

describe('off air', () => {
  it.each([
    ['live, then closed throughout', [live(1), closed(2), closed(3.5), closed(5)], 'wentOff'],
    ['live, then unknown throughout', [live(1), unknown(2), unknown(5)], 'wentOff'],
    ['live, then one and the other', [live(1), closed(2), unknown(3), unknown(5)], 'wentOff'],
    ['live, then closed for long by the service', [live(1), closed(6, 2)], 'wentOff'],
    ['closed after the ban, for long', [closed(0.5, 0), closed(4.5, 0)], 'closedAfter'],
    ['the same in the second of the ban', [closed(4.5, 0)], 'closedAfter'],
    ['closed before the ban, for long', [closed(0.5, -60)], 'closedBefore'],
    [
      'the same without a time of creation',
      [closed(0.5, -60, { created: undefined as never })],
      'closedBefore',
    ],
    ['published after the ban, and closed for long', [closed(9, 4, { created: 2 })], 'closedAfter'],
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
    ['not long enough by the service', [closed(0.5, 0), closed(3, 0)], 'notStable'],
    ['by a second that may have been its whole', [closed(3.9, 0)], 'notStable'],
    ['closed before the ban, but just now', [closed(0.5, -2)], 'notStable'],
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
      'noTimes',
    ],
    [
      'an answer without a Date',
      [closed(1, -60, { date: null }), closed(9, -60, { date: null })],
      'noTimes',
    ],
    ['unknown', [unknown(1), unknown(9)], 'unknownId'],
    ['closed, then unknown', [closed(0.5, 0), unknown(4), unknown(9)], 'unknownId'],
    [
      'closed by the ban, and never created',
      [closed(9, 1, { created: undefined as never })],
      'neverCreated',
    ],
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
    // By the service: 3 s and the second that `close_time` leaves out, of which 2 s are over.
    expect(judged([closed(2.5, 0)]).dueAt).toBe(52_500 + 3999 - 2000);
    expect(judged([closed(9, 0)]).dueAt).toBeNull();
  });
});

it('tells what the service said last, and what was seen', () => {
  expect(finding(live(1), closed(6, 2))).toMatchObject({
    ...{ method: 'DescribeRTCStreamState', reads: 2, seenLive: true },
    ...{ created: T - 60_000, closed: T + 2000, since: T + 2000, until: T + 6000 },
  });
  expect(finding(live(1), unknown(2))).toMatchObject({ created: T - 60_000, since: T + 2000 });
});

describe('whatever the reads', () => {
  const step = fc.record({
    gap: fc.double({ min: 0.05, max: 5, noNaN: true }),
    code: fc.constantFrom<RtcRead['code']>(0, 41004, 41006),
    created: fc.option(fc.integer({ min: -20, max: 20 }), { nil: undefined }),
    closed: fc.option(fc.integer({ min: -20, max: 20 }), { nil: undefined }),
    skew: fc.constantFrom(0, 0, 0, 480, -480),
    dated: fc.constantFrom(true, true, false),
  });
  const steps = fc.array(step, { minLength: 1, maxLength: 12 }).map((all) => {
    let at = 0;
    return all.map(({ gap, code, created, closed: close, skew, dated }): Step => {
      at += gap;
      const record = code === 41004 ? {} : { created, closed: close };
      return { at, code, date: dated ? Math.floor(at) + skew : null, ...record } as Step;
    });
  });

  it('off air needs a last read that says so, and time', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const { verdict, seenLive } = finding(...all);
        const last = all.at(-1) as Step;
        if (last.code === 0) return verdict === 'still-live';
        if (verdict !== 'off-air') return true;
        const lastLive = all.findLastIndex(({ code }) => code === 0);
        const firstOff = all[lastLive + 1] as Step;
        const byReads = seenLive && last.at - firstOff.at >= stableMs / 1000;
        const byService =
          last.code === 41006 &&
          last.closed !== undefined &&
          last.date != null &&
          last.date - last.closed > stableMs / 1000;
        return byReads || byService;
      }),
      { numRuns: 5000 },
    );
  });

  it('never live and only unknown is never off air', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const unseen = all.filter(({ code }) => code !== 0);
        if (unseen.length === 0 || unseen.at(-1)?.code !== 41004) return true;
        return finding(...unseen).verdict === 'unverifiable';
      }),
    );
  });
});
