import { EventEmitter } from 'node:events';
import { hrtime } from 'node:process';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { InterruptedError } from '../../src/errors.ts';
import { worldOf } from '../../src/platform/world.ts';
import { limited, never, prepared, serve } from '../http/servers.ts';

/** As much of a process as a world is made of. */
function stage() {
  const stdin = new PassThrough();
  const parts = {
    argv: ['/usr/bin/node', '/bin/zego.js', 'cdn', 'list'],
    env: { ZEGO_APP_ID: '5' },
    cwd: () => '/somewhere',
    getuid: () => 1000,
    hrtime,
    stdin,
  };
  const process = Object.assign(new EventEmitter(), parts);
  return { process, stdin, world: worldOf(process as unknown as NodeJS.Process) };
}

describe('the world of a process', () => {
  it('is what it was started with', () => {
    const { world } = stage();
    expect(world.argv).toEqual(['cdn', 'list']);
    expect(world).toMatchObject({ env: { ZEGO_APP_ID: '5' }, cwd: '/somewhere', uid: 1000 });
    expect(world.home).not.toBe('');
    expect(Math.abs(world.now() - Date.now())).toBeLessThan(60_000);
  });

  it('has random bytes in hex, others every time', () => {
    const { world } = stage();
    expect(world.randomHex(8)).toMatch(/^[\da-f]{16}$/);
    expect(new Set(Array.from({ length: 50 }, () => world.randomHex(8))).size).toBe(50);
  });

  it.each(['SIGHUP', 'SIGINT', 'SIGTERM'])('is interrupted by %s', (signal) => {
    const { process, world } = stage();
    expect(world.interrupted.aborted).toBe(false);
    process.emit(signal, signal);
    expect(world.interrupted.reason).toBe(signal);
  });

  it('sends', async () => {
    const { world } = stage();
    const origin = await serve((_, response) => response.end('here'));
    const answer = await world.send(origin, prepared(`${origin}/`), limited(), never);
    expect(answer.body).toBe('here');
  });
});

describe('sleep', () => {
  it('takes as long as it says, by a clock that only goes forward', async () => {
    const { world } = stage();
    const before = world.uptime();
    await world.sleep(20, new AbortController().signal);
    // A timer may fire a millisecond early.
    expect(world.uptime() - before).toBeGreaterThanOrEqual(19);
  });

  it('is ended by a signal, with its reason', async () => {
    const { process, world } = stage();
    const sleeping = world.sleep(3_600_000, world.interrupted);
    process.emit('SIGTERM');
    await expect(sleeping).rejects.toBe('SIGTERM');
  });
});

describe('stdin', () => {
  it('is read to its end', async () => {
    const { world, stdin } = stage();
    const reading = world.stdin.read();
    stdin.write('one ');
    stdin.end('two 流');
    expect(await reading).toBe('one two 流');
  });

  it('is not read for ever', async () => {
    const { world, stdin } = stage();
    const reading = world.stdin.read();
    const flood = () => {
      while (!stdin.destroyed && stdin.write('x'.repeat(10_000)));
      if (!stdin.destroyed) stdin.once('drain', flood);
    };
    flood();
    expect((await reading).length).toBeLessThan(200_000);
  });

  it('is let go by an interruption', async () => {
    const { world, process, stdin } = stage();
    const reading = world.stdin.read().catch((error: unknown) => error);
    stdin.write('can');
    process.emit('SIGINT', 'SIGINT');
    expect(await reading).toBeInstanceOf(InterruptedError);
    expect(await reading).toMatchObject({ exitCode: 130 });
  });

  it('that breaks is a failure', async () => {
    const { world, stdin } = stage();
    const reading = world.stdin.read();
    stdin.destroy(new Error('EIO'));
    await expect(reading).rejects.toThrow('EIO');
  });
});
