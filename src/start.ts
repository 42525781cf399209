import nodeModule from 'node:module';
import { privateCache } from './cache.ts';
import { keepCompiled } from './compiled.ts';

/** What Node 22.8 and newer have; the types are those of Node 20. */
interface Caching {
  enableCompileCache?(directory: string): unknown;
}

/** The same as `run`, with what was compiled for an earlier process where that was kept. */
export async function start(process: NodeJS.Process): Promise<void> {
  const directory = process.env.NODE_DISABLE_COMPILE_CACHE ? null : privateCache(process);
  if (directory !== null) {
    const { enableCompileCache } = nodeModule as Caching;
    if (enableCompileCache) enableCompileCache(directory);
    else keepCompiled(process, directory, import.meta.dirname);
  }
  // Loaded from here on, so that it is kept.
  const { run } = await import('./run.ts');
  await run(process);
}
