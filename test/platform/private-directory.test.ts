import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { privateDirectory } from '../../src/platform/private-directory.ts';

const uid = process.getuid?.();
let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'zego-private-'));
});
afterEach(() => {
  rmSync(home, { recursive: true });
});

describe('a private directory', () => {
  it('is created for its owner alone, parents included', () => {
    privateDirectory(join(home, 'a', 'b'), uid);
    expect(statSync(join(home, 'a')).mode & 0o777).toBe(0o700);
    expect(statSync(join(home, 'a', 'b')).mode & 0o777).toBe(0o700);
  });

  it('may be there already', () => {
    privateDirectory(join(home, 'a'), uid);
    expect(() => privateDirectory(join(home, 'a'), uid)).not.toThrow();
  });

  it('is not a symbolic link', () => {
    mkdirSync(join(home, 'real'));
    symlinkSync(join(home, 'real'), join(home, 'link'));
    expect(() => privateDirectory(join(home, 'link'), uid)).toThrow('symbolic link');
  });

  it('is not a file', () => {
    writeFileSync(join(home, 'file'), '');
    expect(() => privateDirectory(join(home, 'file'), uid)).toThrow();
  });

  it('belongs to the user', () => {
    expect(() => privateDirectory(home, (uid ?? 0) + 1)).toThrow('another user');
  });

  it('cannot be written by others', () => {
    for (const mode of [0o770, 0o707]) {
      chmodSync(home, mode);
      expect(() => privateDirectory(home, uid)).toThrow('written by others');
    }
  });

  it('cannot be made under /proc, which is said at once', () => {
    expect(() => privateDirectory('/proc/zego', uid)).toThrow();
  });
});
