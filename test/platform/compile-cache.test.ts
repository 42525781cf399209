import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { compileCacheDirectory } from '../../src/platform/compile-cache.ts';

let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'zego-cache-'));
});
afterEach(() => rmSync(base, { recursive: true }));

/** The directory as the second process finds it, which knows when the one above was made. */
function cacheOf(variable: string, uid = process.getuid?.()): string | null {
  const world = { env: { XDG_CACHE_HOME: variable }, getuid: () => uid };
  const find = () => compileCacheDirectory(world as unknown as NodeJS.Process);
  return find() ?? find();
}

describe('the cache of compiled code', () => {
  it("is in a directory of the user's own, that others cannot write to", () => {
    const place = cacheOf(base) ?? '';
    expect(dirname(place)).toBe(join(base, 'zego'));
    for (const path of [dirname(place), place]) expect(statSync(path).mode & 0o777).toBe(0o700);
    expect(cacheOf(base)).toBe(place);
  });

  it('is not where one was brought along with a home', () => {
    const place = cacheOf(base) ?? '';
    renameSync(join(base, 'zego'), join(base, 'away'));
    cpSync(join(base, 'away'), join(base, 'zego'), { recursive: true, preserveTimestamps: true });
    expect(basename(cacheOf(base) ?? '')).not.toBe(basename(place));
  });

  it('is not where others can write', () => {
    mkdirSync(join(base, 'zego'));
    for (const mode of [0o777, 0o770, 0o702, 0o755]) {
      chmodSync(join(base, 'zego'), mode);
      expect(cacheOf(base)).toBeNull();
    }
  });

  it('is not where others can put another directory in its place', () => {
    const above = join(base, 'above', 'cache');
    mkdirSync(above, { recursive: true });
    expect(cacheOf(above)).not.toBeNull();
    for (const mode of [0o777, 0o757, 0o775]) {
      chmodSync(join(base, 'above'), mode);
      expect(cacheOf(above)).toBeNull();
    }
    // As in /tmp, what is in a sticky folder stays its owner's.
    chmodSync(join(base, 'above'), 0o1777);
    expect(cacheOf(above)).not.toBeNull();
  });

  it('may be behind a link to a folder that is as private', () => {
    mkdirSync(join(base, 'real'));
    symlinkSync(join(base, 'real'), join(base, 'link'));
    expect(cacheOf(join(base, 'link'))).not.toBeNull();
    mkdirSync(join(base, 'open'));
    chmodSync(join(base, 'open'), 0o777);
    symlinkSync(join(base, 'real'), join(base, 'open', 'between'));
    symlinkSync(join(base, 'open', 'between'), join(base, 'chain'));
    expect(cacheOf(join(base, 'chain'))).toBeNull();
    chmodSync(join(base, 'real'), 0o777);
    expect(cacheOf(join(base, 'link'))).toBeNull();
  });

  it('is not in a directory of somebody else, behind a link, or in a file', () => {
    expect(cacheOf(base, 12_345)).toBeNull();
    rmSync(join(base, 'zego'), { recursive: true });
    symlinkSync(base, join(base, 'zego'));
    expect(cacheOf(base)).toBeNull();
    rmSync(join(base, 'zego'));
    writeFileSync(join(base, 'zego'), '');
    expect(cacheOf(base)).toBeNull();
  });

  it('is not for root in the home of a user, where nothing is made', () => {
    if (process.getuid?.() === 0) chownSync(base, 4242, 4242);
    expect(cacheOf(base, 0)).toBeNull();
    expect(readdirSync(base)).toEqual([]);
  });

  it('is nowhere when it cannot be made', () => {
    expect(cacheOf('/proc')).toBeNull();
    expect(cacheOf('/dev/null')).toBeNull();
  });
});
