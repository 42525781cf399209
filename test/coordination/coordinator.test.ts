import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { coordinate } from '../../src/coordination/coordinate.ts';
import type { Clock, Coordinator } from '../../src/coordination/coordinator.ts';
import { type Journal, memoryJournal, withMemoryFallback } from '../../src/coordination/journal.ts';
import { VirtualClock } from './clock.ts';
import { slotOf } from './slots.ts';

const rateQueue = { appId: 1, action: 'ForbidRTCStream', test: false };
const stream = [{ id: 's1', key: 's1' }];
const never = new AbortController().signal;

describe('a rate slot', () => {
  it('is won at once in a free rateQueue', async () => {
    const { clock, coordinator } = shared();
    const slot = await clock.run(slotOf(coordinator, rateQueue, 5, never, fail));
    expect(slot.waitedMs).toBe(0);
    expect(slot.fresh()).toBe(true);
  });

  it('that nobody was ahead of was not waited for, however long the rest took', async () => {
    let time = 0.7;
    const uptime = () => {
      time += 0.4;
      return time;
    };
    const clock = Object.assign(new VirtualClock(), { uptime });
    const coordinator = coordinate(() => memoryJournal(), clock);
    for (let count = 0; count < 100; count++) {
      time += 1000;
      expect((await slotOf(coordinator, rateQueue, 5, never, fail)).waitedMs).toBe(0);
    }
  });

  it('is void when it was not used for long', async () => {
    const { clock, coordinator } = shared();
    const slot = await clock.run(slotOf(coordinator, rateQueue, 5, never, fail));
    await clock.run(clock.sleep(1001));
    expect(slot.fresh()).toBe(false);
  });

  it('never lets more calls through in any second, and uses the rate', async () => {
    const answers = fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 5, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(5, 10, 20, 40), answers, async (perSecond, delays) => {
        const arrivals = await arrivalsOf(perSecond, delays, 4 * perSecond);
        const crowded = arrivals.filter((at, index) => at - arrivals[index - perSecond]! < 1000);
        expect(crowded).toEqual([]);
        const seconds = (arrivals.at(-1)! - arrivals[0]!) / 1000;
        expect((arrivals.length - 1) / seconds).toBeGreaterThan(0.8 * perSecond);
      }),
      { numRuns: 30 },
    );
    // All of this is work: on a core shared by forty it is far longer than any other test.
  }, 300_000);

  it('stays below the rate when some calls take 1.9 s to come in', async () => {
    const delays = [...Array(10).fill(3800), ...Array(10).fill(0)];
    const arrivals = await arrivalsOf(5, delays, 60);
    const gaps = arrivals.slice(5).map((at, index) => at - arrivals[index]!);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1000);
  });

  it('comes evenly', async () => {
    const arrivals = await arrivalsOf(20, Array(10).fill(0), 60);
    const gaps = arrivals.slice(1).map((at, index) => at - arrivals[index]!);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(50);
  });

  it('goes to the one that waits longest', async () => {
    const { clock, coordinator } = shared();
    const order: number[] = [];
    const queue = [...Array(20).keys()].map(async (place) => {
      await slotOf(coordinator, rateQueue, 5, never, () => {});
      order.push(place);
    });
    await clock.run(Promise.all(queue));
    expect(order).toEqual([...Array(20).keys()]);
  });

  it('is delayed by 15 ms at most for each dead process in the queue', async () => {
    const { clock, coordinator } = shared();
    await clock.run(slotOf(coordinator, rateQueue, 5, never, fail));
    const dead = { ...clock, sleep: () => new Promise<never>(() => {}) };
    for (let count = 0; count < 50; count++) {
      void slotOf(coordinateOn(coordinator, dead), rateQueue, 5, never, () => {});
    }
    await new Promise(setImmediate);
    const slot = await clock.run(slotOf(coordinator, rateQueue, 5, never, () => {}));
    expect(slot.waitedMs).toBeLessThanOrEqual(200 + 50 * 15);
  });

  it('costs the others two calls when its own is killed', async () => {
    const { clock, coordinator } = shared();
    await clock.run(slotOf(coordinator, rateQueue, 5, never, fail));
    const first = clock.uptime();
    for (let count = 0; count < 50; count++) {
      const slot = await clock.run(slotOf(coordinator, rateQueue, 5, never, () => {}));
      await slot.done();
    }
    expect(clock.uptime() - first).toBeLessThanOrEqual(52 * 202 + 200);
  });

  it('is not held up by what happened before the machine restarted', async () => {
    const { clock, coordinator } = shared();
    for (let count = 0; count < 5; count++) {
      await clock.run(slotOf(coordinator, rateQueue, 5, never, () => {}));
    }
    clock.restart();
    const slot = await clock.run(slotOf(coordinator, rateQueue, 5, never, fail));
    expect(slot.waitedMs).toBe(0);
  });

  it('tells once how long it will take', async () => {
    const { clock, coordinator } = shared();
    const told: number[] = [];
    const one = () =>
      slotOf(coordinator, rateQueue, 5, never, (ms) => told.push(Math.round(ms / 100)));
    await clock.run(Promise.all([one(), one(), one()]));
    expect(told).toEqual([2, 4]);
  });

  it('is given up as soon as the signal aborts', async () => {
    const { clock, coordinator } = shared();
    await clock.run(slotOf(coordinator, rateQueue, 5, never, fail));
    const interrupt = new AbortController();
    const waiting = slotOf(coordinator, rateQueue, 5, interrupt.signal, () =>
      interrupt.abort('enough'),
    );
    await expect(clock.run(waiting)).rejects.toBe('enough');
  });
});

