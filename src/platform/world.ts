import { randomBytes } from 'node:crypto';
import { homedir } from 'node:os';
import { addAbortSignal } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { isatty } from 'node:tty';
import type { Send } from '../core/types.ts';
import { EXIT, InterruptedError, type Signal } from '../errors.ts';
import type { Look } from '../verify/probe.ts';
import { type OutputStream, processStream } from './stdio.ts';

/** Every side effect of the program in one parameter, for which tests hand in their own. */
export interface World {
  /** The command line, without node and script. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Empty where the working directory was deleted. */
  readonly cwd: string;
  readonly home: string;
  /** The user's numeric id, where the platform has one. */
  readonly uid: number | undefined;
  /** The id of this process. */
  readonly pid: number;
  readonly stdin: { readonly isTTY: boolean; read(): Promise<string> };
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** Unix milliseconds. */
  now(): number;
  /** Gives that many random bytes in lower-case hex: two digits a byte. */
  randomHex(bytes: number): string;
  /** Milliseconds on a clock that all processes of the machine share and nobody sets. */
  uptime(): number;
  /** Throws the signal's reason as soon as it aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** Runs a task at intervals. @returns a function that stops it */
  every(ms: number, task: () => void): () => void;
  /** Aborted by SIGHUP, SIGINT, SIGTERM, or SIGQUIT, of which the process dies at once; the reason is the signal's name. */
  readonly interrupted: AbortSignal;
  /** Says that a signal is the normal end of the command: without it, the process dies of one in the end. */
  expectSignal(): void;
  readonly send: Send;
  readonly view: Look;
}

/** The world of a real process. */
interface ProcessWorld extends World {
  /** Resolves when all output is written. */
  flushed(): Promise<void>;
  /** Lets signals end the process again. @returns the one that interrupted a command which did not expect it */
  releaseSignals(): Promise<Signal | null>;
}

const signals = ['SIGHUP', 'SIGINT', 'SIGTERM', 'SIGQUIT'] as const;

/** Makes the world of a real process. */
export function worldOf(process: NodeJS.Process): ProcessWorld {
  const interruption = new AbortController();
  let expectsSignal = false;
  let look: Look | undefined;
  for (const signal of signals) {
    const interrupt = () => {
      const mayWindUp = !interruption.signal.aborted && signal !== 'SIGQUIT';
      interruption.abort(signal);
      if (mayWindUp) return;
      // A second one ends the process at once, whatever it waits for.
      process.off(signal, interrupt);
      process.kill(process.pid, signal);
    };
    process.on(signal, interrupt);
  }
  const stderr = processStream(
    2,
    () => process.stderr,
    () => {},
  );
  const stdout = processStream(
    1,
    () => process.stdout,
    (code) => {
      stderr.write(`error: the result could not be written to stdout (${code})\n`);
      process.exitCode = EXIT.fault;
    },
  );
  // A level below 0 makes chalk fail as soon as it is loaded.
  if (Number.parseInt(process.env.FORCE_COLOR ?? '', 10) < 0) delete process.env.FORCE_COLOR;
  return {
    argv: process.argv.slice(2),
    env: process.env,
    cwd: orNothing(() => process.cwd()),
    home: orNothing(homedir),
    uid: process.getuid?.(),
    pid: process.pid,
    stdin: {
      get isTTY() {
        return isatty(0);
      },
      read: () => readAll(process.stdin, interruption.signal),
    },
    stdout,
    stderr,
    flushed: async () => {
      await stdout.flushed();
      await stderr.flushed();
    },
    now: Date.now,
    randomHex: (bytes) => randomBytes(bytes).toString('hex'),
    interrupted: interruption.signal,
    expectSignal: () => {
      expectsSignal = true;
    },
    releaseSignals: async () => {
      // One that was caught already is told of in the next turn of the event loop.
      for (const _ of ['caught', 'told']) await new Promise((resolve) => setImmediate(resolve));
      for (const signal of signals) process.removeAllListeners(signal);
      return interruption.signal.aborted && !expectsSignal ? interruption.signal.reason : null;
    },
    uptime: () => Number(process.hrtime.bigint()) / 1e6,
    sleep: async (ms, signal) => {
      await delay(ms, undefined, { signal }).catch(() => signal.throwIfAborted());
    },
    every: (ms, task) => {
      const timer = setInterval(task, ms);
      return () => clearInterval(timer);
    },
    send: async (origin, prepare, limits, overtaken) => {
      distrust(process.env);
      const { proxyFor } = await import('../http/proxy.ts');
      const { send } = await import('../http/send.ts');
      return send(origin, prepare, limits, overtaken, proxyFor(origin, process.env));
    },
    view: async (address, limits) => {
      distrust(process.env);
      const { createView } = await import('../http/view.ts');
      look ??= createView(process.env);
      return look(address, limits);
    },
  };
}

/** Certificates are checked whatever it says, and Node would warn that they are not. */
function distrust(env: NodeJS.ProcessEnv): void {
  delete env.NODE_TLS_REJECT_UNAUTHORIZED;
}

/** A container may have no home at all, and a working directory may be deleted. */
function orNothing(ask: () => string): string {
  try {
    return ask();
  } catch {
    return '';
  }
}

async function readAll(stream: NodeJS.ReadStream, interrupted: AbortSignal): Promise<string> {
  const pieces: string[] = [];
  let length = 0;
  try {
    for await (const piece of addAbortSignal(interrupted, stream.setEncoding('utf8'))) {
      length += String(piece).length;
      pieces.push(String(piece));
      // More than any secret: enough was read to refuse it.
      if (length > 65_536) break;
    }
  } catch (error) {
    if (!interrupted.aborted) throw error;
    throw new InterruptedError(interrupted.reason, { sent: false });
  }
  return pieces.join('');
}
