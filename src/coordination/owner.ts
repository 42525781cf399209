import { readFileSync, readlinkSync } from 'node:fs';

/**
 * Names this process so that others can see whether it lives: process id, start time, boot and process-id
 * namespace of the machine, each `0` where the system does not tell (there is no /proc).
 * @param pid its process id
 */
export function ownerOf(pid: number): string {
  return [pid, startOf(pid) ?? 0, boot(), namespace()].join('/');
}

/**
 * Whether the process of an owner is known to have ended: its machine was started anew, its id is free, a
 * zombie's or another program's. One of another process-id namespace (a container) cannot be looked at.
 */
export function isDead(owner: string): boolean {
  const [pid = '', start, bootThen, space] = owner.split('/');
  const bootNow = boot();
  if (start === '0' || bootNow === '0' || bootThen === '0') return false;
  if (bootThen !== bootNow) return true;
  return space === namespace() && /^\d{1,10}$/.test(pid) && startOf(Number(pid)) !== start;
}

/** When a process was started, in ticks since the boot; undefined for one that has ended. */
function startOf(pid: number): string | undefined {
  const stat = orNothing(() => readFileSync(`/proc/${pid}/stat`, 'latin1'));
  // The name, in parentheses, may hold anything. The state stands right after it, the start is field 22.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return /^[ZX]?$/.test(fields[0] ?? '') ? undefined : fields[19];
}

function boot(): string {
  const id = orNothing(() => readFileSync('/proc/sys/kernel/random/boot_id', 'latin1'));
  return /^[0-9a-f]{8}/.exec(id)?.[0] ?? '0';
}

function namespace(): string {
  return /\d+/.exec(orNothing(() => readlinkSync('/proc/self/ns/pid')))?.[0] ?? '0';
}

function orNothing(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
