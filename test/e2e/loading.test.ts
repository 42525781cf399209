import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { bin, folder, launch, stage } from './zego.ts';

const { emulator } = stage();

// Older ones keep no compiled code, and load nothing for it.
const canKeep = Number.parseInt(process.versions.node, 10) >= 22;

/** Runs zego and tells what it had loaded in the end: its own parts, modules of Node, and data of languages. */
async function loaded(words: string, files: Readonly<Record<string, string | object>> = {}) {
  const made = folder();
  const list = join(made, 'loaded.json');
  const hook = join(made, 'hook.cjs');
  writeFileSync(
    hook,
    `const own = () => Object.keys(require('node:module')._cache);
    let lists = 0;
    const { ListFormat } = Intl;
    Intl.ListFormat = class extends ListFormat { constructor(...given) { lists += 1; super(...given); } };
    process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(list)},
      JSON.stringify({ own: own(), node: process.moduleLoadList, lists })));`,
  );
  const cwd = folder(files);
  const ending = await launch(process.execPath, ['-r', hook, bin, ...words.split(' ')], {
    cwd,
    env: emulator().env,
  }).ended;
  expect(ending).toMatchObject({ code: 0 });
  const found = JSON.parse(readFileSync(list, 'utf8')) as {
    own: string[];
    node: string[];
    lists: number;
  };
  return {
    parts: found.own
      .filter((path) => path !== hook)
      .map((path) => basename(path, '.js'))
      .sort(),
    lists: found.lists,
    has: (module: string) => found.node.includes(`NativeModule ${module}`),
  };
}

const needed = ['base', 'fault', 'rolldown-runtime', 'start', 'zego'];
const always = canKeep ? [...needed, 'directories'] : needed;
const call = [...needed, 'directories', 'calls'];

describe('a run loads no part that it does not need', () => {
  it.each([
    ['--version', ['package.json', 'zego']],
    ['--help', [...always, 'help', 'exits']],
    ['cdn forbid --help', [...always, 'help', 'exits']],
    ['explain 5003', [...always, 'explain', 'exits', 'lookup']],
    ['cdn forbid --stream s1', call],
    ['cdn forbid --stream s1 --for 2h', call],
    ['cdn forbid --stream s1 --resume 2025-02-01T00:00:00Z', [...call, 'instant']],
    ['transfer stop --stream s1 --url rtmp://host/app/s1', call],
  ])('%s', async (words, parts) => {
    expect((await loaded(words)).parts).toEqual([...parts].sort());
  });

  it.each([
    ['.zegorc', { timeout: '5s' }],
    ['.zegorc.yml', 'timeout: 5s'],
  ])('cdn list, with %s: %p', async (name, content) => {
    const run = await loaded('cdn list', { [name]: content });
    expect(run.parts).toEqual([...call, 'cosmiconfig'].sort());
  });
});

describe('a run loads no module of Node that it does not need', () => {
  it('--version: none at all', async () => {
    const run = await loaded('--version');
    expect(['net', 'stream', 'tty', 'crypto'].filter(run.has)).toEqual([]);
  });

  it('--help: nothing of the network', async () => {
    const run = await loaded('--help');
    expect(['net', 'http', 'crypto', 'child_process', 'tty'].filter(run.has)).toEqual([]);
  });

  it('a call over http: no TLS', async () => {
    const run = await loaded('cdn forbid --stream s1');
    const unwanted = ['tls', 'https', 'http2', 'zlib', 'dns', 'child_process', 'tty'];
    expect(unwanted.filter(run.has)).toEqual([]);
    expect(run.has('http')).toBe(true);
  });

  it('a call over http: no data of languages, for lists that are never shown', async () => {
    expect((await loaded('cdn forbid --stream s1')).lists).toBe(0);
  });
});

it('compiled code is kept for the next run where Node can, unless it is told not to', async () => {
  const kept = async (env: Readonly<Record<string, string>> = {}) => {
    const cache = folder();
    const run = launch(bin, ['explain', '5003'], { env: { XDG_CACHE_HOME: cache, ...env } });
    expect(await run.ended).toMatchObject({ code: 0, err: '' });
    return readdirSync(cache, { recursive: true }).length > 0;
  };
  expect(await kept()).toBe(canKeep);
  expect(await kept({ NODE_DISABLE_COMPILE_CACHE: '1' })).toBe(false);
});
