import { exitOfSignal, type Signal } from './errors.ts';
import { main } from './main.ts';
import { worldOf } from './platform/world.ts';

/** How long a slow reader of the output has after a signal, in milliseconds. */
const graceMs = 200;

/**
 * Runs the command line of a process and sets its exit code. Resolves when all output is written, or soon after
 * a signal. The caller then ends the process: work that was given up, such as a read of stdin, must not keep it
 * alive. A process that a signal interrupted is ended here, by that signal.
 * @throws what `main` could not present; its words may hold a secret
 */
export async function run(process: NodeJS.Process): Promise<void> {
  const crash = crashOf(process);
  const world = worldOf(process);
  const { interrupted } = world;
  const code = await main(world, crash);
  const lateCrash = crashOf(process);
  // Set already where the result could not be written.
  process.exitCode ||= code;
  const givenUp = new Promise<number>((resolve) => {
    const soon = () => {
      const signal: Signal = interrupted.reason;
      setTimeout(resolve, graceMs, code || exitOfSignal[signal]);
    };
    if (interrupted.aborted) soon();
    else interrupted.addEventListener('abort', soon, { once: true });
  });
  const ending = await Promise.race([world.flushed().then(() => code), givenUp, lateCrash]);
  process.exitCode ||= ending;
  // Whatever its exit code: a shell goes on with its loop after a command that exits by itself.
  const signal = await world.releaseSignals();
  if (signal !== null) await dieOf(signal, process);
}

/** Ends a process by a signal. Resolves only where the system protects it, as the first one of a container. */
async function dieOf(signal: Signal, process: NodeJS.Process): Promise<void> {
  process.kill(process.pid, signal);
  await new Promise((resolve) => setTimeout(resolve, graceMs));
}

/** Rejects with what is thrown from now on where nobody awaits it. */
function crashOf(process: NodeJS.Process): Promise<never> {
  const crash = new Promise<never>((_, reject) => {
    process.on('uncaughtException', reject);
    process.on('unhandledRejection', reject);
  });
  crash.catch(() => {});
  return crash;
}
