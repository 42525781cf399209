import { platform } from 'node:os';
import { isAbsolute, join } from 'node:path';

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
 * shared with other users.
 * @throws Error where there is no home
 */
export function ownDirectory(
  kind: keyof typeof places,
  env: Readonly<Record<string, string | undefined>>,
  home: string,
): string {
  const system = platform() as keyof (typeof places)['state'];
  const [variable, below, own] = places[kind][system] ?? places[kind].linux;
  const named = env[variable];
  if (named && isAbsolute(named)) return join(named, own);
  if (!isAbsolute(home)) throw new Error('there is no home directory');
  return join(home, below, own);
}
