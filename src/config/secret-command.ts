import { type ChildProcess, spawn } from 'node:child_process';
import { kill, platform } from 'node:process';
import { ConfigError, InterruptedError } from '../errors.ts';
import { reasonOf, sizeLimit } from '../platform/files.ts';
import { withTimeout } from '../platform/with-timeout.ts';
import { whyNotRun } from './programs.ts';
import type { Command, Env, SettingsInput } from './types.ts';

/** Milliseconds that a program may take, if the whole command has that long. */
const mostMs = 10_000;

/**
 * Runs the program that gives a secret: no shell, stdin closed, stderr thrown away, in the root folder,
 * so that the working directory means nothing to it. It and what it started are killed once it takes too
 * long, says too much, or zego is interrupted.
 * @param place where the command was read, in words for messages
 * @param budgetMs milliseconds left to the whole command
 * @returns what it wrote, 64 KiB at most
 * @throws ConfigError that names the program, which others must not be able to change, never its arguments nor what it wrote; InterruptedError
 */
export async function runSecretCommand(
  command: Command,
  place: string,
  { env, interrupted, uid }: Pick<SettingsInput, 'env' | 'interrupted' | 'uid'>,
  budgetMs: number,
): Promise<string> {
  const [program] = command;
  const limitMs = Math.min(mostMs, budgetMs);
  const fail: Fail = (what, hint) => new ConfigError(`${place}: ${program} ${what}`, hint);
  const fault = whyNotRun(program, uid);
  if (fault !== null) throw fail(fault);
  if (interrupted?.aborted) throw new InterruptedError(interrupted.reason, { sent: false });
  let child: ReturnType<typeof start>;
  try {
    child = start(command, env);
  } catch (error) {
    // Of some faults spawn tells by an event, of the rest in this way.
    throw unable(error, fail);
  }
  const late = fail(`gave no secret within ${limitMs} ms`);
  try {
    const read = (ended: AbortSignal) => {
      // Within the event itself: after SIGQUIT nothing else of this process is run.
      ended.addEventListener('abort', () => end(child));
      return said(child, fail);
    };
    return await withTimeout(read, limitMs, late, interrupted);
  } catch (error) {
    end(child);
    throw error;
  } finally {
    child.stdout.destroy();
  }
}

/** What a program writes until it has ended well. */
function said(child: ReturnType<typeof start>, fail: Fail): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  let done = false;
  const text = () => Buffer.concat(pieces).toString();
  return new Promise((resolve, reject) => {
    // What it leaves running may hold its stdout open: a whole line is enough once it has ended itself.
    const settle = () => {
      if (done && /[\r\n]/.test(text())) resolve(text());
    };
    child.stdout.on('data', (piece: Buffer) => {
      pieces.push(piece);
      length += piece.length;
      if (length > sizeLimit) reject(fail('wrote more than 64 KiB'));
      settle();
    });
    child.once('error', (error) => reject(unable(error, fail)));
    child.once('exit', (code, signal) => {
      done = code === 0;
      const how = signal ? `was ended by ${signal}` : `ended with exit code ${code}`;
      if (!done) reject(fail(how, byItself));
      settle();
    });
    child.once('close', () => resolve(text()));
  });
}

type Fail = (what: string, hint?: string) => ConfigError;

function unable(error: unknown, fail: Fail): ConfigError {
  return fail(`cannot be run${reasonOf(error)}`);
}

function start([program, ...args]: Command, env: Env) {
  return spawn(program, args, {
    cwd: '/',
    env: { ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
    // A process group of its own, so that it can be killed whole.
    detached: platform !== 'win32',
    windowsHide: true,
  });
}

const byItself = 'Run it by itself to see what it says: its stderr is not shown here.';

function end(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    kill(platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
  } catch {
    // It had ended, and nothing of it was left.
  }
}
