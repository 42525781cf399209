import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, jest } from '@jest/globals';
import { bare, bin, type Ending, folder } from './e2e/zego.ts';
import { apart } from './host-line.ts';

// A script runs many processes one after the other.
jest.setTimeout(60_000);

const programs = mkdtempSync(join(tmpdir(), 'zego-programs-'));
symlinkSync(bin, join(programs, 'zego'));
writeFileSync(join(programs, 'sleep'), '#!/bin/sh\n', { mode: 0o755 });
const groups = new Set<number>();
afterAll(() => {
  for (const group of groups) process.kill(-group, 'SIGKILL');
  rmSync(programs, { recursive: true });
});

export type Env = Readonly<Record<string, string>>;

/** A new folder that has the examples, as a clone of the repository has, and these files. */
export function checkout(files: Readonly<Record<string, string>> = {}): string {
  const path = folder(files);
  symlinkSync(join(process.cwd(), 'examples'), join(path, 'examples'));
  return path;
}

/**
 * Runs a script as a file of a folder, with zego on the PATH and a sleep that takes no time. Every process
 * that comes of it holds the fourth stream open: the script has ended only when all of them have.
 * @param shell a shell and its options: `bash -e`
 */
export async function runScript(
  shell: string,
  script: string,
  env: Env = {},
  cwd = checkout(),
): Promise<Ending> {
  writeFileSync(join(cwd, 'script.sh'), script);
  const [program = '', ...words] = [...shell.split(' '), 'script.sh'];
  const child = spawn(program, words, {
    cwd,
    env: { ...bare, ...env, PATH: `${programs}:${bare.PATH}` },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    detached: true,
  });
  const group = child.pid as number;
  groups.add(group);
  const closed = once(child, 'close');
  const [out = '', err = ''] = await Promise.all(
    child.stdio.slice(1).map((stream) => text(stream as Readable)),
  );
  const [code] = await closed;
  groups.delete(group);
  return { code, out, ...apart(err) };
}
