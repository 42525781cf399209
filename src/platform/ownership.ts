import { lstatSync, type Stats, statSync } from 'node:fs';
import { platform } from 'node:os';
import { quoted } from '../values/shell.ts';
import { pathSteps } from './path-steps.ts';

const group = 0o020;
const everybody = 0o002;

/** Whether others can read or enter a file or folder. */
export function isVisibleToOthers({ mode }: Stats): boolean {
  return (mode & 0o077) !== 0;
}

/** Whether others can write a file or folder, whoever owns it. */
export function isOpenToOthers({ mode }: Stats, { groups = true } = {}): boolean {
  return (mode & (groups ? group | everybody : everybody)) !== 0;
}

/**
 * Tells whether a file belongs to this user or to root, and so does the link that leads to it.
 * @param uid the user; undefined where there are no such (Windows): then it does
 */
export function isTrusted(path: string, uid: number | undefined): boolean {
  return (
    uid === undefined || [statSync(path), lstatSync(path)].every((stat) => isMineOrRoots(stat, uid))
  );
}

function isMineOrRoots(stat: Stats, uid: number): boolean {
  return stat.uid === 0 || stat.uid === uid;
}

/** A place that others could change: facts for its text in src/codes/settings.ts. */
export interface WeakPlace {
  readonly why: 'foreign' | 'open';
  /** Quoted for a shell. */
  readonly path: string;
  /** Whom it should belong to, as `chown` takes it. */
  readonly owner: string;
}

/**
 * Says who else could change what is found at a path. This is the rule of what runs or is trusted to run as
 * this user: the file, each folder that leads there and each link on the way belong to this user or to root,
 * and nobody else can write them. Others may write a sticky folder such as /tmp, which keeps what it holds
 * from being replaced.
 * @param uid the user; undefined where there are no such (Windows)
 * @param groups whether a group's right to write a folder counts: where programs are installed, a group of
 *   administrators may write (Homebrew's folder, Debian's /usr/local)
 * @returns the first weak place; null if there is none
 */
export function whoElseCanChange(
  path: string,
  uid: number | undefined,
  { groups = true } = {},
): WeakPlace | null {
  if (uid === undefined || platform() === 'win32') return null;
  for (const { path: at, stat } of pathSteps(path)) {
    const isLink = stat.isSymbolicLink();
    const facts = { path: quoted(at), owner: `${isLink ? '-h ' : ''}${uid}` };
    if (!isMineOrRoots(stat, uid)) return { why: 'foreign', ...facts };
    const isSticky = stat.isDirectory() && (stat.mode & 0o1000) !== 0;
    if (isLink || isSticky) continue;
    if (isOpenToOthers(stat, { groups: groups || !stat.isDirectory() })) {
      return { why: 'open', ...facts };
    }
  }
  return null;
}
