import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { bin, folder, launch } from './zego.ts';

/** Runs `zego explain 5003` with a cache; tells which parts it was compiled for, and which it found there. */
async function explain(cacheHome: string, env: Readonly<Record<string, string>> = {}) {
  const made = folder();
  const [hook, list] = [join(made, 'hook.cjs'), join(made, 'scripts.json')];
  writeFileSync(
    hook,
    `const vm = require('node:vm');
    const seen = [];
    vm.Script = class extends vm.Script {
      constructor(code, options) {
        super(code, options);
        const found = options.cachedData !== undefined && !this.cachedDataRejected;
        seen.push([require('node:path').basename(options.filename, '.js'), found]);
      }
    };
    process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(list)}, JSON.stringify(seen)));`,
  );
  const words = ['-r', hook, bin, 'explain', '5003'];
  const ending = await launch(process.execPath, words, {
    env: { XDG_CACHE_HOME: cacheHome, ...env },
  }).ended;
  expect(ending).toMatchObject({ code: 0, err: '' });
  expect(ending.out).toContain('Authentication failed.');
  const seen = JSON.parse(readFileSync(list, 'utf8')) as [string, boolean][];
  return Object.fromEntries(seen);
}

/** All files of a cache. */
function filesIn(cacheHome: string): string[] {
  const found = readdirSync(cacheHome, { recursive: true, withFileTypes: true });
  return found.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
}

const none = { base: false, explain: false, lookup: false };
const all = { base: true, explain: true, lookup: true };
// Newer ones keep it by themselves, and check it.
const byNode = Number.parseInt(process.versions.node, 10) >= 22;
const expected = (what: Readonly<Record<string, boolean>>) => (byNode ? {} : what);

it('compiled code is kept for the next run, for its owner alone', async () => {
  const home = folder();
  expect(await explain(home)).toEqual(expected(none));
  const files = filesIn(home);
  expect(files).toHaveLength(3);
  for (const file of files) expect(statSync(file).mode & 0o777).toBe(0o600);
  const before = files.map((file) => statSync(file).mtimeMs);
  expect(await explain(home)).toEqual(expected(all));
  expect(files.map((file) => statSync(file).mtimeMs)).toEqual(before);
  expect(filesIn(home)).toEqual(files);
});

it.each([0.01, 0.2, 0.4, 0.5, 0.6, 0.8, 0.999])(
  'it is not believed, and made anew, with a byte changed at %d of its length',
  async (share) => {
    const home = folder();
    await explain(home);
    for (const file of filesIn(home)) {
      const bytes = readFileSync(file);
      bytes[Math.floor(bytes.length * share)]! ^= 0x10;
      writeFileSync(file, bytes);
    }
    expect(await explain(home)).toEqual(expected(none));
    if (!byNode) expect(await explain(home)).toEqual(all);
  },
);

it('it is not believed where it was brought along, with a repository or an archive', async () => {
  const home = folder();
  await explain(home);
  const brought = join(folder(), 'home');
  cpSync(home, brought, { recursive: true, preserveTimestamps: true });
  expect(await explain(brought)).toEqual(expected(none));
  expect(await explain(brought)).toEqual(expected(all));
});

it.each([
  ['cut short', (bytes: Buffer) => bytes.subarray(0, -2)],
  ['cut in half', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
  ['empty', () => Buffer.alloc(0)],
  ['foreign', () => Buffer.alloc(100_000, 'x')],
])('it is not believed when it is %s', async (_, change) => {
  const home = folder();
  await explain(home);
  for (const file of filesIn(home)) writeFileSync(file, change(readFileSync(file)));
  expect(await explain(home)).toEqual(expected(none));
});

it.each<[string, (file: string) => unknown]>([
  ['a FIFO', (file) => execFileSync('mkfifo', [file])],
  ['a link to what never ends', (file) => symlinkSync('/dev/zero', file)],
  ['a link to another', (file) => symlinkSync(`${file}.elsewhere`, file)],
  ['too long to be code', (file) => writeFileSync(file, Buffer.alloc(17 * 1024 * 1024))],
])('it is not read when it is %s', async (_, replace) => {
  // Newer ones read their own.
  if (byNode) return;
  const home = folder();
  await explain(home);
  for (const file of filesIn(home)) {
    renameSync(file, `${file}.elsewhere`);
    replace(file);
  }
  expect(await explain(home)).toEqual(none);
  expect(await explain(home)).toEqual(all);
});

it('nothing is kept where others can write, nowhere, or when it is not wanted', async () => {
  const open = folder();
  mkdirSync(join(open, 'zego'));
  chmodSync(join(open, 'zego'), 0o777);
  expect(await explain(open)).toEqual({});
  expect(filesIn(open)).toEqual([]);
  expect(await explain('/proc')).toEqual({});
  const unwanted = folder();
  expect(await explain(unwanted, { NODE_DISABLE_COMPILE_CACHE: '1' })).toEqual({});
  expect(existsSync(join(unwanted, 'zego'))).toBe(false);
});

it('what cannot be written is not kept, and changes nothing', async () => {
  const full = folder();
  await explain(full);
  // A directory stands where a file is to go.
  for (const file of filesIn(full)) {
    rmSync(file);
    mkdirSync(file);
  }
  expect(await explain(full)).toEqual(expected(none));
  expect(filesIn(full).filter((file) => /\.\d+$/.test(file))).toEqual([]);
});
