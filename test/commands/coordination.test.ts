import { chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { coordinatorOf } from '../../src/commands/coordination.ts';
import type { World } from '../../src/world.ts';

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
  };
  const random = { randomHex: (bytes: number) => 'ab'.repeat(bytes), sleep: async () => {} };
  const coordinator = coordinatorOf({ ...world, ...random } as unknown as World, (why) => {
    warnings.push(why);
  });
  expect((await coordinator.draw(7, ['s'])).sequence).toBeGreaterThan(0);
  return warnings;
};

describe('links in the state directory', () => {
  it.each(['zego', 'zego/7', 'zego/7/sequence'])('are not followed: %s', async (way) => {
    const [elsewhere, link] = [join(home, 'elsewhere'), join(home, 'state', way)];
    mkdirSync(elsewhere);
    mkdirSync(dirname(link), { recursive: true, mode: 0o700 });
    symlinkSync(elsewhere, link);
    expect(await warned()).toEqual([
      `other zego processes are not taken into account: ${link} is a symbolic link`,
    ]);
    expect(readdirSync(elsewhere)).toEqual([]);
  });

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
