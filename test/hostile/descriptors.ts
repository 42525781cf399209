import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, openSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { part } from '../part.ts';
import { bare, bin, each, folder, nextAppId, type Row, serve } from './stage.ts';

/** What a descriptor may be, as a shell redirects it; 3 is a pipe whose reader went away. */
const inputs = {
  open: '',
  closed: '<&-',
  full: '</dev/full',
  null: '</dev/null',
  unreadable: '0>/dev/null',
};
const outputs = {
  open: '',
  closed: '>&-',
  full: '>/dev/full',
  null: '>/dev/null',
  gone: '>&3',
  unwritable: '1</dev/null',
};

type Input = keyof typeof inputs;
type Output = keyof typeof outputs;

/** A command: how it ends where all is well, whether it has a result, how often the server hears of it. */
interface Command {
  readonly words: string;
  readonly code: (stdin: Input) => number;
  readonly hasResult: (stdin: Input) => boolean;
  readonly requests: (stdin: Input) => number;
}

const command = (words: string, code: number, hasResult: boolean, requests = 0): Command => ({
  words,
  code: () => code,
  hasResult: () => hasResult,
  requests: () => requests,
});

/** A secret is to be had where stdin gives one: elsewhere it is refused, and nothing is sent. */
const fromStdin: Command = {
  words: 'cdn resume --stream s1 --secret-file -',
  code: (stdin) => (stdin === 'open' ? 0 : 3),
  hasResult: (stdin) => stdin === 'open',
  requests: (stdin) => (stdin === 'open' ? 1 : 0),
};

const commands: readonly Command[] = [
  command('--version', 0, true),
  command('--help', 0, true),
  command('explain 5003', 0, true),
  command('bogus', 2, false),
  command('bogus --json', 2, true),
  command('cdn forbid --stream s1', 0, true, 1),
  command('cdn forbid --stream s1 --json', 0, true, 1),
  command('cdn forbid --stream s1 --dry-run', 0, true),
  command('cdn list', 0, true, 1),
  fromStdin,
];

/**
 * The exit code that tells what happened. Node puts /dev/null in the place of a descriptor that is closed, before
 * any program of it begins: nobody can tell one from the other. A reader that went away wanted no more.
 */
const expected = ({ code, hasResult }: Command, stdin: Input, stdout: Output) =>
  hasResult(stdin) && ['full', 'unwritable'].includes(stdout) ? 70 : code(stdin);

/** Runs commands with every combination of descriptors. */
export async function descriptorsRow(): Promise<Row> {
  const wrong: string[] = [];
  const heard = new Map<string, number>();
  const endpoint = await serve(({ url = '' }, response) => {
    const { searchParams } = new URL(url, 'http://host');
    const appId = searchParams.get('AppId') ?? '';
    heard.set(appId, (heard.get(appId) ?? 0) + 1);
    response.end(
      '{"Code":0,"Message":"success","RequestId":"1","Data":{"Ws":{"ResultDetail":[]}}}',
    );
  });
  const cwd = folder();
  const gone = deserted(join(cwd, 'pipe'));
  const keys = <T extends string>(kinds: Readonly<Record<T, string>>) => Object.keys(kinds) as T[];
  const all = commands.flatMap((each) =>
    keys(inputs).flatMap((stdin) =>
      keys(outputs).flatMap((stdout) =>
        keys(outputs).map((stderr) => ({ each, stdin, stdout, stderr })),
      ),
    ),
  );
  // Seven has no factor in common with the numbers of kinds: so every pair of them still meets.
  const tries = part < 1 ? all.filter((_, nth) => nth % 7 === 0) : all;
  await each(tries, 3, async ({ each: command, stdin, stdout, stderr }) => {
    const appId = nextAppId();
    const line = `exec "$@" ${inputs[stdin]} ${outputs[stdout]} ${outputs[stderr].replace(/^1?(?=[<>])/, '2')} 3>&-`;
    const env = { ...bare(), ZEGO_APP_ID: appId, ZEGO_SERVER_SECRET: 's', ZEGO_ENDPOINT: endpoint };
    const words = [process.execPath, bin, ...command.words.split(' ')];
    const child = spawn('/bin/sh', ['-c', line, 'sh', ...words], {
      cwd,
      env,
      stdio: ['pipe', 'pipe', 'pipe', gone],
    }) as ChildProcessWithoutNullStreams;
    const timer = setTimeout(() => child.kill('SIGKILL'), 60_000);
    child.stdin.on('error', () => {}).end('secret');
    const [out, err] = [text(child.stdout), text(child.stderr)];
    const [code, signal] = await once(child, 'close');
    clearTimeout(timer);
    const requests = heard.get(appId) ?? 0;
    const complain = (what: string) =>
      wrong.push(`${command.words} with ${stdin}, ${stdout}, ${stderr}: ${what}`);
    if (code !== expected(command, stdin, stdout)) complain(`ended with ${code ?? signal}`);
    if (requests !== command.requests(stdin)) complain(`${requests} requests`);
    if (stdout === 'open' && ((await out) !== '') !== command.hasResult(stdin))
      complain('its result');
    if (stderr === 'open') {
      const said = await err;
      if (code === 70 && !said.includes('could not be written to stdout')) complain(said);
      if (/^ +at |fault of zego/m.test(said)) complain(said);
    }
  });
  closeSync(gone);
  return {
    what: 'stdin, stdout and stderr open, closed, full, /dev/null, of the wrong mode, without a reader',
    tried: `${tries.length}`,
    bad: 'ended otherwise than it went, sent anew, crashed or hung',
    count: wrong.length,
    cases: wrong,
    enough: tries.length >= (part < 1 ? 250 : 1800),
  };
}

/** A pipe to write to whose reader went away. */
function deserted(path: string): number {
  spawnSync('mkfifo', [path]);
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const writer = openSync(path, 'w');
  closeSync(reader);
  return writer;
}
