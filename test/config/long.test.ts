import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConfigError } from '../../src/errors.ts';
import { complete, makeFolders } from './folders.ts';

let at: ReturnType<typeof makeFolders>;
beforeEach(() => {
  at = makeFolders();
});
afterEach(() => at.remove());

const canary = 'ca0a'.repeat(5000);
const longest = 'ca0a'.repeat(64);
const refusal = 'a ServerSecret has no more than 256 characters';
const file = (data: object) => () => {
  at.write('.zegorc', data);
  return at.refusal({ appId: '1' });
};

describe('a secret of more than 256 characters is refused in words that are always the same', () => {
  it.each([
    ['.zegorc line 1: serverSecret', file({ serverSecret: `${longest}0` })],
    ['.zegorc line 1: serverSecret', file({ serverSecret: canary.slice(0, 4096) })],
    [
      '--secret-file key',
      () => {
        at.write('key', canary);
        return at.refusal({ secretFile: 'key' }, complete);
      },
    ],
    [
      '--secret-file -',
      () =>
        at.refusal({ secretFile: '-' }, complete, {
          stdin: { isTTY: false, read: async () => `${longest}0\n` },
        }),
    ],
    [
      '.zegorc (serverSecretFile): key',
      () => {
        at.write('key', canary);
        return file({ serverSecretFile: 'key' })();
      },
    ],
    ['ZEGO_SERVER_SECRET', () => at.refusal({}, { ...complete, ZEGO_SERVER_SECRET: canary })],
  ])('%s', async (place, load) => {
    const error = await load();
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toBe(`${place}: ${refusal}`);
  });

  it('but not one of 256', async () => {
    const { secret } = await at.load({}, { ...complete, ZEGO_SERVER_SECRET: ` ${longest}\n` });
    expect(secret).toBe(longest);
  });
});

describe('a value of a file of more than 4 KB is refused by its key', () => {
  it.each([
    'appId',
    'serverSecret',
    'serverSecretFile',
    'region',
    'endpoint',
    'isTest',
    'timeout',
    'lang',
  ])('%s', async (key) => {
    at.write('.zegorc', { appId: 1, serverSecret: 'canary0secret', [key]: canary });
    // Two keys for a secret cannot be combined.
    if (key === 'serverSecretFile') at.write('.zegorc', { appId: 1, [key]: canary });
    const error = await at.refusal({});
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toBe(`.zegorc line 1: ${key}: longer than 4 KB`);
  });

  it('serverSecretCommand', async () => {
    at.write('c', { appId: 1, serverSecretCommand: ['/bin/echo', canary] });
    const { message } = await at.refusal({ config: 'c' });
    expect(message).toBe('c line 1: serverSecretCommand: longer than 4 KB');
  });
});

it('aliases of YAML, each of which may stand for the whole file, are few', async () => {
  const list = `x: &a [${'a,'.repeat(15_000)}]\ny: `;
  at.write('.zegorc', `${list}[${'{*a : 1},'.repeat(3000)}]`);
  expect((await at.refusal({}, complete)).message).toBe('.zegorc: YAML of too many aliases');
  at.write('.zegorc', 'profiles:\n  a: &a {lang: zh}\n  b: *a\n');
  expect((await at.load({ profile: 'b' }, complete)).lang).toBe('zh');
});

it('of many profiles some are named, and of many imports the first', async () => {
  const names = Array.from({ length: 3000 }, (_, nth) => `p${nth}`);
  at.write('.zegorc', `profiles:\n${names.map((name) => ` ${name}: {$import: 1}`).join('\n')}`);
  const { warnings } = await at.load({}, complete);
  expect(warnings).toEqual(['.zegorc line 2: $import is ignored, the file alone counts']);
  const { message } = await at.refusal({ profile: 'other' }, complete);
  expect(message).toBe(`--profile other: .zegorc has ${names.slice(0, 20).join(', ')}, ...`);
});
