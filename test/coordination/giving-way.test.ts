import { describe, expect, it } from '@jest/globals';
import { type Journal, memoryJournal } from '../../src/coordination/journal.ts';
import { StreamQueue } from '../../src/coordination/stream-queue.ts';
import { machine, resume } from './machine.ts';

describe('a call that a newer one opposes', () => {
  it('gives way before it goes, and the newer never waits for it', async () => {
    const { clock, issue, turn } = machine();
    const older = await issue();
    const newer = await issue({ action: 'B', change: resume });
    expect(await older.overtaken()).toEqual(['s1']);
    expect(await newer.overtaken()).toEqual([]);
    expect(await clock.run(turn(newer))).toMatchObject({ waitedMs: 0 });
    expect(await clock.run(turn(older))).toBeNull();
  });

  it('gives way while it waits for a slot', async () => {
    const { clock, issue, turn } = machine();
    for (let n = 0; n < 5; n++) await clock.run(turn(await issue({ perSecond: 5 }, [`x${n}`])));
    const older = turn(await issue({ perSecond: 5 }));
    const newer = clock.sleep(400).then(() => issue({ action: 'B', change: resume }));
    const began = clock.uptime();
    expect(await clock.run(older)).toBeNull();
    expect(clock.uptime() - began).toBeLessThan(400 + 550);
    await newer;
  });

  it('leaves out the streams it gave way for, and goes for the others', async () => {
    const { clock, issue, turn } = machine();
    const older = await issue({}, ['s1', 's2', 's3']);
    const newer = await issue({ action: 'B', change: resume }, ['s2']);
    expect(await older.overtaken()).toEqual(['s2']);
    expect(await clock.run(turn(older))).toMatchObject({ ids: ['s1', 's3'] });
    await older.close('done');
    expect(await newer.close('nothing')).toMatchObject({ madeWay: ['s2'] });
  });

  it('goes when the newer was given up without effect, or its process ended before it went', async () => {
    const { clock, issue, kill, turn } = machine();
    const older = await issue();
    const newer = await issue({ action: 'B', change: resume });
    await newer.close('nothing');
    expect(await older.overtaken()).toEqual([]);
    await issue({ action: 'B', change: resume });
    kill();
    expect(await older.overtaken()).toEqual([]);
    expect(await clock.run(turn(older))).toMatchObject({ ids: ['s1'] });
  });

  it('does not go when the process of the newer ended after it went', async () => {
    const { clock, issue, kill, turn } = machine();
    const older = await issue();
    await clock.run(turn(await issue({ action: 'B', change: resume })));
    kill();
    expect(await clock.run(turn(older))).toBeNull();
  });

  it('tells the newer that it gave way', async () => {
    const { issue } = machine();
    const older = await issue();
    const newer = await issue({ action: 'B', change: resume });
    await older.close('overtaken');
    expect(await newer.close('nothing')).toEqual({ passed: [], madeWay: ['s1'] });
  });

  it('and was passed while it hung, knows for which streams', async () => {
    const { clock, issue, turn } = machine();
    const older = await issue({}, ['s1', 's2']);
    await clock.run(turn(older));
    const newer = await issue({ action: 'B', change: resume }, ['s2']);
    await clock.run(turn(newer));
    await newer.close('done');
    expect(await older.close('done')).toEqual({ passed: ['s2'], madeWay: [] });
  });
});

describe('a journal', () => {
  it('that goes on in a new generation meanwhile changes nothing', async () => {
    const { clock, issue, turn, journals, lines } = machine();
    const older = await issue({}, ['s1', 's2']);
    const newer = await issue({ action: 'B', change: resume }, ['s2']);
    await clock.run(turn(newer));
    await newer.close('done');
    const digest = new StreamQueue(clock.uptime, lines()).digest(() => false);
    replace(journals, digest);
    expect(await clock.run(turn(older))).toMatchObject({ ids: ['s1'] });
  });

  it('that was removed meanwhile: the call is issued again', async () => {
    const { clock, issue, turn, journals } = machine();
    const ticket = await issue();
    replace(journals, []);
    expect(await clock.run(turn(ticket))).toMatchObject({ ids: ['s1'] });
  });

  it('that lost the call, and knows one that opposes it: which is newer is unknown, it does not go', async () => {
    const { clock, issue, turn, journals } = machine();
    const ticket = await issue();
    replace(journals, []);
    await issue({ action: 'B', change: resume });
    expect(await clock.run(turn(ticket))).toBeNull();
  });
});

/** Puts other lines in place of those of the stream queue, also for who has it open. */
function replace(journals: Map<string, Journal>, lines: readonly string[]): void {
  Object.assign(journals.get('1/streams') ?? {}, memoryJournal(lines));
}
