import { execFileSync } from 'node:child_process';
import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** A disk of 1 MiB that can be filled to the last byte. */
export interface SmallDisk {
  fill(): void;
  free(): void;
  unmount(): void;
}

/** @returns undefined where this user may not mount one */
export function mountSmallDisk(directory: string): SmallDisk | undefined {
  const mount = (...args: string[]) => execFileSync('mount', args, { stdio: 'ignore' });
  try {
    mount('-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', directory);
  } catch {
    return undefined;
  }
  const filler = join(directory, 'filler');
  return {
    fill() {
      try {
        for (;;) appendFileSync(filler, Buffer.alloc(4096));
      } catch {
        // Full, as intended.
      }
    },
    free: () => rmSync(filler, { force: true }),
    unmount: () => void execFileSync('umount', [directory]),
  };
}
