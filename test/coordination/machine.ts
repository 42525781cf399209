import { coordinate } from '../../src/coordination/coordinate.ts';
import type { Change, Clock, Ticket, TicketRequest } from '../../src/coordination/coordinator.ts';
import { type Journal, memoryJournal } from '../../src/coordination/journal.ts';
import { VirtualClock } from './clock.ts';

export const never = new AbortController().signal;
export const ban: Change = { lever: 'rtc', intent: 'ban', address: null, until: null };
export const resume: Change = { ...ban, intent: 'resume' };

/** A machine of processes that share journals: each of them has its own coordinator. */
export function machine() {
  const clock = new VirtualClock();
  const journals = new Map<string, Journal>();
  const dead = new Set<string>();
  const open = (name: string) => {
    const journal = journals.get(name) ?? memoryJournal();
    journals.set(name, journal);
    return journal;
  };
  let processes = 0;
  /** A new process issues a call for these streams. */
  const issue = (more: Partial<TicketRequest> = {}, ids = ['s1'], parts: Partial<Clock> = {}) => {
    const owner = `${++processes}/1/1/1`;
    const own = { ...methodsOf(clock), owner, isDead: (name: string) => dead.has(name) };
    return coordinate(open, { ...own, ...parts }).issue({
      ...{ appId: 1, action: 'A', test: false, perSecond: 20, sequenced: true, change: ban },
      timeoutMs: 60_000,
      streams: ids.map((each) => ({ id: each, key: each })),
      ...more,
    });
  };
  /** Ends the process that was started last. */
  const kill = () => dead.add(`${processes}/1/1/1`);
  const turn = (ticket: Ticket) => ticket.turn(never, () => {});
  const lines = () => open('1/streams').read();
  return { clock, issue, kill, turn, journals, lines };
}

function methodsOf(clock: VirtualClock) {
  const { now, uptime, token, sleep } = clock;
  return { now, uptime, token, sleep };
}
