/**
 * Runs what is to run out of time at a certain point: with more and more of it, until the machine was
 * quick enough to come that far.
 * @param run given the time, as `--timeout` takes it
 * @param reached whether it came that far
 */
export async function longEnough<T>(
  run: (timeout: string) => Promise<T>,
  reached: (result: T) => boolean,
): Promise<T> {
  let result = await run('500ms');
  for (let ms = 1000; !reached(result) && ms < 30_000; ms *= 2) result = await run(`${ms}ms`);
  return result;
}
