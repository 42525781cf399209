import { readFileSync, readlinkSync } from 'node:fs';

/**
 * Names this process so that others can see whether it lives: process id, start time, boot and process-id
 * namespace, joined by `/`. A part is `0` where the system does not tell it (without /proc).
 * @param pid this process's id
 */
export function ownerOf(pid: number): string {
  const self = statOf('self');
  // In a process-id namespace of its own, /proc may still show the processes of the outer one.
  return [pid, self?.pid === String(pid) ? self.start : 0, boot(), namespace()].join('/');
}

/**
 * Whether the process of an owner is known to have ended: the machine was restarted, or its id is free, a
 * zombie's or another process's. A process of another namespace (a container) cannot be looked at.
 */
export function isDead(owner: string): boolean {
  const [pid = '', start, bootThen, space] = owner.split('/');
  const bootNow = boot();
  if (start === '0' || bootNow === '0' || bootThen === '0') return false;
  if (bootThen !== bootNow) return true;
  if (space !== namespace() || !/^\d{1,10}$/.test(pid)) return false;
  const found = statOf(pid);
  return found !== undefined && (/^[ZX]?$/.test(found.state) || found.start !== start);
}

/**
 * A process as the system shows it: its state, and its start time in ticks since the boot.
 * @returns empty texts if there is none; undefined if it cannot be looked at
 */
function statOf(pid: string) {
  let stat = '';
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!['ENOENT', 'ESRCH'].includes(code)) return undefined;
  }
  // The name, in parentheses, may hold anything. The state follows it; the start is field 22.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { pid: /^\d*/.exec(stat)?.[0], state: fields[0] ?? '', start: fields[19] ?? '' };
}

const boot = once(() => {
  const id = orNothing(() => readFileSync('/proc/sys/kernel/random/boot_id', 'latin1'));
  return /^[0-9a-f]{8}/.exec(id)?.[0] ?? '0';
});

const namespace = once(() => {
  return /\d+/.exec(orNothing(() => readlinkSync('/proc/self/ns/pid')))?.[0] ?? '0';
});

function once(find: () => string): () => string {
  let found: string | undefined;
  return () => {
    found ??= find();
    return found;
  };
}

function orNothing(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
