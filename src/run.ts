import { exitOfSignal, type Signal } from './errors.ts';
import { main } from './main.ts';
import { worldOf } from './platform/world.ts';

/** How long a slow reader of the output has after a signal. */
const graceMs = 200;

/**
 * Runs the command line of a process and sets its exit code; done when all is written, or a signal says to.
 * The process is then to be ended: what was given up, such as a read of stdin, must not keep it.
 * @throws what main could not show; its words may hold a secret
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
}

/** Rejected by what is thrown from now on where nobody waits for it: a fault like any other. */
function crashOf(process: NodeJS.Process): Promise<never> {
  const crash = new Promise<never>((_, reject) => {
    process.on('uncaughtException', reject);
    process.on('unhandledRejection', reject);
  });
  crash.catch(() => {});
  return crash;
}
