import { createRtcJudge, type RtcRead } from '../../src/verify/rtc.ts';

export const T = 1_700_000_000_000;
export const stableMs = 3000;

/** A read `at` seconds after the ban by every clock, unless it says otherwise; record times count from the ban too. */
export interface Step {
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

export function readOf({
  at,
  code,
  created,
  closed,
  date = Math.floor(at),
  tookMs = 0,
}: Step): RtcRead {
  return {
    code,
    created: fromBan(created),
    closed: fromBan(closed),
    serverTime: date === null ? null : T + date * 1000,
    askedAt: 50_000 + at * 1000 - tookMs,
    answeredAt: 50_000 + at * 1000,
  };
}

export function judged(
  steps: readonly Step[],
  banAt: number | null = T,
  wanted?: 'off-air' | 'live',
) {
  const judge = createRtcJudge(stableMs, wanted);
  for (const step of steps) judge.see(readOf(step), banAt);
  const lastAt = readOf(steps.at(-1) ?? live(0)).answeredAt;
  return Object.assign(judge, { finding: judge.findingAt(lastAt) });
}

export const finding = (...steps: Step[]) => judged(steps).finding;
export const live = (at: number, created = -90): Step => ({ at, code: 0, created });
export const closed = (at: number, close?: number, more: Partial<Step> = {}): Step => ({
  ...{ at, code: 41006, created: -90 },
  ...(close === undefined ? {} : { closed: close }),
  ...more,
});
export const unknown = (at: number): Step => ({ at, code: 41004 });
/** What a ban leaves behind of an id that never was live. */
export const bare = (at: number, close = 1): Step => ({ at, code: 41006, closed: close });
