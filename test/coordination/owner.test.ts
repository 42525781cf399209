import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from '@jest/globals';
import { isDead, ownerOf } from '../../src/coordination/owner.ts';

const children = new Set<ChildProcess>();
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
});

function sleeper(): ChildProcess & { pid: number } {
  const child = spawn('sleep', ['60'], { stdio: 'ignore' });
  children.add(child);
  return Object.assign(child, { pid: child.pid ?? 0 });
}

/** The state of a process and what follows it in /proc; its start time is number 19. */
function fieldsOf(process: number | string): readonly string[] {
  const stat = readFileSync(`/proc/${process}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

const [pid, start, boot, space] = ownerOf(process.pid).split('/');
const owner = (parts: Partial<Record<'pid' | 'start' | 'boot' | 'space', string>>) =>
  [parts.pid ?? pid, parts.start ?? start, parts.boot ?? boot, parts.space ?? space].join('/');

describe('the owner of a record', () => {
  it('says process, start, boot and namespace', () => {
    expect(ownerOf(process.pid)).toMatch(/^\d+\/\d+\/[0-9a-f]{8}\/\d+$/);
  });

  it('does not take another process for this one', () => {
    // As under a process-id namespace whose /proc is still that of the outer one.
    expect(ownerOf(1).split('/')[1]).toBe('0');
  });

  it('lives while its process does, stopped or not, and is dead when that has ended', async () => {
    const child = sleeper();
    const name = owner({ pid: String(child.pid), start: fieldsOf(child.pid)[19] ?? '' });
    expect(isDead(name)).toBe(false);
    child.kill('SIGSTOP');
    expect(isDead(name)).toBe(false);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(isDead(name)).toBe(true);
  });

  it('is dead as a zombie, which its state alone tells', async () => {
    const script = 'sleep 0 & echo $!; exec sleep 60';
    const parent = spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'] });
    children.add(parent);
    const [said] = await once(parent.stdout, 'data');
    const zombie = String(said).trim();
    while (fieldsOf(zombie)[0] !== 'Z') await new Promise(setImmediate);
    expect(isDead(owner({ pid: zombie, start: fieldsOf(zombie)[19] ?? '' }))).toBe(true);
  });

  it('is dead when its process id lives again as another program', () => {
    expect(isDead(owner({}))).toBe(false);
    expect(isDead(owner({ start: String(Number(start) - 1) }))).toBe(true);
  });

  it('is dead when the machine was started anew', () => {
    expect(isDead(owner({ boot: '00000001' }))).toBe(true);
  });

  it.each([
    ['in another process-id namespace', owner({ pid: '999999999', space: '1' })],
    ['of whom the system told nothing', owner({ start: '0' })],
    ['of an unknown boot', owner({ pid: '999999999', boot: '0' })],
    ['whose record is foreign', owner({ pid: 'x' })],
  ])('is not known to be dead %s', (_, name) => {
    expect(isDead(name)).toBe(false);
  });
});
