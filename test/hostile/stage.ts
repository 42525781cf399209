import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import net, { type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { send } from '../../src/http/send.ts';
import { createView } from '../../src/http/view.ts';
import { main } from '../../src/main.ts';
import type { World } from '../../src/platform/world.ts';
import { writeFile } from '../files.ts';

const repository = new URL('../../../../../', import.meta.url);
export const bin = fileURLToPath(new URL('bin/zego.js', repository));
// The sources that are compiled for this suite look for their version beside them.
copyFileSync(new URL('package.json', repository), new URL('../../package.json', import.meta.url));

/** One line of the table: what was tried how often, and what must not have happened at all. */
export interface Row {
  readonly what: string;
  readonly tried: string;
  /** What must not happen, in a word: `executed`. */
  readonly bad: string;
  readonly count: number;
  /** Some of the cases, for whoever has to mend it. */
  readonly cases: readonly string[];
  /** Another figure, for the table. */
  readonly also?: string;
  /** How many had to be tried. */
  readonly enough: boolean;
}

/** Where everything happens: to be removed in the end. */
export const root = realpathSync(mkdtempSync(join(tmpdir(), 'zego-hostile-')));

let folders = 0;
/** A new folder with these files: text, or data to be written as JSON. */
export function folder(files: Readonly<Record<string, string | object>> = {}): string {
  folders += 1;
  const path = join(root, `folder${folders}`);
  mkdirSync(path);
  for (const [name, content] of Object.entries(files)) writeFile(join(path, name), content, 0o700);
  return path;
}

export interface Ending {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Clock {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  readonly input?: string;
}

/** The environment of every process: nothing of the one this runs in but where programs are. */
export function bare(): Record<string, string | undefined> {
  return { PATH: process.env.PATH, HOME: join(root, 'home'), LANG: 'C', TZ: 'UTC' };
}
mkdirSync(join(root, 'home'));

/** Runs the real binary. */
export async function zego(
  words: readonly string[],
  { env = {}, cwd = root, input }: Clock = {},
): Promise<Ending> {
  const child = spawn(process.execPath, [bin, ...words], { cwd, env: { ...bare(), ...env } });
  child.stdin.on('error', () => {}).end(input ?? '');
  const [out, err] = [text(child.stdout), text(child.stderr)];
  const [code] = await once(child, 'close');
  return { code: code as number | null, out: await out, err: await err };
}

let projects = 1_000_000_000;
/** An AppId that no other run has, so that none waits for the rate of another. */
export const nextAppId = () => String(++projects);

/** Runs the same code in this process, where thousands of runs are wanted. */
export async function inside(
  words: readonly string[],
  { env = {}, cwd = root, input }: Clock = {},
  parts: Partial<World> = {},
): Promise<Ending> {
  let [out, err] = ['', ''];
  const outputStream = (take: (text: string) => void) => ({
    write: take,
    isTTY: false,
    columns: 0,
  });
  const code = await main({
    argv: words,
    // Servers and clients share one event loop here, which a busy machine may hold up for long.
    env: { ZEGO_APP_ID: nextAppId(), ZEGO_TIMEOUT: '5m', ...env },
    cwd,
    home: '',
    uid: process.getuid?.(),
    pid: process.pid,
    stdin: { isTTY: input === undefined, read: async () => input ?? '' },
    stdout: outputStream((piece) => {
      out += piece;
    }),
    stderr: outputStream((piece) => {
      err += piece;
    }),
    now: Date.now,
    uptime: () => performance.now(),
    randomHex: (bytes) => randomBytes(bytes).toString('hex'),
    sleep: async () => {},
    every: (ms, task) => {
      const timer = setInterval(task, ms);
      return () => clearInterval(timer);
    },
    interrupted: new AbortController().signal,
    expectSignal: () => {},
    send,
    view: createView(),
    ...parts,
  });
  // Without a home there is no state directory, which it says; that is another row's concern.
  return { code, out, err: err.replace(/^warning: other zego processes are not .*\n/m, '') };
}

const servers: (() => void)[] = [];
/** Starts a server on the loopback interface; gives `127.0.0.1:PORT`. */
export async function listen(server: net.Server): Promise<string> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket.on('error', () => {}).on('close', () => sockets.delete(socket)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** An HTTP server; gives its origin. */
export async function serve(listener: RequestListener): Promise<string> {
  return `http://${await listen(createServer(listener))}`;
}

/** A server of bare connections; gives its origin. */
export async function accept(connected: (socket: Socket) => void): Promise<string> {
  return `http://${await listen(net.createServer(connected))}`;
}

/** Ends all servers. */
export function closeServers(): void {
  for (const close of servers) close();
}

/** Does a task for each item, so many at a time; gives the results in order. */
export async function each<T, R>(
  items: readonly T[],
  width: number,
  task: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const work = async () => {
    for (let at = next++; at < items.length; at = next++) {
      results[at] = await task(items[at] as T, at);
    }
  };
  await Promise.all(Array.from({ length: width }, work));
  return results;
}
