import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { bare, bin, type Ending, each, folder, type Row } from './stage.ts';

/** Files that are not what they seem, by their path. */
function oddFiles(): readonly string[] {
  const made = folder({ sparse: '' });
  const at = (name: string) => join(made, name);
  spawnSync('mkfifo', [at('fifo')]);
  truncateSync(at('sparse'), 2 ** 40);
  mkdirSync(at('directory'));
  symlinkSync('loop', at('loop'));
  symlinkSync('nowhere', at('dangling'));
  return [
    ...['fifo', 'sparse', 'directory', 'loop', 'dangling'].map(at),
    // Files of size 0 without an end, or of more than a secret may have.
    ...['pagemap', 'smaps', 'mem', 'auxv', 'fd/0', 'clear_refs'].map((it) => `/proc/self/${it}`),
    ...['/proc/kcore', '/proc/kallsyms', '/proc'],
    ...['/dev/zero', '/dev/full', '/dev/random', '/dev/tty', '/dev/kmsg', '/dev/ptmx'],
  ];
}

const secret = 'canary0odd0secret';
const account = { appId: 1, serverSecret: secret };

/** A place where a file is looked for: how the odd one gets there, and how a command may end. */
interface Place {
  readonly name: string;
  readonly plant: (odd: string, here: string) => void;
  readonly words?: (odd: string) => readonly string[];
  readonly codes: readonly number[];
}

const link =
  (path: string, beside?: object) =>
  (odd: string, here: string): void => {
    if (beside) writeFileSync(join(here, '.zegorc'), JSON.stringify(beside), { mode: 0o600 });
    mkdirSync(join(here, path, '..'), { recursive: true });
    symlinkSync(odd, join(here, path));
  };
const nothing = () => {};

const places: readonly Place[] = [
  { name: '.zegorc', plant: link('.zegorc'), codes: [0, 3] },
  { name: '.zegorc.json', plant: link('.zegorc.json'), codes: [0, 3] },
  { name: '--config', plant: nothing, words: (odd) => ['--config', odd], codes: [3] },
  { name: '--secret-file', plant: nothing, words: (odd) => ['--secret-file', odd], codes: [3] },
  {
    name: 'serverSecretFile',
    plant: link('key', { profiles: { p: { serverSecretFile: 'key' } } }),
    words: () => ['--profile', 'p'],
    codes: [3],
  },
  { name: '.git/index', plant: link('.git/index', account), codes: [0] },
  { name: '.git', plant: link('.git', account), codes: [0] },
];

/** Puts odd files where files are looked for, and asks who may change what names a program. */
export async function oddRow(): Promise<Row> {
  const wrong: string[] = [];
  const attempts = oddFiles().flatMap((odd) => places.map((place) => ({ odd, place })));
  let most = 0;
  const base = await weighed([], folder());
  if (base.code !== 0) wrong.push(`a usual one: ended with ${base.code}: ${base.err}`);
  await each(attempts, 4, async ({ odd, place: { name, plant, words = () => [], codes } }) => {
    const here = folder();
    plant(odd, here);
    const { code, err, mb } = await weighed(words(odd), here);
    most = Math.max(most, mb - base.mb);
    if (!codes.includes(code ?? -1)) wrong.push(`${name} ${odd}: ended with ${code}: ${err}`);
    if (mb - base.mb > 60) wrong.push(`${name} ${odd}: ${(mb - base.mb).toFixed(0)} MB more`);
  });
  const programs = await programsOfOthers(wrong);
  return {
    what: 'odd files where others are looked for; programs that others could change',
    tried: `${attempts.length}; ${programs}`,
    bad: 'waited for, read without bound, or run',
    count: wrong.length,
    also: `largest growth ${most.toFixed(0)} MB`,
    cases: wrong,
    enough: attempts.length >= 100 && programs >= 8,
  };
}

// Not maxRSS of getrusage(2), which begins at what the process that started it has.
const monitor = `--import=data:text/javascript,${encodeURIComponent(
  "import fs from'node:fs';process.on('exit',()=>fs.writeSync(2,fs.readFileSync('/proc/self/status')))",
)}`;

/** Runs the real binary with a bound to memory and time, beyond which it is killed. */
async function weighed(
  words: readonly string[],
  cwd: string,
  more: Readonly<Record<string, string>> = { ZEGO_SERVER_SECRET: secret },
): Promise<Ending & { readonly mb: number }> {
  const line = 'ulimit -v 2000000; ulimit -t 20; exec "$0" "$@"';
  const all = [process.execPath, bin, 'cdn', 'list', '--dry-run', ...words];
  const child = spawn('/bin/sh', ['-c', line, ...all], {
    cwd,
    env: { ...bare(), NODE_OPTIONS: monitor, ZEGO_APP_ID: '1', ZEGO_TIMEOUT: '2s', ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), 30_000);
  const [out, err] = [text(child.stdout), text(child.stderr)];
  const [code] = await once(child, 'close');
  clearTimeout(timer);
  const kb = /VmHWM:\s+(\d+) kB/.exec(await err)?.[1] ?? Number.POSITIVE_INFINITY;
  const mb = Number(kb) / 1024;
  return { code: code as number | null, out: await out, err: await err, mb };
}

/** Lets others write what names a program, or the program; gives how many ways were tried. */
async function programsOfOthers(wrong: string[]): Promise<number> {
  interface Loose {
    readonly folder?: number;
    readonly file?: number;
    readonly program?: number;
    readonly owned?: 'folder' | 'file' | 'program';
  }
  const isRoot = process.getuid?.() === 0;
  const ways: readonly Loose[] = [
    ...[0o777, 0o770, 0o702].map((mode) => ({ folder: mode })),
    ...[0o666, 0o620, 0o602].map((mode) => ({ file: mode })),
    ...[0o777, 0o720, 0o702].map((mode) => ({ program: mode })),
    ...(isRoot ? (['folder', 'file', 'program'] as const).map((owned) => ({ owned })) : []),
  ];
  const run = async (way: Loose) => {
    const home = folder({ 'c/x': '' });
    const at = { folder: join(home, 'c'), file: join(home, 'c/file'), program: '' };
    at.program = join(folder(), 'program');
    writeFileSync(at.program, '#!/bin/sh\ntouch "$0.ran"\necho canary\n', { mode: 0o700 });
    writeFileSync(at.file, JSON.stringify({ serverSecretCommand: [at.program] }), { mode: 0o600 });
    for (const each of ['folder', 'file', 'program'] as const) {
      const mode = way[each];
      if (mode !== undefined) chmodSync(at[each], mode);
      if (way.owned === each) chownSync(at[each], 4242, 4242);
    }
    const { code } = await weighed(['--config', at.file], home, { ZEGO_TIMEOUT: '1m' });
    return { code, ran: existsSync(`${at.program}.ran`) };
  };
  for (const way of ways) {
    const { code, ran } = await run(way);
    if (ran || code !== 3) wrong.push(`${JSON.stringify(way)}: ended with ${code}, ran: ${ran}`);
  }
  // Where nobody else can, it does run: the ways above are refused for what they are.
  const own = await run({ folder: 0o1777 });
  if (!own.ran || own.code !== 0) wrong.push(`a program of one's own: ended with ${own.code}`);
  return ways.length + 1;
}
