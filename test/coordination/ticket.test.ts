import { describe, expect, it } from '@jest/globals';
import type { Ticket } from '../../src/coordination/coordinator.ts';
import { ban, machine, never, resume } from './machine.ts';

describe('a turn', () => {
  it('alone comes at once, with the time as Sequence', async () => {
    const { clock, issue, turn } = machine();
    const won = await clock.run(turn(await issue()));
    expect(won).toMatchObject({ waitedMs: 0, ids: ['s1'], sequence: clock.now() });
    expect(won?.fresh()).toBe(true);
  });

  it('comes when the call under way for the stream is over, be it of another Action', async () => {
    const { clock, issue, turn } = machine();
    const first = await issue();
    const one = await clock.run(turn(first));
    const second = turn(await issue({ action: 'B', change: { ...ban, lever: 'cdn' } }));
    const told = clock.sleep(1000).then(() => first.close('done'));
    const two = await clock.run(second);
    await told;
    expect(two?.waitedMs).toBeGreaterThanOrEqual(1000);
    expect(two?.waitedMs).toBeLessThan(1020);
    expect(two?.sequence).toBeGreaterThan(one?.sequence ?? Infinity);
  });

  it('does not wait for streams apart', async () => {
    const { clock, issue, turn } = machine();
    await clock.run(turn(await issue({}, ['s1', 's2'])));
    expect(await clock.run(turn(await issue({ action: 'B' }, ['s3'])))).toMatchObject({
      waitedMs: 0,
    });
  });

  it('of several streams waits for every one of them', async () => {
    const { clock, issue, turn } = machine();
    const [one, two] = [await issue({}, ['s1']), await issue({ action: 'B' }, ['s2'])];
    await clock.run(Promise.all([turn(one), turn(two)]));
    const both = turn(await issue({ action: 'C' }, ['s1', 's2']));
    void clock.sleep(500).then(() => one.close('done'));
    void clock.sleep(900).then(() => two.close('done'));
    expect((await clock.run(both))?.waitedMs).toBeGreaterThanOrEqual(900);
  });

  it('costs a look where the process that has it ended', async () => {
    const { clock, issue, kill, turn } = machine();
    await clock.run(turn(await issue()));
    kill();
    expect(await clock.run(turn(await issue({ action: 'B' })))).toMatchObject({ waitedMs: 0 });
  });

  it('costs three seconds at most where that one hangs, and a second where it reads', async () => {
    for (const [change, ms] of [[ban, 3000] as const, [null, 1000] as const]) {
      const { clock, issue, turn } = machine();
      await clock.run(turn(await issue({ change })));
      const won = await clock.run(turn(await issue({ action: 'B' })));
      expect(won?.waitedMs).toBeGreaterThanOrEqual(ms - 5);
      expect(won?.waitedMs).toBeLessThan(ms + 20);
    }
  });

  it('costs three seconds at most where one that waits is stopped', async () => {
    const { clock, issue, turn } = machine();
    const first = await issue();
    await clock.run(turn(first));
    const stopped = await issue({}, ['s1'], { sleep: () => new Promise<never>(() => {}) });
    void turn(stopped);
    await new Promise(setImmediate);
    await first.close('done');
    const won = await clock.run(turn(await issue()));
    expect(won?.waitedMs).toBeGreaterThanOrEqual(2990);
    expect(won?.waitedMs).toBeLessThan(3100);
  });

  it('costs little more where several that wait are stopped, and the next command nothing', async () => {
    const { clock, issue, turn } = machine();
    const first = await issue();
    await clock.run(turn(first));
    for (let count = 0; count < 5; count++) {
      void turn(await issue({}, ['s1'], { sleep: () => new Promise<never>(() => {}) }));
    }
    await new Promise(setImmediate);
    await first.close('done');
    const next = await issue();
    const won = await clock.run(turn(next));
    expect(won?.waitedMs).toBeGreaterThanOrEqual(2990);
    expect(won?.waitedMs).toBeLessThan(5000);
    await next.close('done');
    await clock.run(clock.sleep(2000));
    expect((await clock.run(turn(await issue())))?.waitedMs).toBeLessThan(20);
  });

  it('is not waited for once the deadline of a call is long over, whoever gave it', async () => {
    const { clock, issue, turn } = machine();
    const gone = { timeoutMs: 1000 };
    await clock.run(turn(await issue(gone, ['s1'], { owner: '7/7/7/another' })));
    await issue({ ...gone, change: resume }, ['s2'], { owner: '7/7/7/another' });
    const older = await issue({ change: ban }, ['s2'], { owner: '7/7/7/another' });
    await clock.run(clock.sleep(11_500));
    expect((await clock.run(turn(await issue())))?.waitedMs).toBe(0);
    expect(await older.overtaken()).toEqual([]);
  });

  it('is won by a new ticket where another process closed the first', async () => {
    const { clock, issue, turn, journals, lines } = machine();
    const ticket = await issue();
    const [, , token] = (lines()[0] ?? '').split(' ');
    journals.get('1/streams')?.append(`X 5000000 ${token} dead`);
    expect(await clock.run(turn(ticket))).toMatchObject({ ids: ['s1'] });
    expect(lines().filter((line) => line.startsWith('I'))).toHaveLength(2);
  });

  it('of several streams comes although others come and go on each of them', async () => {
    const { clock, issue, turn } = machine();
    let going = true;
    const loop = async (id: string) => {
      while (going) {
        const ticket = await issue({ perSecond: 1000 }, [id]);
        await turn(ticket);
        await clock.sleep(1000);
        await ticket.close('done');
      }
    };
    const loops = ['s1', 's1', 's2', 's2', 's3', 's3'].map(loop);
    await clock.run(clock.sleep(500));
    const many = await issue({ action: 'Many' }, ['s1', 's2', 's3']);
    const won = await clock.run(turn(many));
    expect(won?.waitedMs).toBeLessThan(5000);
    await many.close('done');
    going = false;
    await clock.run(Promise.all(loops));
  });

  it('says after a moment that another command is waited for', async () => {
    const { clock, issue, turn } = machine();
    await clock.run(turn(await issue()));
    const told: string[] = [];
    const ticket = await issue();
    await clock.run(ticket.turn(never, (what) => told.push(what)));
    expect(told).toEqual(['order']);
  });

  it('ends with the signal', async () => {
    const { clock, issue, turn } = machine();
    await clock.run(turn(await issue()));
    const over = new AbortController();
    const waiting = (await issue()).turn(over.signal, () => over.abort('enough'));
    await expect(clock.run(waiting)).rejects.toBe('enough');
  });

  it('of a read comes after every change that waits', async () => {
    const { clock, issue, turn } = machine();
    const first = await issue();
    await clock.run(turn(first));
    const order: string[] = [];
    const go = async (name: string, ticket: Ticket) => {
      await turn(ticket);
      order.push(name);
      await ticket.close('done');
    };
    const reads = go('read', await issue({ action: 'R', change: null }));
    await new Promise(setImmediate);
    const writes = [go('ban', await issue()), go('cdn', await issue({ action: 'B' }))];
    void clock.sleep(300).then(() => first.close('done'));
    await clock.run(Promise.all([reads, ...writes]));
    expect(order).toHaveLength(3);
    expect(order.at(-1)).toBe('read');
  });

  it('comes once to each of forty for one stream, with rising Sequences', async () => {
    const { clock, issue, turn } = machine();
    const sequences: number[] = [];
    let under = 0;
    const all = Array.from({ length: 40 }, async (_, n) => {
      const ticket = await issue({ action: n % 2 ? 'A' : 'B' });
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
