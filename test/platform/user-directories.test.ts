import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { ownDirectory } from '../../src/platform/user-directories.ts';

const variables = { state: 'XDG_STATE_HOME', cache: 'XDG_CACHE_HOME' };

it.each(['state', 'cache'] as const)('a %s directory has an absolute path', (kind) => {
  const usual = ownDirectory(kind, {}, '/home/me', 1000);
  expect(usual).toMatch(/^\/home\/me\/.*zego/);
  expect(ownDirectory(kind, { [variables[kind]]: 'relative' }, '/home/me', 1000)).toBe(usual);
  expect(ownDirectory(kind, { [variables[kind]]: '/elsewhere' }, '/home/me', 1000)).toBe(
    '/elsewhere/zego',
  );
  expect(() => ownDirectory(kind, {}, 'relative', 1000)).toThrow('no home');
});

const home = mkdtempSync(join(tmpdir(), 'zego-place-'));
afterAll(() => rmSync(home, { recursive: true }));

it.each(['state', 'cache'] as const)(
  'for root no %s directory is in the home of a user',
  (kind) => {
    // What this test makes is a user's by itself, unless root runs it.
    if (process.getuid?.() === 0) chownSync(home, 4242, 4242);
    const missing = join(home, 'missing');
    expect(() => ownDirectory(kind, {}, home, 0)).toThrow(`${home} belongs to another user`);
    expect(() => ownDirectory(kind, { [variables[kind]]: missing }, '/', 0)).toThrow(
      `${missing} belongs to another user`,
    );
    expect(ownDirectory(kind, {}, home, 4242)).toContain(home);
    expect(ownDirectory(kind, { [variables[kind]]: '/' }, home, 0)).toBe('/zego');
  },
);
