import { main } from './main.ts';
import { worldOf } from './world.ts';

/** Runs the command line of a process, and ends it when all is written. */
export async function run(process: NodeJS.Process): Promise<never> {
  const world = worldOf(process);
  const code = await main(world);
  await world.flushed();
  // Set already where the result could not be written.
  process.exitCode ||= code;
  // What was given up, such as a read of stdin, must not keep the process.
  return process.exit();
}
