import { statSync } from 'node:fs';
import { platform } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';

// The variable that names the place, the place below home without it, and what is below that.
const places = {
  config: {
    linux: ['XDG_CONFIG_HOME', '.config', 'zego'],
    darwin: ['XDG_CONFIG_HOME', '.config', 'zego'],
    win32: ['APPDATA', '.config', 'zego'],
  },
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

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Gives the directory for this user's configuration, state, or what can be made anew (a cache): on Linux by
 * the XDG Base Directory Specification, by which a relative path in a variable is to be ignored.
 * @param home relative where there is none; then so is the directory, unless a variable names it
 */
export function userDirectory(kind: keyof typeof places, env: Env, home: string): string {
  return join(...parts(kind, env, home));
}

/**
 * Gives that directory for a program that will make it. It is never shared with other users; and root makes
 * none in the home of another user, which `sudo -E` leaves to it: that user could not write to it.
 * @param uid the user; undefined where there are no such (Windows)
 * @throws Error where there is no home, or root has that of another user
 */
export function ownDirectory(
  kind: keyof typeof places,
  env: Env,
  home: string,
  uid: number | undefined,
): string {
  const [base, ...below] = parts(kind, env, home);
  if (!isAbsolute(base)) throw new Error('there is no home directory');
  if (uid === 0 && uidOf(base) !== 0) throw new Error(`${base} belongs to another user`);
  return join(base, ...below);
}

function parts(kind: keyof typeof places, env: Env, home: string): [base: string, ...string[]] {
  const system = platform() as keyof (typeof places)['state'];
  const [variable, below, own] = places[kind][system] ?? places[kind].linux;
  const named = env[variable];
  return named !== undefined && isAbsolute(named) ? [named, own] : [home, below, own];
}

/** The owner of a folder; of the one it would be made in, where it is missing. */
function uidOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.uid ?? uidOf(dirname(path));
}
