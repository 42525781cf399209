import { type ChildProcess, spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { platform } from 'node:os';
import { kill } from 'node:process';
import { filled } from '../codes/fill.ts';
import { programFaults, runByItself } from '../codes/programs.ts';
import { weakPlaces } from '../codes/settings.ts';
import { InterruptedError } from '../errors.ts';
import type { Command } from '../values/command.ts';
import { quoted } from '../values/shell.ts';
import type { Text } from '../values/text.ts';
import { reasonOf, sizeLimit } from './files.ts';
import { whoElseCanChange } from './ownership.ts';
import { withTimeout } from './with-timeout.ts';

/** What a program is run with. */
export interface Conditions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** User id of this process; undefined where there are no such (Windows). */
  readonly uid?: number | undefined;
  /** Aborted by a signal, whose name is the reason. */
  readonly interrupted?: AbortSignal | undefined;
  readonly timeoutMs: number;
}

/** Makes the error of a program that did not do its work: `/usr/bin/pass` + ` ended with exit code 1`. */
type Fail = (what: Text, hint?: Text) => Error;

/**
 * Runs a program for what it writes: no shell, stdin closed, stderr thrown away, in the root folder,
 * so that the working directory means nothing to it. It and what it started are killed once it takes too
 * long, writes too much, or zego is interrupted.
 * @param fail makes the error that names the program, never its arguments nor what it wrote
 * @returns what it wrote, 64 KiB at most
 * @throws what `fail` makes, also for a program that others can change; InterruptedError
 */
export async function runProgram(
  command: Command,
  { env, interrupted, uid, timeoutMs }: Conditions,
  fail: Fail,
): Promise<string> {
  const fault = whyNotRun(command[0], uid);
  if (fault !== null) throw fail(fault);
  if (interrupted?.aborted) throw new InterruptedError(interrupted.reason, { sent: false });
  let child: ReturnType<typeof start>;
  try {
    child = start(command, env);
  } catch (error) {
    // Of some faults spawn tells by an event, of the rest in this way.
    throw unable(error, fail);
  }
  const late = fail(filled(programFaults.silent, { ms: `${timeoutMs}` }));
  try {
    const read = (ended: AbortSignal) => {
      // Within the event itself: after SIGQUIT nothing else of this process is run.
      ended.addEventListener('abort', () => end(child));
      return outputOf(child, fail);
    };
    return await withTimeout(read, timeoutMs, late, interrupted);
  } catch (error) {
    end(child);
    throw error;
  } finally {
    child.stdout.destroy();
  }
}

/**
 * Says why a program cannot be run, or must not be: whoever can change it would act as this user.
 * @returns null if nothing is known to be wrong
 */
export function whyNotRun(program: string, uid: number | undefined): Text | null {
  // Windows runs by the ending of a name, which may be left out.
  if (platform() === 'win32') return null;
  try {
    const stat = statSync(program, { throwIfNoEntry: false });
    if (!stat) return programFaults.absent;
    if (!stat.isFile()) return programFaults.noFile;
    const weak = whoElseCanChange(program, uid, { groups: false });
    if (weak !== null) {
      return filled(programFaults.weak, { weak: filled(weakPlaces[weak.why], { ...weak }) });
    }
    const isExecutable = (stat.mode & 0o111) !== 0;
    return isExecutable ? null : filled(programFaults.notExecutable, { quoted: quoted(program) });
  } catch (error) {
    return filled(programFaults.failed, { reason: reasonOf(error) });
  }
}

/** Collects what a program writes, until it has ended with exit code 0. */
function outputOf(child: ReturnType<typeof start>, fail: Fail): Promise<string> {
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
      if (length > sizeLimit) reject(fail(programFaults.large));
      settle();
    });
    child.once('error', (error) => reject(unable(error, fail)));
    child.once('exit', (code, signal) => {
      done = code === 0;
      const how = filled(programFaults[signal ? 'killed' : 'ended'], {
        signal: signal ?? '',
        code: `${code}`,
      });
      if (!done) reject(fail(how, runByItself));
      settle();
    });
    child.once('close', () => resolve(text()));
  });
}

function unable(error: unknown, fail: Fail): Error {
  return fail(filled(programFaults.failed, { reason: reasonOf(error) }));
}

function start([program, ...args]: Command, env: Conditions['env']) {
  return spawn(program, args, {
    cwd: '/',
    env: { ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
    // A process group of its own, so that it can be killed whole.
    detached: platform() !== 'win32',
    windowsHide: true,
  });
}

function end(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    kill(platform() === 'win32' ? child.pid : -child.pid, 'SIGKILL');
  } catch {
    // It had ended, and nothing of it was left.
  }
}
