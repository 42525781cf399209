import { describe, expect, it } from '@jest/globals';
import type { Ticket } from '../../src/coordination/coordinator.ts';
import {
  ban,
  done,
  lift,
  machine,
  reset,
  type Step,
  scripted,
  sleepUnless,
  tooMany,
} from './machine.ts';

/** A pause that nobody sits out. */
const pauseMs = 30_000;

describe('a command gives way in the middle of a pause between attempts', () => {
  it.each<[string, Step, number]>([
    ['refused: exit 12', tooMany, 12],
    ['lost: exit 9', reset, 9],
  ])('when its attempt was %s', async (_, step, exit) => {
    const { run } = machine();
    const { origin, executed } = await scripted(step, done);
    let newer: ReturnType<typeof run> | undefined;
    const older = await run(ban, origin, {
      sleep: (_ms, ending) => {
        newer = run(lift, origin);
        return sleepUnless(pauseMs, ending);
      },
    });
    expect([older.verdict.exitCode, older.attempts]).toEqual([exit, 1]);
    expect((await newer)?.verdict.exitCode).toBe(0);
    expect(executed.map((query) => query.get('Action'))).toEqual([
      'ForbidRTCStream',
      'ResumeRTCStream',
    ]);
  });
});

describe('an attempt that ended is put on record', () => {
  const stale = (ticket: Ticket): Ticket['turn'] => {
    let turns = 0;
    return async (...asked) => {
      const turn = await ticket.turn(...asked);
      return turn && (++turns === 1 ? { ...turn, fresh: () => false } : turn);
    };
  };

  it.each<[string, Step, boolean, string]>([
    ['refused, as not done', tooMany, false, 'not-done'],
    ['lost, as lost', reset, false, 'lost'],
    ['never begun, so that the call keeps its place', done, true, 'again'],
  ])('%s', async (_, step, isStale, how) => {
    const { origin } = await scripted(step, done);
    const pauses: string[] = [];
    const { verdict } = await machine().run(ban, origin, {
      wrap: (ticket) => ({
        awaits: ticket.awaits,
        turn: isStale ? stale(ticket) : (...asked) => ticket.turn(...asked),
        overtaken: () => ticket.overtaken(),
        pause: async (ended) => {
          pauses.push(ended);
          await ticket.pause(ended);
        },
        close: (ended) => ticket.close(ended),
      }),
    });
    expect([verdict.exitCode, pauses]).toEqual([0, [how]]);
  });
});
