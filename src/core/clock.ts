import { filled } from '../codes/fill.ts';
import { clockAgrees, clockOff, clockPassesEnd, clockShiftsEnd } from '../codes/remarks.ts';
import { joined, type Text } from '../values/text.ts';
import type { CallResult } from './types.ts';

/** A difference below this may be the way of the answer, and matters to nobody. */
const noticeableMs = 60_000;

/** Whether the answer shows that this machine's clock is right, so that another Timestamp may be taken. */
export function isClockRight(serverAheadMs: number | null): boolean {
  return serverAheadMs !== null && Math.abs(serverAheadMs) < noticeableMs;
}

/**
 * What to do about a Timestamp that the service refused: by how much the clock is off, by the Date of the answer,
 * before the hint; if it is not off, to try again.
 */
export function clockHint(hint: Text, serverAheadMs: number | null): Text {
  if (serverAheadMs === null) return hint;
  if (isClockRight(serverAheadMs)) return clockAgrees;
  const seconds = Math.floor(Math.abs(serverAheadMs) / 1000);
  const facts = { minutes: `${Math.floor(seconds / 60)}`, seconds: `${seconds % 60}` };
  return joined(filled(clockOff[serverAheadMs > 0 ? 'behind' : 'ahead'], facts), hint);
}

/**
 * After a ban with an end: when that is by the server's clock, if this machine's is off by a minute or more.
 * @param now Unix milliseconds by this machine's clock
 */
export function clockNote({ call, serverAheadMs }: CallResult, now: number): Text | undefined {
  const end = call.row.params.find(({ type }) => type === 'instant')?.field ?? '';
  const own = Date.parse(call.fields[end] ?? '') - now;
  if (Number.isNaN(own) || serverAheadMs === null) return undefined;
  if (Math.abs(serverAheadMs) < noticeableMs) return undefined;
  const server = own - serverAheadMs;
  const facts = { off: lengthOf(Math.abs(serverAheadMs)) };
  if (server > 0)
    return filled(clockShiftsEnd, { ...facts, own: lengthOf(own), server: lengthOf(server) });
  return own > 0 ? filled(clockPassesEnd, facts) : undefined;
}

/** A duration as `--for` takes it, to the minute: `1d2h3m`. */
function lengthOf(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000));
  const parts = [
    [Math.floor(minutes / 1440), 'd'],
    [Math.floor(minutes / 60) % 24, 'h'],
    [minutes % 60, 'm'],
  ] as const;
  const words = parts.flatMap(([count, unit]) => (count > 0 ? [`${count}${unit}`] : []));
  return words.join('') || '0m';
}
