import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as after } from 'node:timers/promises';
import type { LogEntry } from '../../src/emulator/log.ts';
import { tooOften } from '../delayed-calls.ts';
import { pick } from './clock.ts';
import type { Row } from './verdict.ts';

const zego = join(import.meta.dirname, '../../../../../bin/zego.js');
const calls = 200;
const together = 8;

/**
 * What `seq 200 | xargs -P8 -I{} zego transfer stop ...` runs, against the emulator.
 * @param killEvery milliseconds between kills of one of them at random; 0: none is killed
 */
export async function runbook(scratch: string, killEvery: number): Promise<Row> {
  const emulator = spawn(process.execPath, [zego, 'emulator', '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const seen: LogEntry[] = [];
  createInterface(emulator.stderr).on('line', (line) => seen.push(JSON.parse(line)));
  const ended = once(emulator, 'exit').then(() => Promise.reject(new Error('no emulator')));
  const [ready] = await Promise.race([once(createInterface(emulator.stdout), 'line'), ended]);
  const env = {
    ...process.env,
    ...JSON.parse(ready).env,
    XDG_STATE_HOME: mkdtempSync(join(scratch, 'runbook-')),
  };

  const running = new Set<ChildProcess>();
  const ends: (number | null)[] = [];
  let next = 1;
  const stopAll = async () => {
    while (next <= calls) {
      const id = `s${next++}`;
      const args = ['transfer', 'stop', '--stream', id, '--url', `rtmp://host/app/${id}`];
      const child = spawn(process.execPath, [zego, ...args], { env, stdio: 'ignore' });
      running.add(child);
      const [code] = await once(child, 'exit');
      running.delete(child);
      ends.push(code);
    }
  };
  const from = performance.now();
  const work = Promise.all(Array.from({ length: together }, stopAll));
  try {
    while (killEvery > 0 && next <= calls) {
      await after(Math.random() * 2 * killEvery);
      if (running.size > 0) pick([...running]).kill('SIGKILL');
    }
    await work;
  } finally {
    emulator.kill('SIGTERM');
    await once(emulator, 'close');
  }
  const took = (performance.now() - from) / 1000;

  const killed = ends.filter((code) => code === null).length;
  const succeeded = ends.filter((code) => code === 0).length;
  const often = tooOften(seen).length;
  const order = seen.filter(({ message }) => message.startsWith('Sequence')).length;
  return {
    what: `${calls} times zego transfer stop, ${together} at once, at 10 a second${killEvery > 0 ? '; kill -9' : ''}`,
    figures: `${killed} killed, ${succeeded} succeeded, ${often} rate answers, ${order} Sequence answers, ${took.toFixed(0)} s`,
    ok: succeeded === calls - killed && killed > 0 === killEvery > 0 && often + order === 0,
  };
}
