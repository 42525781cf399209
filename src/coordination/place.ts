import { platform } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * Where this user's programs keep state: `$XDG_STATE_HOME` or `~/.local/state` (XDG Base Directory
 * Specification, by which a relative path is to be ignored), on macOS `~/Library/Application Support`,
 * on Windows `%LOCALAPPDATA%`; `zego` within it. Never a directory shared with other users.
 * @throws Error where there is no home
 */
export function stateDirectory(
  env: Readonly<Record<string, string | undefined>>,
  home: string,
): string {
  const named = platform() === 'win32' ? env.LOCALAPPDATA : env.XDG_STATE_HOME;
  if (named && isAbsolute(named)) return join(named, 'zego');
  if (!isAbsolute(home)) throw new Error('there is no home directory');
  const usual = { darwin: 'Library/Application Support', win32: 'AppData/Local' };
  return join(home, usual[platform() as keyof typeof usual] ?? '.local/state', 'zego');
}
