import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, closeSync, openSync, read, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { bare, bin, firstLine, folder, launch, start } from './zego.ts';

const account = { ZEGO_APP_ID: '1', ZEGO_SERVER_SECRET: '0'.repeat(32) };

/** A FIFO that nobody writes to, and a way to know that it is being read. */
function silentPipe() {
  const cwd = folder();
  execFileSync('mkfifo', [join(cwd, 'pipe')]);
  const beingRead = async () => {
    // Opening it waits for a reader.
    const writer = launch('sh', ['-c', 'exec 3>pipe && echo open && read -r _'], { cwd });
    await firstLine(writer);
    return writer.child;
  };
  return { cwd, beingRead };
}

describe('a program for the secret', () => {
  /** Starts zego with a program that hangs, and so does a child of that; both hold a pipe open. */
  async function hanging() {
    const cwd = folder({
      tell: '#!/bin/sh\nexec 3>"$1"\nsleep 1000 &\necho up >&3\nwait\n',
    });
    const tell = join(cwd, 'tell');
    chmodSync(tell, 0o700);
    const config = join(cwd, 'config');
    writeFileSync(config, JSON.stringify({ serverSecretCommand: [tell, join(cwd, 'pipe')] }), {
      mode: 0o600,
    });
    execFileSync('mkfifo', [join(cwd, 'pipe')]);
    const reader = launch('cat', ['pipe'], { cwd });
    const zego = start(['cdn', 'list', '--config', config], { env: { ZEGO_APP_ID: '1' } });
    const exited = once(zego.child, 'exit');
    await Promise.race([firstLine(reader), firstLine(zego)]);
    return { zego, exited, allGone: reader.ended };
  }

  it.each([
    ['SIGHUP', 'error: interrupted: the request had not gone out\n'],
    ['SIGINT', 'error: interrupted: the request had not gone out\n'],
    ['SIGTERM', 'error: interrupted: the request had not gone out\n'],
    ['SIGQUIT', ''],
  ] as const)('ends with its children when %s ends zego', async (signal, words) => {
    const { zego, exited, allGone } = await hanging();
    zego.child.kill(signal);
    expect(await exited).toEqual([null, signal]);
    // The pipe is closed by the last of them.
    expect(await allGone).toMatchObject({ code: 0, out: 'up\n' });
    expect((await zego.ended).err).toBe(words);
  });
});

describe('a secret that never comes', () => {
  it('through a pipe by name ends with --timeout', async () => {
    const { cwd } = silentPipe();
    const line = 'cdn list --secret-file pipe --timeout 1s';
    const { code, out, err } = await start(line, { cwd, env: account }).ended;
    expect([code, out]).toEqual([3, '']);
    expect(err).toBe('error: --secret-file pipe: nothing came within 1000 ms\n');
  });

  it('through stdin ends with --timeout', async () => {
    const line = 'cdn list --secret-file - --timeout 1s';
    const { code, err } = await start(line, { env: account }).ended;
    expect([code, err]).toEqual([3, 'error: --secret-file -: nothing came within 1000 ms\n']);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends with %s', async (signal) => {
    const { cwd, beingRead } = silentPipe();
    const line = 'cdn list --secret-file pipe --timeout 1h';
    const { child, ended } = start(line, { cwd, env: account });
    const tooSoon = ended.then(({ err }) => {
      throw new Error(err);
    });
    const writer = await Promise.race([beingRead(), tooSoon]);
    child.kill(signal);
    const ending = await ended;
    writer.kill();
    const err = 'error: interrupted: the request had not gone out\n';
    expect(ending).toMatchObject({ signal, err });
  });
});

it('what was given up does not keep the process', async () => {
  // A name lookup that ends long after the command did.
  const stalled = `data:text/javascript,import dns from 'node:dns';
    dns.lookup = () => void setTimeout(() => {}, 3_600_000);`;
  const env = { ...account, NODE_OPTIONS: `--import=${encodeURI(stalled)}` };
  const { code, err } = await start('cdn list --timeout 1s', { env }).ended;
  expect(code).toBe(6);
  expect(err).toMatch(
    /^error: cdn list: cannot resolve rtc-api\.zego\.im \(nothing within \d+ ms\)/,
  );
});

it('all of a long answer arrives before the end', async () => {
  const line = ['stream', 'forbid', '--dry-run'];
  const ids = Array.from({ length: 2000 }, (_, i) => `--stream=${'x'.repeat(100)}${i}`);
  const { code, out } = await start([...line, ...ids], { env: account }).ended;
  expect(code).toBe(0);
  expect(out).toContain(`${'x'.repeat(100)}1999\n`);
  expect(out.length).toBeGreaterThan(400_000);
});

it.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends a command whose reader stands still',
  async (signal) => {
    const pipe = join(folder(), 'pipe');
    execFileSync('mkfifo', [pipe]);
    // For reading too, so that it opens at once.
    const stdout = openSync(pipe, 'r+');
    const ids = Array.from({ length: 2000 }, (_, i) => `--stream=${'x'.repeat(100)}${i}`);
    const child = spawn(bin, ['stream', 'forbid', '--dry-run', ...ids], {
      env: { ...bare, ...account },
      stdio: ['ignore', stdout, 'ignore'],
    });
    const ended = once(child, 'exit');
    // That some of the result has come; the rest nobody reads.
    await promisify(read)(stdout, Buffer.alloc(1), 0, 1, null);
    child.kill(signal);
    expect(await ended).toEqual([null, signal]);
    closeSync(stdout);
  },
);

it('a deleted working directory is no hindrance', async () => {
  const cwd = folder();
  const script = 'rmdir "$0" && exec "$1" cdn list --dry-run';
  const { code, out, err } = await launch('sh', ['-c', script, cwd, bin], { cwd, env: account })
    .ended;
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(/^Dry run, not sent:\nGET https:/);
});
