/** What Node 22.8 and newer have; the types are those of Node 20. */
interface Caching {
  enableCompileCache?(directory: string): unknown;
}

/** Runs the command line of a process, and ends it when all is written. */
export async function start(process: NodeJS.Process): Promise<never> {
  const { enableCompileCache } = process.getBuiltinModule('node:module') as Caching;
  if (enableCompileCache) {
    const { privateCache } = await import('./cache.ts');
    const directory = privateCache(process);
    if (directory !== null) enableCompileCache(directory);
  }
  // Loaded from here on, so that the cache has it.
  const { main } = await import('./main.ts');
  const { worldOf } = await import('./world.ts');
  const code = await main(worldOf(process));
  for (const stream of [process.stdout, process.stderr]) {
    await new Promise<void>((written) => stream.write('', () => written()));
  }
  // Set already where the result could not be written.
  process.exitCode ||= code;
  // What was given up, such as a read of stdin, must not keep the process.
  return process.exit();
}
