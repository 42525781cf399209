import { expect, it } from '@jest/globals';
import { ownDirectory } from '../../src/coordination/place.ts';

const variables = { state: 'XDG_STATE_HOME', cache: 'XDG_CACHE_HOME' };

it.each(['state', 'cache'] as const)('a %s directory has an absolute path', (kind) => {
  const usual = ownDirectory(kind, {}, '/home/me');
  expect(usual).toMatch(/^\/home\/me\/.*zego/);
  expect(ownDirectory(kind, { [variables[kind]]: 'relative' }, '/home/me')).toBe(usual);
  expect(ownDirectory(kind, { [variables[kind]]: '/elsewhere' }, '/home/me')).toBe(
    '/elsewhere/zego',
  );
  expect(() => ownDirectory(kind, {}, 'relative')).toThrow('no home');
});
