import { statSync } from 'node:fs';
import { platform } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';

// The variable that names the place, the place below home without it, and what is below that.
const places = {
  state: {
    linux: ['XDG_STATE_HOME', '.local/state', 'zego'],
    darwin: ['XDG_STATE_HOME', 'Library/Application Support', 'zego'],
    win32: ['LOCALAPPDATA', 'AppData/Local', 'zego'],
  },
  cache: {
    linux: ['XDG_CACHE_HOME', '.cache', 'zego'],
    darwin: ['XDG_CACHE_HOME', 'Library/Caches', 'zego'],
    win32: ['LOCALAPPDATA', 'AppData/Local', 'zego/cache'],
  },
} as const;

/**
 * Where this user's programs keep state, or what can be made anew (a cache): on Linux by the XDG Base
 * Directory Specification, by which a relative path in a variable is to be ignored. Never a directory
 * shared with other users; and for root none in the home of somebody else, which `sudo -E` leaves to it: what
 * root makes there, that user cannot write to.
 * @param uid the user; undefined where there are no such (Windows)
 * @throws Error where there is no home, or root has that of somebody else
 */
export function ownDirectory(
  kind: keyof typeof places,
  env: Readonly<Record<string, string | undefined>>,
  home: string,
  uid: number | undefined,
): string {
  const system = platform() as keyof (typeof places)['state'];
  const [variable, below, own] = places[kind][system] ?? places[kind].linux;
  const named = env[variable];
  const isNamed = named !== undefined && isAbsolute(named);
  const base = isNamed ? named : home;
  if (!isAbsolute(base)) throw new Error('there is no home directory');
  if (uid === 0 && ownerOf(base) !== 0) throw new Error(`${base} belongs to another user`);
  return isNamed ? join(base, own) : join(base, below, own);
}

/** The owner of a folder; of the one it would be made in, where it is missing. */
function ownerOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.uid ?? ownerOf(dirname(path));
}
