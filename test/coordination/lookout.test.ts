import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { coordinate } from '../../src/coordination/coordinate.ts';
import type { Change } from '../../src/coordination/coordinator.ts';
import { fileJournals } from '../../src/coordination/file-journal.ts';
import { VirtualClock } from './clock.ts';
import { ban, resume } from './machine.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A machine with journals in files. */
function machine() {
  const folder = mkdtempSync(join(tmpdir(), 'zego-lookout-'));
  folders.push(folder);
  const token = () => randomBytes(6).toString('hex');
  const clock = new VirtualClock();
  const { now, uptime, sleep } = clock;
  const coordinator = () =>
    coordinate(fileJournals(folder, token), {
      ...{ now, uptime, sleep, token, owner: '1/1/1/1', isDead: () => false },
    });
  const request = (change: Change | null, ids: readonly string[]) => ({
    ...{ appId: 1, action: 'A', test: false, perSecond: 20, timeoutMs: 60_000, sequenced: false },
    ...{ change, streams: ids.map((id) => ({ id, key: id })) },
  });
  /** Another process makes a call. */
  const make = async (
    change: Change | null,
    how: 'done' | 'nothing' = 'done',
    ids: readonly string[] = ['s1'],
  ) => {
    const ticket = await coordinator().issue(request(change, ids));
    await clock.run(ticket.turn(new AbortController().signal, () => {}));
    await ticket.close(how);
  };
  const lookOut = (change: Change, ids = ['s1']) => coordinator().lookOut(request(change, ids));
  /** Fills a generation of the journal. */
  const fill = async () => {
    const others = coordinator();
    const ids = Array.from({ length: 200 }, (_, nth) => `other${nth}`);
    for (let calls = 0; calls < 60; calls++) {
      await (await others.issue(request(null, ids))).close('nothing');
    }
  };
  const generations = () => readdirSync(join(folder, '1', 'streams'));
  return { make, lookOut, fill, generations };
}

describe('a lookout after a ban', () => {
  it('sees a later resume of one of its streams', async () => {
    const { make, lookOut } = machine();
    const lookout = await lookOut(ban, ['s1', 's2']);
    await make(ban, 'done', ['s1', 's2']);
    expect(await lookout.undone()).toEqual([]);
    await make(resume);
    expect(await lookout.undone()).toEqual(['s1']);
    await lookout.close();
  });

  it.each([
    ['one from before', resume, 'before'],
    ['one that had no effect', resume, 'nothing'],
    ['the same ban', ban, 'done'],
    ['the same until another time', { ...ban, until: 1_800_000_000 }, 'done'],
    ['one of another lever', { ...resume, lever: 'cdn' as const }, 'done'],
    ['a read', null, 'done'],
  ] as const)('does not mind %s', async (_, change, how) => {
    const { make, lookOut } = machine();
    if (how === 'before') await make(change);
    const lookout = await lookOut(ban);
    if (how !== 'before') await make(change, how);
    expect(await lookout.undone()).toEqual([]);
  });

  it('does not mind one of another stream', async () => {
    const { make, lookOut } = machine();
    const lookout = await lookOut(ban);
    await make(resume, 'done', ['s2']);
    expect(await lookout.undone()).toEqual([]);
  });

  it('knows the relay by its address', async () => {
    const stop: Change = { ...ban, lever: 'relay', intent: 'stop', address: 'rtmp://a/1' };
    const { make, lookOut } = machine();
    const lookout = await lookOut(stop);
    await make({ ...stop, intent: 'start', address: 'rtmp://a/2' });
    expect(await lookout.undone()).toEqual([]);
    await make({ ...stop, intent: 'start' });
    expect(await lookout.undone()).toEqual(['s1']);
  });

  it('holds up nobody, and is held up by nobody', async () => {
    const { make, lookOut } = machine();
    await lookOut(resume);
    await make(ban);
    await make(resume);
  });

  it('still sees it after the journal began anew', async () => {
    const { make, lookOut, fill, generations } = machine();
    const lookout = await lookOut(ban);
    await fill();
    expect(generations().length).toBeGreaterThan(1);
    await make(resume);
    expect(await lookout.undone()).toEqual(['s1']);
  });
});
