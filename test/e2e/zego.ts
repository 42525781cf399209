import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { on, once } from 'node:events';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, jest } from '@jest/globals';
import type { LogEntry } from '../../src/emulator/log.ts';
import { writeFile } from '../files.ts';
import { apart } from '../host-line.ts';

// A command is a process, and a machine may have much else to do.
jest.setTimeout(60_000);

/** The program under test: the packed and installed one (test/before-tests.js), or another. */
export const bin = resolve(process.env.ZEGO_BIN ?? 'ZEGO_BIN is not set');

/** How a process ended and what it wrote. */
export interface Ending {
  /** Null when a signal killed it. */
  readonly code: number | null;
  /** The signal that killed it, if one did. */
  readonly signal?: NodeJS.Signals;
  readonly out: string;
  /** Without the host, which is said apart. */
  readonly err: string;
  readonly host: string | undefined;
}

/** A command, and what the emulator received of it. */
export interface Run extends Ending {
  readonly sent: readonly LogEntry[];
}

export interface RunOptions {
  /** Set beside a bare environment; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** What stdin holds; without it stdin is a pipe that stays open and says nothing. */
  readonly input?: string;
  /** Starts a process group of its own, to which a signal can be sent as a terminal does at Ctrl-C. */
  readonly detached?: boolean;
}

export interface Started {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Ending>;
}

/** The words of a command line; as text, they are what stands between spaces. */
export type Line = string | readonly string[];

const root = realpathSync(mkdtempSync(join(tmpdir(), 'zego-e2e-')));
/** The home of every process, empty unless a test puts something there. */
export const home = join(root, 'home');
mkdirSync(home);

const running = new Set<ChildProcessWithoutNullStreams>();
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(root, { recursive: true, force: true });
});

let folders = 0;
/** A new working directory below home, with these files: text, or data to be written as JSON. */
export function folder(files: Readonly<Record<string, string | object>> = {}): string {
  folders += 1;
  const path = join(home, `folder${folders}`);
  mkdirSync(path);
  for (const [name, content] of Object.entries(files)) writeFile(join(path, name), content, 0o600);
  return path;
}

/** Nothing of the environment the tests run in gets through, but where programs are. */
export const bare = {
  PATH: process.env.PATH,
  HOME: home,
  XDG_CONFIG_HOME: join(home, '.config'),
  XDG_STATE_HOME: join(home, '.state'),
  XDG_CACHE_HOME: join(home, '.cache'),
  LANG: 'C',
  TZ: 'UTC',
};

/** Where every process keeps its state. */
export const state = join(bare.XDG_STATE_HOME, 'zego');

/** Starts a program; it is killed at the end of the test file if it still runs. */
export function launch(
  program: string,
  words: readonly string[],
  { env = {}, cwd = home, input, detached = false }: RunOptions = {},
): Started {
  const child = spawn(program, words, { cwd, env: { ...bare, ...env }, detached });
  running.add(child);
  // A program that ends without reading its stdin is in its right.
  child.stdin.on('error', () => {});
  if (input !== undefined) child.stdin.end(input);
  const [out, err] = [child.stdout, child.stderr].map((stream) => text(stream).catch(() => ''));
  const ended = once(child, 'close').then(async ([code, signal]) => {
    running.delete(child);
    const texts = { out: (await out) ?? '', ...apart((await err) ?? '') };
    return { code: code as number | null, ...texts, ...(signal && { signal }) };
  });
  return { child, ended };
}

/** Waits until a program has said something. */
export async function said(stream: Readable, words: RegExp): Promise<void> {
  let heard = '';
  for await (const [piece] of on(stream, 'data', { close: ['end'] })) {
    heard += piece;
    if (words.test(heard)) return;
  }
  throw new Error(`it ended without ${words}: ${heard}`);
}

/** Waits for the first line on a program's stdout. */
export async function firstLine({ child, ended }: Started): Promise<string> {
  const line = once(createInterface(child.stdout), 'line').then(([text]) => String(text));
  const none = ended.then(({ code, err }) => {
    throw new Error(`it ended with ${code} before it said anything: ${err}`);
  });
  return Promise.race([line, none]);
}

/**
 * Makes single source files fit for a process to import.
 * @param paths within src, without `.ts`
 * @returns the folder where they are, each as `PATH.js`
 */
export async function modules(...paths: string[]): Promise<string> {
  const script = fileURLToPath(new URL('../../tools/build/modules.js', import.meta.url));
  const made = folder();
  const { code, err } = await launch(process.execPath, [script, made, ...paths]).ended;
  if (code !== 0) throw new Error(err);
  return made;
}

/** Starts zego, without an emulator in its environment. */
export function start(line: Line, options?: RunOptions): Started {
  return launch(bin, typeof line === 'string' ? line.split(' ') : line, options);
}

/** An emulator in a process of its own. */
export interface EmulatorProcess {
  readonly child: Started['child'];
  readonly url: string;
  /** What its export lines set. */
  readonly env: Readonly<Record<string, string>>;
  /** The next request it logs; waits for it. */
  next(): Promise<LogEntry>;
  /** The requests it answered since the last time somebody asked. */
  received(): Promise<readonly LogEntry[]>;
  stop(signal?: NodeJS.Signals): Promise<Ending>;
}

/** Starts `zego emulator --json` with further options. */
export async function startEmulator(...options: string[]): Promise<EmulatorProcess> {
  const started = start(['emulator', '--json', ...options]);
  const { child, ended } = started;
  const log = createInterface(child.stderr)[Symbol.asyncIterator]();
  const { env } = JSON.parse(await firstLine(started)) as { env: Record<string, string> };
  const url = env.ZEGO_ENDPOINT ?? '';

  const next = async () => {
    const { value, done } = await log.next();
    if (done) throw new Error('the emulator has ended');
    return JSON.parse(value) as LogEntry;
  };
  const received = async () => {
    // Requests are logged in the order they are answered, so whatever comes before this one is all.
    const entries: LogEntry[] = [];
    await (await fetch(`${url}/?Action=marker`)).text();
    for (let entry = await next(); entry.action !== 'marker'; entry = await next())
      entries.push(entry);
    return entries;
  };
  const stop = (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal);
    return ended;
  };
  return { child, url, env, next, received, stop };
}

/** An emulator for all tests of a file, and zego pointed at it. */
export function stage(...options: string[]) {
  let emulator: EmulatorProcess;
  beforeAll(async () => {
    emulator = await startEmulator(...options);
  });
  afterAll(() => emulator.stop());

  /** Starts zego without waiting for its end. */
  const begin = (line: Line, options: RunOptions = {}) =>
    start(line, { ...options, env: { ...emulator.env, ...options.env } });
  /** Runs zego to its end. */
  const zego = async (line: Line, options?: RunOptions): Promise<Run> => {
    const ending = await begin(line, options).ended;
    return { ...ending, sent: await emulator.received() };
  };
  return { zego, begin, emulator: () => emulator };
}
