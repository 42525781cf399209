import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  constants,
  existsSync,
  mkdtempSync,
  openSync,
  watch,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { uptime } from './clock.ts';
import type { Recorder } from './recorder.ts';
import type { Lever } from './service.ts';

// Another build of it, to compare with.
const zego = process.env.ZEGO_BIN ?? join(import.meta.dirname, '../../../../../bin/zego.js');
const secret = '0123456789abcdef0123456789abcdef';
const running = new Set<ChildProcess>();
let projects = 1_000_000_000;

/** How a command ended. */
export interface Ended {
  /** The words of it, for people. */
  readonly line: string;
  /** Null for one that was killed. */
  readonly code: number | null;
  /** The SignatureNonce of each of its attempts, by which the server knows them too. */
  readonly nonces: readonly string[];
  /** When, by the clock of the machine. */
  readonly at: number;
  /** What it said went wrong; empty if nothing did. */
  readonly error: string;
}

/** A project (AppId) of a server, so that nobody waits for the rate of another. */
export class Project {
  readonly server: Recorder;
  readonly #home: string;
  readonly #env: NodeJS.ProcessEnv;

  /**
   * @param home where all projects of a row keep what they keep
   * @param more set in the environment
   */
  constructor(server: Recorder, home: string, more: NodeJS.ProcessEnv = {}) {
    this.server = server;
    this.#home = home;
    this.#env = {
      PATH: process.env.PATH,
      HOME: home,
      XDG_STATE_HOME: join(home, 'state'),
      XDG_CACHE_HOME: join(home, 'cache'),
      ZEGO_ENDPOINT: server.endpoint,
      ZEGO_APP_ID: String(++projects),
      ...more,
    };
  }

  /** Starts a command as a process of its own. */
  start(words: readonly string[]): Command {
    return new Command(words, { ...this.#env, ZEGO_SERVER_SECRET: secret });
  }

  /** Starts a command whose secret comes from a program, which waits until it is told to. */
  startWithoutSecret(words: readonly string[]): AskingCommand {
    const folder = mkdtempSync(join(this.#home, 'secret-'));
    const [config, asked, told] = ['zegorc', 'asked', 'told'].map((name) => join(folder, name));
    execFileSync('mkfifo', [told!]);
    const program = '> "$0"; read -r told < "$1"; echo "$2"';
    const serverSecretCommand = ['/bin/sh', '-c', program, asked, told, secret];
    writeFileSync(config!, JSON.stringify({ serverSecretCommand }), { mode: 0o600 });
    return new AskingCommand(words, { ...this.#env, ZEGO_CONFIG: config }, folder);
  }
}

/** A running command. */
export class Command {
  /** Fulfilled with its end. */
  readonly ended: Promise<Ended>;
  readonly #child: ChildProcess;

  constructor(words: readonly string[], env: NodeJS.ProcessEnv) {
    const child = spawn(process.execPath, [zego, ...words, '--debug'], {
      env,
      cwd: env.HOME,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#child = child;
    running.add(child);
    const said = text(child.stderr);
    this.ended = once(child, 'exit').then(async ([code]) => {
      const at = uptime();
      running.delete(child);
      const err = await said;
      const nonces = [...err.matchAll(/[?&]SignatureNonce=([0-9a-f]+)/g)].map(
        ([, nonce]) => nonce!,
      );
      const [, error = ''] = /^error: (.*)/m.exec(err) ?? [];
      return { line: words.join(' '), code: code as number | null, nonces, at, error };
    });
  }

  /** Sends it a signal. */
  signal(name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
    this.#child.kill(name);
  }
}

/** A running command that wants its secret. */
export class AskingCommand extends Command {
  /** Fulfilled once it asks, or has ended without it. */
  readonly asked: Promise<void>;
  readonly #pipe: number;
  readonly #over = new AbortController();

  constructor(words: readonly string[], env: NodeJS.ProcessEnv, folder: string) {
    super(words, env);
    // To read as well, so that neither side waits for the other to open it.
    this.#pipe = openSync(join(folder, 'told'), constants.O_RDWR);
    this.asked = appeared(folder, 'asked', this.#over.signal);
    void this.ended.then(() => {
      this.#over.abort();
      closeSync(this.#pipe);
    });
  }

  /** Gives it the secret, if it has not ended. */
  tell(): void {
    if (!this.#over.signal.aborted) writeSync(this.#pipe, '\n');
  }
}

/**
 * The words of a command that changes a stream.
 * @param timeout long unless given, since each of a crowd may wait for all the others
 */
export function wordsOf(lever: Lever, verb: string, stream: string, timeout = '5m'): string[] {
  const address = lever === 'transfer' ? ['--url', `rtmp://127.0.0.1/app/${stream}`] : [];
  return [lever, verb, '--stream', stream, ...address, '--timeout', timeout];
}

/** The verbs of a lever: each undoes the other. */
export function verbsOf(lever: Lever): readonly [string, string] {
  return lever === 'transfer' ? ['start', 'stop'] : ['forbid', 'resume'];
}

/** Kills what a row that failed left running. */
export function killCommands(): void {
  for (const child of running) child.kill('SIGKILL');
}

/** Waits for a file in a folder; no longer once the signal aborts. */
async function appeared(folder: string, name: string, signal: AbortSignal): Promise<void> {
  const watcher = watch(folder);
  try {
    while (!existsSync(join(folder, name))) await once(watcher, 'change', { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    watcher.close();
  }
}