describe('without a place to write', () => {
  it('goes on in memory from where it stood, and says so once', async () => {
    const clock = new VirtualClock();
    const warnings: unknown[] = [];
    const coordinator = coordinate(
      withMemoryFallback(fullAfter(6), (cause) => warnings.push(cause)),
      clock,
    );
    const sequences: (number | null | undefined)[] = [];
    for (let count = 0; count < 2; count++) {
      const call = {
        ...rateQueue,
        perSecond: 5,
        timeoutMs: 15_000,
        sequenced: true,
        change: null,
        streams: stream,
      };
      const ticket = await coordinator.issue(call);
      sequences.push((await clock.run(ticket.turn(never, fail)))?.sequence);
      await ticket.close('done');
      clock.wall -= 3_600_000;
      await clock.run(clock.sleep(10_000));
    }
    expect(sequences[1]).toBe((sequences[0] ?? 0) + 1);
    expect(warnings).toHaveLength(1);
  });
});

const journals = new WeakMap<Coordinator, (name: string) => Journal>();

/** A coordinator over journals in memory that others can share. */
function shared() {
  const clock = new VirtualClock();
  const all = new Map<string, Journal>();
  const open = (name: string) => {
    const journal = all.get(name) ?? memoryJournal();
    all.set(name, journal);
    return journal;
  };
  const coordinator = coordinate(open, clock);
  journals.set(coordinator, open);
  return { clock, coordinator };
}

function coordinateOn(other: Coordinator, clock: Clock): Coordinator {
  return coordinate(journals.get(other)!, clock);
}

/** Uptimes at which calls come in, when callers call again and again; each has its own delay to the answer. */
async function arrivalsOf(perSecond: number, delays: readonly number[], calls: number) {
  const { clock, coordinator } = shared();
  const arrivals: number[] = [];
  const callers = delays.map(async (delay) => {
    while (arrivals.length < calls) {
      const slot = await slotOf(coordinator, rateQueue, perSecond, never, () => {});
      await clock.sleep(delay / 2);
      arrivals.push(clock.uptime());
      await clock.sleep(delay / 2);
      await slot.done();
    }
  });
  await clock.run(Promise.all(callers));
  return arrivals;
}

/** Journals on a disk that is full after some lines. */
function fullAfter(lines: number): () => Journal {
  let left = lines;
  return () => {
    const journal = memoryJournal();
    return {
      ...journal,
      append(line) {
        if (left-- <= 0) throw new Error('ENOSPC');
        return journal.append(line);
      },
    };
  };
}

function fail(): void {
  throw new Error('it should not have had to wait');
}
