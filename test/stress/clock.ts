import { randomBytes } from 'node:crypto';
import { setTimeout as after } from 'node:timers/promises';
import type { Clock } from '../../src/coordination/coordinator.ts';
import { isDead, ownerOf } from '../../src/coordination/owner.ts';

/** Milliseconds on the clock that all processes of the machine share. */
export const uptime = () => Number(process.hrtime.bigint()) / 1e6;

export const token = () => randomBytes(6).toString('hex');

export const pick = <T>(from: readonly T[]): T => from[Math.floor(Math.random() * from.length)]!;

/** The real clock; `drift` gives the milliseconds the wall clock is off. */
export function realClock(drift: () => number): Clock {
  return {
    now: () => Date.now() + drift(),
    uptime,
    token,
    owner: ownerOf(process.pid),
    isDead,
    async sleep(ms, signal) {
      await after(ms, undefined, { signal }).catch(() => signal.throwIfAborted());
    },
  };
}
