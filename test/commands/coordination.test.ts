import { randomBytes } from 'node:crypto';
import { chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { coordinatorOf } from '../../src/commands/coordination.ts';
import type { World } from '../../src/platform/world.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'zego-state-'));
});
afterEach(() => rmSync(home, { recursive: true }));

const warned = async (uid = process.getuid?.()) => {
  const warnings: string[] = [];
  const env = { XDG_STATE_HOME: join(home, 'state') };
  const world = {
    env,
    home,
    uid,
    now: Date.now,
    uptime: () => performance.now(),
    pid: process.pid,
  };
  const random = {
    randomHex: (bytes: number) => randomBytes(bytes).toString('hex'),
    sleep: async () => {},
  };
  const coordinator = coordinatorOf({ ...world, ...random } as unknown as World, (why) => {
    warnings.push(why);
  });
  const ticket = await coordinator.issue({
    ...{
      appId: 7,
      action: 'A',
      test: false,
      perSecond: 5,
      timeoutMs: 1000,
      sequenced: true,
      change: null,
    },
    streams: [{ id: 's', key: 's' }],
  });
  const turn = await ticket.turn(new AbortController().signal, () => {});
  expect(turn?.sequence).toBeGreaterThan(0);
  return warnings;
};

describe('links in the state directory', () => {
  it.each(['zego', 'zego/7', 'zego/7/sequence', 'zego/7/streams'])(
    'are not followed: %s',
    async (way) => {
      const [elsewhere, link] = [join(home, 'elsewhere'), join(home, 'state', way)];
      mkdirSync(elsewhere);
      mkdirSync(dirname(link), { recursive: true, mode: 0o700 });
      symlinkSync(elsewhere, link);
      expect(await warned()).toEqual([
        `other zego processes are not taken into account: ${link} is a symbolic link`,
      ]);
      expect(readdirSync(elsewhere)).toEqual([]);
    },
  );

  it('are none where everything is as zego makes it', async () => {
    expect(await warned()).toEqual([]);
    expect(await warned()).toEqual([]);
  });
});

it('root makes nothing in the home of a user, and counts alone there', async () => {
  // It is a user's by itself, unless root runs this.
  if (process.getuid?.() === 0) chownSync(home, 4242, 4242);
  expect(await warned(0)).toEqual([
    `other zego processes are not taken into account: ${home}/state belongs to another user`,
  ]);
  expect(readdirSync(home)).toEqual([]);
});
