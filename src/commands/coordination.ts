import { join } from 'node:path';
import { coordinate } from '../coordination/coordinate.ts';
import type { Coordinator } from '../coordination/coordinator.ts';
import { fileJournals } from '../coordination/file-journal.ts';
import { type OpenJournal, withMemoryFallback } from '../coordination/journal.ts';
import { isDead, ownerOf } from '../coordination/owner.ts';
import { privateDirectory } from '../platform/private-directory.ts';
import { ownDirectory } from '../platform/user-directories.ts';
import type { World } from '../platform/world.ts';

/**
 * Coordinates with the other processes of this user on this machine, through files in the state
 * directory. Without one this process counts alone, and the command goes on.
 * @param warn told once why it counts alone
 */
export function coordinatorOf(world: World, warn: (why: string) => void): Coordinator {
  const token = () => world.randomHex(6);
  const open: OpenJournal = (name, rollover) => {
    const directory = ownDirectory('state', world.env, world.home, world.uid);
    privateDirectory(directory, world.uid);
    // Its folders are checked too, so that nothing is written through a link.
    const inner = name.split('/').map((_, nth, parts) => parts.slice(0, nth + 1));
    for (const parts of inner) privateDirectory(join(directory, ...parts), world.uid);
    return fileJournals(directory, token)(name, rollover);
  };
  const alone = (cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    warn(`other zego processes are not taken into account: ${why}`);
  };
  const owner = ownerOf(world.pid);
  return coordinate(withMemoryFallback(open, alone), { ...world, token, owner, isDead });
}
