import { describe, expect, it } from '@jest/globals';
import type { Ticket } from '../../src/coordination/coordinator.ts';
import { type Journal, memoryJournal } from '../../src/coordination/journal.ts';
import { rateLine } from '../../src/coordination/rate-queue.ts';
import { machine } from './machine.ts';

/** Lets something happen right before the next claim reaches a journal. */
function beforeClaim(journal: Journal, happen: () => void): void {
  const { append } = journal;
  journal.append = (line) => {
    if (line.startsWith('G')) {
      journal.append = append;
      happen();
    }
    return append(line);
  };
}

/** A machine whose calls of Action A find this journal of their rate queue. */
function withRateJournal() {
  const made = machine();
  const rate = memoryJournal();
  made.journals.set('1/A', rate);
  return { ...made, rate };
}

describe('a claim', () => {
  it('that loses its slot gives the streams back to others at once', async () => {
    const { clock, issue, turn, rate } = withRateJournal();
    beforeClaim(rate, () => {
      rate.append(rateLine('G', clock.uptime(), 'ffffffffffff'));
    });
    const lost = turn(await issue({ perSecond: 1 }));
    const other = await issue({ action: 'B' });
    expect((await clock.run(turn(other)))?.waitedMs).toBeLessThan(20);
    await other.close('done');
    expect((await clock.run(lost))?.waitedMs).toBeGreaterThanOrEqual(995);
  });

  it('of streams that another call takes first is void, and takes no slot', async () => {
    const { clock, issue, turn, rate, journals } = withRateJournal();
    const holder = await issue({ action: 'B' });
    const late = await issue({ perSecond: 1 });
    beforeClaim(journals.get('1/streams')!, () => void turn(holder));
    const waiting = turn(late);
    void clock.sleep(500).then(() => holder.close('done'));
    const won = await clock.run(waiting);
    expect(won?.waitedMs).toBeGreaterThanOrEqual(500);
    expect(won?.waitedMs).toBeLessThan(520);
    expect(rate.read().filter((line) => line.startsWith('G'))).toHaveLength(1);
  });

  it('of several streams of which one is taken leaves the others free', async () => {
    const { clock, issue, turn, journals } = machine();
    const [holder, both, other] = [
      await issue({ action: 'B' }, ['s1']),
      await issue({}, ['s1', 's2']),
      await issue({ action: 'C' }, ['s2']),
    ];
    beforeClaim(journals.get('1/streams')!, () => void turn(holder));
    void turn(both);
    expect((await clock.run(turn(other)))?.waitedMs).toBe(0);
  });

  it('that a process was stopped in is given back, and claimed again', async () => {
    const { clock, issue, turn, lines } = machine();
    let stopped = 0;
    const parts = {
      uptime: () => clock.uptime() + stopped,
      now: () => {
        stopped = 1500;
        return clock.now();
      },
    };
    const won = await clock.run(turn(await issue({}, ['s1'], parts)));
    expect(won?.fresh()).toBe(true);
    expect(lines().map((line) => line[0])).toEqual(['I', 'G', 'E', 'G']);
  });
});

describe('a call whose attempt ended', () => {
  /** Of two calls that wait for a third, the first goes and pauses. @returns the order in which both go then */
  async function orderAfter(how: Parameters<Ticket['pause']>[0]): Promise<readonly string[]> {
    const { clock, issue, turn } = machine();
    const holder = await issue();
    await clock.run(turn(holder));
    const [first, second] = [await issue(), await issue()];
    const firstTurn = turn(first);
    const order: string[] = [];
    const go = async (name: string, ticket: Ticket, won = turn(ticket)) => {
      await won;
      order.push(name);
      await ticket.close('done');
    };
    const goes = go('second', second);
    await new Promise(setImmediate);
    await holder.close('done');
    await clock.run(firstTurn);
    await first.pause(how);
    await clock.run(Promise.all([goes, go('first', first)]));
    return order;
  }

  it('before it began keeps its place in the queue of its stream', async () => {
    expect(await orderAfter('again')).toEqual(['first', 'second']);
  });

  it.each(['lost', 'not-done'] as const)('as %s queues anew', async (how) => {
    expect(await orderAfter(how)).toEqual(['second', 'first']);
  });
});

it('calls that were given up do not hold up the others in the rate queue', async () => {
  const { clock, issue, turn, rate } = withRateJournal();
  await clock.run(turn(await issue({ perSecond: 5 }, [])));
  const over = new AbortController();
  const waiting = Array.from({ length: 50 }, async () =>
    (await issue({ perSecond: 5 }, [])).turn(over.signal, () => {}),
  );
  const ends = Promise.allSettled(waiting);
  await new Promise(setImmediate);
  expect(rate.read().filter((line) => line.startsWith('Q'))).toHaveLength(51);
  over.abort('enough');
  expect((await ends).every(({ status }) => status === 'rejected')).toBe(true);
  expect((await clock.run(turn(await issue({ perSecond: 5 }, []))))?.waitedMs).toBe(200);
});
