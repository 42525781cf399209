import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hrtime } from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import type { LogEntry } from '../../src/emulator/log.ts';
import { type EmulatorOptions, startEmulator } from '../../src/emulator/server.ts';
import { send } from '../../src/http/send.ts';
import { createView } from '../../src/http/view.ts';
import { main } from '../../src/main.ts';
import type { World } from '../../src/platform/world.ts';
import { apart } from '../host-line.ts';
import { afterwards } from '../http/servers.ts';
import { outputStream } from '../output/streams.ts';

export const SECRET = 'canary0secret0canary';
export const APP_ID = 1234567890;

export interface Result {
  code: number;
  out: string;
  /** Without the host, which is said apart. */
  err: string;
  host: string | undefined;
  /** The one document on stdout. */
  json: Record<string, unknown>;
}

/** As `World.uptime`. */
export const uptime = () => Number(hrtime.bigint()) / 1e6;

/** Random bytes, but the four that say how long to wait before another attempt: not at all. */
export function hurriedHex(bytes: number): string {
  return bytes === 4 ? '00000000' : randomBytes(bytes).toString('hex');
}

/** Words as a shell would part them, without its quotes; a list is taken as it is. */
type Line = string | readonly string[];
const words = (line: Line) => (typeof line === 'string' ? line.split(' ').filter(Boolean) : line);

/** Runs one command line in a world of its own; what is handed in replaces a part of it. */
export async function run(
  line: Line,
  parts: Partial<World> = {},
  crash?: Promise<never>,
): Promise<Result> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'zego-program-')));
  afterwards(() => rmSync(root, { recursive: true, force: true }));
  const cwd = join(root, 'work');
  mkdirSync(cwd);
  const [stdout, stderr] = [outputStream(), outputStream()];
  const world: World = {
    argv: words(line),
    env: {},
    cwd,
    home: root,
    uid: process.getuid?.(),
    pid: process.pid,
    stdin: { isTTY: true, read: () => Promise.reject(new Error('stdin was read')) },
    stdout,
    stderr,
    now: Date.now,
    randomHex: hurriedHex,
    uptime,
    sleep: async (ms, signal) => {
      await delay(ms, undefined, { signal }).catch(() => signal.throwIfAborted());
    },
    every: (ms, task) => {
      const timer = setInterval(task, ms);
      return () => clearInterval(timer);
    },
    interrupted: new AbortController().signal,
    expectSignal: () => {},
    send,
    view: createView(),
    ...parts,
  };
  const code = await main(world, crash);
  const written = parts.stdout && 'text' in parts.stdout ? String(parts.stdout.text) : stdout.text;
  return {
    code,
    out: written,
    ...apart(stderr.text),
    get json() {
      const lines = written.split('\n');
      if (lines.length !== 2 || lines[1] !== '') throw new Error(`not one document: ${written}`);
      return JSON.parse(lines[0]!) as Record<string, unknown>;
    },
  };
}

/** The environment that points at a server. */
export const pointedAt = (url: string) => ({
  ZEGO_ENDPOINT: url,
  ZEGO_APP_ID: String(APP_ID),
  ZEGO_SERVER_SECRET: SECRET,
});

/** An emulator of its own, and a way to run command lines against it. */
export async function rehearse(options: Partial<EmulatorOptions> = {}) {
  const sent: LogEntry[] = [];
  const emulator = await startEmulator({
    port: 0,
    appId: APP_ID,
    secret: SECRET,
    fail: [],
    latencyMs: 0,
    live: [],
    now: Date.now,
    log: (entry) => sent.push(entry),
    ...options,
  });
  afterwards(() => emulator.close());
  const env = pointedAt(emulator.url);
  return {
    sent,
    env,
    zego: (line: Line, { env: more, ...parts }: Partial<World> = {}) =>
      run(line, { env: { ...env, ...more }, ...parts }),
  };
}
