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
  const lastAt = readOf(steps.at(-1) ?? live(0)).answeredAt;
  return Object.assign(judge, { finding: judge.findingAt(lastAt) });
}

const finding = (...steps: Step[]) => judged(steps).finding;
const live = (at: number, created = -90): Step => ({ at, code: 0, created });
const closed = (at: number, close?: number, more: Partial<Step> = {}): Step => ({
  ...{ at, code: 41006, created: -90 },
  ...(close === undefined ? {} : { closed: close }),
  ...more,
});
const unknown = (at: number): Step => ({ at, code: 41004 });
/** What a ban leaves behind of an id that never was live. */
const bare = (at: number, close = 1): Step => ({ at, code: 41006, closed: close });

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

describe('while reads go unanswered', () => {
  const settled = [live(1), closed(2), closed(5)];
  /** Reads, then one that is wanted and one that goes out, and a look at what is known; in seconds. */
  const known = (steps: readonly Step[], wantedAt: number, sentAt: number | null, at: number) => {
    const judge = judged(steps);
    judge.want(50_000 + wantedAt * 1000);
    if (sentAt !== null) judge.send(50_000 + sentAt * 1000);
    return judge.findingAt(50_000 + at * 1000);
  };

  it.each([
    ['off air holds for a while', settled, 8, 8, 13, 'wentOff'],
    ['then it lapses', settled, 8, 8, 13.1, 'notStable'],
    ['also while the read waits for its turn', settled, 8, null, 13.1, 'notStable'],
    ['so it is where it never was live', [closed(1, 0), closed(4, 0)], 7, 7, 13, 'notStable'],
    ['still live holds for a while', [live(1)], 4, 4, 9, 'live'],
    ['then it is lost', [live(1)], 4, 4, 9.1, 'lost'],
    ['live again is lost, too', [live(1), closed(2), live(3)], 4, 4, 9.1, 'lost'],
    ['in a crowd still live holds until the read goes out', [live(1)], 4, null, 60, 'live'],
    ['and for a while after that', [live(1)], 4, 58, 60, 'live'],
    ['unknown stays unknown', [unknown(1), unknown(5)], 8, 8, 60, 'unknownId'],
  ] as const)('%s', (_, steps, wantedAt, sentAt, at, reason) => {
    const verdicts = { wentOff: 'off-air', live: 'still-live' } as Record<string, string>;
    expect(known(steps, wantedAt, sentAt, at)).toMatchObject({
      ...{ reason, verdict: verdicts[reason] ?? 'unverifiable' },
      settled: reason === 'wentOff' || reason === 'unknownId',
    });
  });

  it('counts from the first of them, and ends with an answer', () => {
    const judge = judged([live(1)]);
    for (const at of [54_000, 57_000]) {
      judge.want(at);
      judge.send(at);
    }
    expect(judge.findingAt(59_001).reason).toBe('lost');
    judge.see(readOf(live(10)), T);
    expect(judge.findingAt(90_000).reason).toBe('live');
  });

  it('what was off before them has to stay off anew', () => {
    const judge = judged(settled);
    judge.want(58_000);
    judge.send(58_000);
    judge.see(readOf(closed(14)), T);
    expect(judge.findingAt(64_000)).toMatchObject({ reason: 'notStable', settled: false });
    expect(judge.dueAt).toBe(64_000 + stableMs);
    judge.see(readOf(closed(17)), T);
    expect(judge.findingAt(67_000)).toMatchObject({ verdict: 'off-air', settled: true });
  });

  it('a read that waited long for its turn leaves no gap', () => {
    const judge = judged([live(1), closed(2)]);
    judge.want(53_000);
    judge.send(79_900);
    judge.see(readOf(closed(30, undefined, { tookMs: 100 })), T);
    expect(judge.findingAt(80_000)).toMatchObject({ verdict: 'off-air', settled: true });
  });

  it('a stream that was waited for to be live is lost as well', () => {
    const judge = judged([live(1)], T, 'live');
    judge.want(54_000);
    judge.send(54_000);
    expect(judge.findingAt(54_000)).toMatchObject({ verdict: 'still-live', settled: true });
    expect(judge.findingAt(59_001)).toMatchObject({ reason: 'lost', settled: false });
  });
});

const sum = (all: readonly number[]) => all.reduce((total, each) => total + each, 0);

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
        const isStable = last.at - firstOff.at >= stableMs / 1000;
        const { created, closed: close } = last;
        const wasLive = created !== undefined && close !== undefined && created < close;
        return isStable && (seenLive || (last.code === 41006 && wasLive));
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

  /** Seconds of being off and live in turns, and when each read is answered; the first publish was at -100. */
  const story = fc.record({
    turns: fc.array(fc.double({ min: 1, max: 15, noNaN: true }), { minLength: 1, maxLength: 8 }),
    gaps: fc.array(fc.double({ min: 0.1, max: 4, noNaN: true }), { minLength: 2, maxLength: 15 }),
    tookMs: fc.integer({ min: 0, max: 90 }),
    recordAhead: fc.integer({ min: -600, max: 600 }),
    gatewaysAhead: fc.array(fc.integer({ min: -600, max: 600 }), { minLength: 1, maxLength: 3 }),
    banAhead: fc.integer({ min: -600, max: 600 }),
  });

  it('no clock of the service makes a stream off air that was live within the time', () => {
    let offAir = 0;
    fc.assert(
      fc.property(story, ({ turns, gaps, tookMs, recordAhead, gatewaysAhead, banAhead }) => {
        // Even: it closes; odd: it is published again.
        const changes = turns.map((_, nth) => -5 + sum(turns.slice(0, nth + 1)));
        const before = (at: number) => changes.filter((change) => change <= at);
        const judge = createRtcJudge(stableMs);
        for (const nth of gaps.keys()) {
          const at = sum(gaps.slice(0, nth + 1));
          const past = before(at);
          const isLive = past.length % 2 === 0;
          const record = (time = -100) => Math.floor(time) + recordAhead;
          const [last, one] = past.toReversed();
          const ahead = gatewaysAhead[nth % gatewaysAhead.length] ?? 0;
          const read = readOf({
            ...{ at, tookMs, date: Math.floor(at) + ahead, code: isLive ? 0 : 41006 },
            ...(isLive
              ? { created: record(last) }
              : { created: record(one), closed: record(last) }),
          });
          judge.see(read, T + banAhead * 1000);
          const { verdict } = judge.findingAt(read.answeredAt);
          if (verdict !== 'off-air') continue;
          offAir += 1;
          const offForMs = (at - (last ?? 0)) * 1000 - tookMs;
          if (isLive || offForMs < stableMs) return false;
        }
        return true;
      }),
      { numRuns: 3000 },
    );
    expect(offAir).toBeGreaterThan(100);
  });
});
