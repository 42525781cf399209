import { EventEmitter, once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { kill } from 'node:process';
import { describe, expect, it } from '@jest/globals';
import { reply, serve } from './servers.ts';
import { bin, folder, launch } from './zego.ts';

const account = { ZEGO_APP_ID: '1', ZEGO_SERVER_SECRET: '0'.repeat(32), ZEGO: bin };
const ban = '"$ZEGO" stream forbid --timeout 1h --stream';
const loops = {
  for: `for id in s1 s2 s3; do ${ban} "$id"; done; echo after`,
  while: `printf '%s\\n' s1 s2 s3 | while read -r id; do ${ban} "$id" </dev/null; done; echo after`,
  'or else': `for id in s1 s2 s3; do ${ban} "$id" || echo not banned; done; echo after`,
};
const files = {
  makefile: `all: s1 s2 s3\ns%:\n\t${ban.replace('$', '$$$$')} $@\n`,
  ids: 's1\ns2\ns3\n',
};
const shells = ['bash', 'dash', 'zsh'].filter((shell) => existsSync(`/bin/${shell}`));

const runs: readonly (readonly [name: string, words: readonly string[]])[] = [
  ...shells.flatMap((shell) =>
    Object.entries(loops).map(
      ([loop, script]) => [`${shell}, ${loop}`, [shell, '-c', script]] as const,
    ),
  ),
  ['xargs', ['sh', '-c', `<ids xargs -n 1 ${ban}`]],
  ['make', ['make', '--ignore-errors', '--silent', '--file=makefile']],
];

/**
 * A service, and whoever is at the terminal: he sends a signal when it is first asked, or as soon as it has answered.
 * @param answers whether the first request is answered too
 */
async function interrupting(
  [program = '', ...words]: readonly string[],
  signal: NodeJS.Signals,
  answers = false,
) {
  // The others always are: what should not come is not to hang.
  const answered = new EventEmitter();
  const server = await serve((response, nth) => {
    if (nth === 1) response.once('finish', () => answered.emit('first'));
    if (nth > 1 || answers) reply(response, 0);
  });
  const env = { ...account, ZEGO_ENDPOINT: server.url };
  const { child, ended } = launch(program, words, { env, cwd: folder(files), detached: true });
  await (answers ? once(answered, 'first') : server.request());
  const before = server.queries.length;
  kill(-Number(child.pid), signal);
  const ending = await ended;
  return { ...ending, before, asked: server.queries.map((query) => query.get('StreamId')) };
}

describe.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s ends a loop', (signal) => {
  it.each(runs)('of %s: no later stream is banned', async (_, words) => {
    const { asked, out, err } = await interrupting(words, signal);
    expect(asked).toEqual(['s1']);
    expect(out).not.toContain('after');
    expect(err.match(/^error: .*$/gm)).toEqual([
      expect.stringContaining('interrupted: the request had gone out'),
    ]);
  });
});

it.each(runs)('a signal behind the answer ends a loop of %s too', async (_, words) => {
  const { before, asked, out } = await interrupting(words, 'SIGINT', true);
  // On a busy machine the next one may be on its way when the signal comes.
  expect(asked.length).toBeLessThanOrEqual(before + 1);
  expect(out).not.toContain('after');
});

it('a signal ends the process although the outcome of an earlier call is unknown', async () => {
  const ids = Array.from({ length: 21 }, (_, nth) => `s${nth}`);
  const server = await serve((response, _, request) => {
    if (request.url?.includes('s0')) response.destroy();
  });
  const words = ['stream', 'forbid', '--json', ...ids.flatMap((id) => ['--stream', id])];
  const env = { ...account, ZEGO_ENDPOINT: server.url };
  const { child, ended } = launch(bin, words, { env });
  while (!server.queries.some((query) => [...query.values()].includes('s20'))) {
    await server.request();
  }
  child.kill('SIGINT');
  const { signal, out } = await ended;
  expect(signal).toBe('SIGINT');
  expect(JSON.parse(out)).toMatchObject({ exitCode: 9 });
});

it.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('a shell that goes on after %s finds %d in $?', async (signal, status) => {
  const script = `trap : ${signal.slice(3)}; ${ban} s1 --json; echo "$?"`;
  const { out, err } = await interrupting(['dash', '-c', script], signal);
  const [document = '', code] = out.split('\n');
  expect(JSON.parse(document)).toMatchObject({ streams: ['s1'], exitCode: status });
  expect(code).toBe(String(status));
  expect(err).toContain('interrupted');
});

it('the first process of a container, which no signal ends, exits', async () => {
  // As the system does there: it takes the signal and does nothing.
  const hook = join(folder({ 'hook.cjs': 'process.kill = () => true;' }), 'hook.cjs');
  const script = `NODE_OPTIONS=--require=${hook} exec "$0" stream forbid --stream s1 --timeout 1h`;
  expect(await interrupting(['sh', '-c', script, bin], 'SIGINT')).toMatchObject({ code: 130 });
});
