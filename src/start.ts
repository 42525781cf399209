import module from 'node:module';
import { privateCache } from './cache.ts';

/** What Node 22.8 and newer have; the types are those of Node 20. */
interface Caching {
  enableCompileCache?(directory: string): unknown;
}

/** Runs the command line of a process, with what Node has compiled for an earlier one where it can. */
export async function start(process: NodeJS.Process): Promise<never> {
  // Asked of the version first: on Node 20 loading the module is for nothing.
  if (Number.parseInt(process.versions.node, 10) >= 22) {
    const directory = privateCache(process);
    if (directory !== null) (module as Caching).enableCompileCache?.(directory);
  }
  // Loaded from here on, so that the cache has it.
  const { run } = await import('./run.ts');
  return run(process);
}
