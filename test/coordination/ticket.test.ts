import { describe, expect, it } from '@jest/globals';
import { coordinate } from '../../src/coordination/coordinate.ts';
import type { Change, Clock, TicketRequest, Ticket } from '../../src/coordination/coordinator.ts';
import { type Journal, memoryJournal } from '../../src/coordination/journal.ts';
import { StreamQueue } from '../../src/coordination/stream-queue.ts';
import { VirtualClock } from './clock.ts';

const never = new AbortController().signal;
const ban: Change = { lever: 'rtc', intent: 'ban', address: null, until: null };
const resume: Change = { ...ban, intent: 'resume' };

/** A machine of processes that share journals: each of them has its own coordinator. */
function machine() {
  const clock = new VirtualClock();
  const journals = new Map<string, Journal>();
  const dead = new Set<string>();
  const open = (name: string) => {
    const journal = journals.get(name) ?? memoryJournal();
    journals.set(name, journal);
    return journal;
  };
  let processes = 0;
  /** A process gives a call for these streams. */
  const give = (more: Partial<TicketRequest> = {}, ids = ['s1'], parts: Partial<Clock> = {}) => {
    const owner = `${++processes}/1/1/1`;
    const around = { ...methodsOf(clock), owner, isDead: (name: string) => dead.has(name) };
    return coordinate(open, { ...around, ...parts }).issue({
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
  return { clock, give, kill, turn, journals, lines };
}

function methodsOf(clock: VirtualClock) {
  const { now, uptime, token, sleep } = clock;
  return { now, uptime, token, sleep };
}

describe('a turn', () => {
  it('alone comes at once, with the time as Sequence', async () => {
    const { clock, give, turn } = machine();
    const won = await clock.run(turn(await give()));
    expect(won).toMatchObject({ waitedMs: 0, ids: ['s1'], sequence: clock.now() });
    expect(won?.fresh()).toBe(true);
  });

  it('comes when the call under way for the stream is over, be it of another Action', async () => {
    const { clock, give, turn } = machine();
    const first = await give();
    const one = await clock.run(turn(first));
    const second = turn(await give({ action: 'B', change: { ...ban, lever: 'cdn' } }));
    const told = clock.sleep(1000).then(() => first.close('done'));
    const two = await clock.run(second);
    await told;
    expect(two?.waitedMs).toBeGreaterThanOrEqual(1000);
    expect(two?.waitedMs).toBeLessThan(1020);
    expect(two?.sequence).toBeGreaterThan(one?.sequence ?? Infinity);
  });

  it('does not wait for streams apart', async () => {
    const { clock, give, turn } = machine();
    await clock.run(turn(await give({}, ['s1', 's2'])));
    expect(await clock.run(turn(await give({ action: 'B' }, ['s3'])))).toMatchObject({
      waitedMs: 0,
    });
  });

  it('of several streams waits for every one of them', async () => {
    const { clock, give, turn } = machine();
    const [one, two] = [await give({}, ['s1']), await give({ action: 'B' }, ['s2'])];
    await clock.run(Promise.all([turn(one), turn(two)]));
    const both = turn(await give({ action: 'C' }, ['s1', 's2']));
    void clock.sleep(500).then(() => one.close('done'));
    void clock.sleep(900).then(() => two.close('done'));
    expect((await clock.run(both))?.waitedMs).toBeGreaterThanOrEqual(900);
  });

  it('costs a look where the process that has it ended', async () => {
    const { clock, give, kill, turn } = machine();
    await clock.run(turn(await give()));
    kill();
    expect(await clock.run(turn(await give({ action: 'B' })))).toMatchObject({ waitedMs: 0 });
  });

  it('costs three seconds at most where that one hangs, and a second where it reads', async () => {
    for (const [change, ms] of [[ban, 3000] as const, [null, 1000] as const]) {
      const { clock, give, turn } = machine();
      await clock.run(turn(await give({ change })));
      const won = await clock.run(turn(await give({ action: 'B' })));
      expect(won?.waitedMs).toBeGreaterThanOrEqual(ms - 5);
      expect(won?.waitedMs).toBeLessThan(ms + 20);
    }
  });

  it('costs three seconds at most where one that waits is stopped', async () => {
    const { clock, give, turn } = machine();
    const first = await give();
    await clock.run(turn(first));
    const stopped = await give({}, ['s1'], { sleep: () => new Promise<never>(() => {}) });
    void turn(stopped);
    await new Promise(setImmediate);
    await first.close('done');
    const won = await clock.run(turn(await give()));
    expect(won?.waitedMs).toBeGreaterThanOrEqual(2990);
    expect(won?.waitedMs).toBeLessThan(3100);
  });

  it('costs little more where several that wait are stopped, and the next command nothing', async () => {
    const { clock, give, turn } = machine();
    const first = await give();
    await clock.run(turn(first));
    for (let count = 0; count < 5; count++) {
      void turn(await give({}, ['s1'], { sleep: () => new Promise<never>(() => {}) }));
    }
    await new Promise(setImmediate);
    await first.close('done');
    const next = await give();
    const won = await clock.run(turn(next));
    expect(won?.waitedMs).toBeGreaterThanOrEqual(2990);
    expect(won?.waitedMs).toBeLessThan(5000);
    await next.close('done');
    await clock.run(clock.sleep(2000));
    expect((await clock.run(turn(await give())))?.waitedMs).toBeLessThan(20);
  });

  it('is not waited for once the deadline of a call is long over, whoever gave it', async () => {
    const { clock, give, turn } = machine();
    const gone = { timeoutMs: 1000 };
    await clock.run(turn(await give(gone, ['s1'], { owner: '7/7/7/another' })));
    await give({ ...gone, change: resume }, ['s2'], { owner: '7/7/7/another' });
    const older = await give({ change: ban }, ['s2'], { owner: '7/7/7/another' });
    await clock.run(clock.sleep(11_500));
    expect((await clock.run(turn(await give())))?.waitedMs).toBe(0);
    expect(await older.overtaken()).toEqual([]);
  });

  it('is won by a new ticket where another process closed the first', async () => {
    const { clock, give, turn, journals, lines } = machine();
    const ticket = await give();
    const [, , token] = (lines()[0] ?? '').split(' ');
    journals.get('1/streams')?.append(`X 5000000 ${token} dead`);
    expect(await clock.run(turn(ticket))).toMatchObject({ ids: ['s1'] });
    expect(lines().filter((line) => line.startsWith('I'))).toHaveLength(2);
  });

  it('of several streams comes although others come and go on each of them', async () => {
    const { clock, give, turn } = machine();
    let going = true;
    const loop = async (id: string) => {
      while (going) {
        const ticket = await give({ perSecond: 1000 }, [id]);
        await turn(ticket);
        await clock.sleep(1000);
        await ticket.close('done');
      }
    };
    const loops = ['s1', 's1', 's2', 's2', 's3', 's3'].map(loop);
    await clock.run(clock.sleep(500));
    const many = await give({ action: 'Many' }, ['s1', 's2', 's3']);
    const won = await clock.run(turn(many));
    expect(won?.waitedMs).toBeLessThan(5000);
    await many.close('done');
    going = false;
    await clock.run(Promise.all(loops));
  });

  it('says after a moment that another command is waited for', async () => {
    const { clock, give, turn } = machine();
    await clock.run(turn(await give()));
    const told: string[] = [];
    const ticket = await give();
    await clock.run(ticket.turn(never, (what) => told.push(what)));
    expect(told).toEqual(['order']);
  });

  it('ends with the signal', async () => {
    const { clock, give, turn } = machine();
    await clock.run(turn(await give()));
    const over = new AbortController();
    const waiting = (await give()).turn(over.signal, () => over.abort('enough'));
    await expect(clock.run(waiting)).rejects.toBe('enough');
  });

  it('of a read comes after every change that waits', async () => {
    const { clock, give, turn } = machine();
    const first = await give();
    await clock.run(turn(first));
    const order: string[] = [];
    const go = async (name: string, ticket: Ticket) => {
      await turn(ticket);
      order.push(name);
      await ticket.close('done');
    };
    const reads = go('read', await give({ action: 'R', change: null }));
    await new Promise(setImmediate);
    const writes = [go('ban', await give()), go('cdn', await give({ action: 'B' }))];
    void clock.sleep(300).then(() => first.close('done'));
    await clock.run(Promise.all([reads, ...writes]));
    expect(order).toHaveLength(3);
    expect(order.at(-1)).toBe('read');
  });

  it('comes once to each of forty for one stream, with rising Sequences', async () => {
    const { clock, give, turn } = machine();
    const sequences: number[] = [];
    let under = 0;
    const all = Array.from({ length: 40 }, async (_, n) => {
      const ticket = await give({ action: n % 2 ? 'A' : 'B' });
      const won = await turn(ticket);
      expect(++under).toBe(1);
      sequences.push(won?.sequence ?? Number.NaN);
      await clock.sleep(20);
      under--;
      await ticket.close('done');
    });
    await clock.run(Promise.all(all));
    expect(sequences).toHaveLength(40);
    expect(sequences).toEqual([...sequences].sort((a, b) => a - b));
    expect(new Set(sequences).size).toBe(40);
  });
});

describe('a call that a newer one opposes', () => {
  it('gives way before it goes, and the newer never waits for it', async () => {
    const { clock, give, turn } = machine();
    const older = await give();
    const newer = await give({ action: 'B', change: resume });
    expect(await older.overtaken()).toEqual(['s1']);
    expect(await newer.overtaken()).toEqual([]);
    expect(await clock.run(turn(newer))).toMatchObject({ waitedMs: 0 });
    expect(await clock.run(turn(older))).toBeNull();
  });

  it('gives way while it waits for a slot', async () => {
    const { clock, give, turn } = machine();
    for (let n = 0; n < 5; n++) await clock.run(turn(await give({ perSecond: 5 }, [`x${n}`])));
    const older = turn(await give({ perSecond: 5 }));
    const given = clock.sleep(400).then(() => give({ action: 'B', change: resume }));
    const began = clock.uptime();
    expect(await clock.run(older)).toBeNull();
    expect(clock.uptime() - began).toBeLessThan(400 + 550);
    await given;
  });

  it('leaves out the streams it gave way for, and goes for the others', async () => {
    const { clock, give, turn } = machine();
    const older = await give({}, ['s1', 's2', 's3']);
    const newer = await give({ action: 'B', change: resume }, ['s2']);
    expect(await older.overtaken()).toEqual(['s2']);
    expect(await clock.run(turn(older))).toMatchObject({ ids: ['s1', 's3'] });
    await older.close('done');
    expect(await newer.close('nothing')).toMatchObject({ madeWay: ['s2'] });
  });

  it('goes when the newer was given up without effect, or its process ended before it went', async () => {
    const { clock, give, kill, turn } = machine();
    const older = await give();
    const newer = await give({ action: 'B', change: resume });
    await newer.close('nothing');
    expect(await older.overtaken()).toEqual([]);
    await give({ action: 'B', change: resume });
    kill();
    expect(await older.overtaken()).toEqual([]);
    expect(await clock.run(turn(older))).toMatchObject({ ids: ['s1'] });
  });

  it('does not go when the process of the newer ended after it went', async () => {
    const { clock, give, kill, turn } = machine();
    const older = await give();
    await clock.run(turn(await give({ action: 'B', change: resume })));
    kill();
    expect(await clock.run(turn(older))).toBeNull();
  });

  it('tells the newer that it gave way', async () => {
    const { give } = machine();
    const older = await give();
    const newer = await give({ action: 'B', change: resume });
    await older.close('overtaken');
    expect(await newer.close('nothing')).toEqual({ passed: [], madeWay: ['s1'] });
  });

  it('and was passed while it hung, knows for which streams', async () => {
    const { clock, give, turn } = machine();
    const older = await give({}, ['s1', 's2']);
    await clock.run(turn(older));
    const newer = await give({ action: 'B', change: resume }, ['s2']);
    await clock.run(turn(newer));
    await newer.close('done');
    expect(await older.close('done')).toEqual({ passed: ['s2'], madeWay: [] });
  });
});

describe('a journal', () => {
  it('that goes on in a new generation meanwhile changes nothing', async () => {
    const { clock, give, turn, journals, lines } = machine();
    const older = await give({}, ['s1', 's2']);
    const newer = await give({ action: 'B', change: resume }, ['s2']);
    await clock.run(turn(newer));
    await newer.close('done');
    const digest = new StreamQueue(clock.uptime, lines()).digest(() => false);
    replace(journals, digest);
    expect(await clock.run(turn(older))).toMatchObject({ ids: ['s1'] });
  });

  it('that was removed meanwhile: the call is given anew', async () => {
    const { clock, give, turn, journals } = machine();
    const ticket = await give();
    replace(journals, []);
    expect(await clock.run(turn(ticket))).toMatchObject({ ids: ['s1'] });
  });

  it('that lost the call, and knows one that opposes it: which is newer is unknown, it does not go', async () => {
    const { clock, give, turn, journals } = machine();
    const ticket = await give();
    replace(journals, []);
    await give({ action: 'B', change: resume });
    expect(await clock.run(turn(ticket))).toBeNull();
  });
});

/** Puts other lines in place of those of the stream queue, also for who has it open. */
function replace(journals: Map<string, Journal>, lines: readonly string[]): void {
  Object.assign(journals.get('1/streams') ?? {}, memoryJournal(lines));
}
