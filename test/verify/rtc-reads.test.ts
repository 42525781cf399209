import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createRtcJudge, type RtcRead } from '../../src/verify/rtc.ts';
import { closed, finding, judged, live, readOf, type Step, stableMs, T, unknown } from './rtc.ts';

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
