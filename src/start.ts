/** Runs the program as `run` does, on Node 22 and newer with the code that was compiled for an earlier process. */
export async function start(process: NodeJS.Process): Promise<void> {
  if (Number.parseInt(process.versions.node, 10) >= 22) {
    const { enableCompileCache } = await import('./platform/compile-cache.ts');
    enableCompileCache(process);
  }
  // Imported only now: Node keeps the code of what is loaded from here on.
  const { run } = await import('./run.ts');
  await run(process);
}
