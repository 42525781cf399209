import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { expect, it } from '@jest/globals';
import { type World, worldOf } from '../../src/platform/world.ts';
import { rehearse, run } from './run.ts';

/** A process of which only the parts asked about are real. */
function stage(parts: object = {}) {
  const streams = {
    stdin: new PassThrough(),
    stdout: new PassThrough(),
    stderr: new PassThrough(),
  };
  const process = Object.assign(
    new EventEmitter(),
    { argv: [], env: {}, cwd: () => '/', ...streams },
    parts,
  );
  return { process, world: worldOf(process as unknown as NodeJS.Process) };
}

it.each([
  ['SIGINT', 'SIGINT'],
  ['SIGTERM', 'SIGINT'],
  ['SIGINT', 'SIGTERM'],
  ['SIGTERM', 'SIGHUP'],
  ['SIGHUP', 'SIGQUIT'],
])('%s interrupts, and %s after it ends the process at once', (first, second) => {
  const killed: unknown[] = [];
  const kill = (_: number, signal: string) => killed.push([signal, process.listenerCount(signal)]);
  const { process, world } = stage({ kill });
  process.emit(first);
  expect(world.interrupted.reason).toBe(first);
  expect(killed).toEqual([]);
  process.emit(second);
  // By the signal itself, which nobody handles any more.
  expect(killed).toEqual([[second, 0]]);
});

it('SIGQUIT ends the process at once, after all who listen were told', () => {
  const told: unknown[] = [];
  const { process, world } = stage({ kill: (_: number, signal: string) => told.push(signal) });
  world.interrupted.addEventListener('abort', () => told.push('listener'));
  process.emit('SIGQUIT');
  expect(told).toEqual(['listener', 'SIGQUIT']);
  expect(process.listenerCount('SIGQUIT')).toBe(0);
});

it('a working directory that was deleted is none', () => {
  const { world } = stage({
    cwd: () => {
      throw Object.assign(new Error('uv_cwd'), { code: 'ENOENT' });
    },
  });
  expect(world.cwd).toBe('');
});

it('stdin without an end is left when it is longer than any secret', async () => {
  const { process, world } = stage();
  process.stdin.write('x'.repeat(100_000));
  expect((await world.stdin.read()).length).toBeGreaterThan(65_536);
});

it('commands run without a working directory', async () => {
  const { zego, sent } = await rehearse();
  expect(await zego('cdn list', { cwd: '' })).toMatchObject({ code: 0, err: '' });
  expect(sent).toHaveLength(1);
});

it('a --timeout may be of any length', async () => {
  const { zego } = await rehearse();
  expect(await zego('cdn list --timeout 20s')).toMatchObject({ code: 0, err: '' });
});

it('a secret that never comes ends the command in time', async () => {
  const stdin: World['stdin'] = { isTTY: false, read: () => new Promise(() => {}) };
  const { code, err } = await run('cdn list --app-id 1 --secret-file - --timeout 20ms', { stdin });
  expect([code, err]).toEqual([3, 'error: --secret-file -: nothing came within 20 ms\n']);
});

it.each([
  ['25d', 'expected at most 24d'],
  ['5', 'expected a duration above 0, such as 500ms, 15s, 90m, 2h or 1d12h'],
])('the emulator refuses --latency %s', async (latency, wanted) => {
  const { code, err } = await run(`emulator --latency ${latency}`);
  expect([code, err]).toEqual([2, `error: --latency "${latency}": ${wanted}\n`]);
});

it.each(['ZEGO_TEST', 'ZEGO_PROFILE', 'ZEGO_ENDPOINT', 'ZEGO_SERVER_SECRET'])(
  '%s that is set but empty sends nothing, in both languages',
  async (name) => {
    const { zego, sent } = await rehearse();
    const { code, err } = await zego('stream forbid --stream s1', { env: { [name]: '' } });
    expect([code, err]).toEqual([
      3,
      expect.stringMatching(`^error: ${name} is set but empty; nothing was sent\nhint: Give it`),
    ]);
    const chinese = await zego('cdn list -n --lang zh --json', { env: { [name]: ' ' } });
    expect(chinese.json).toMatchObject({
      error: { kind: 'config', detail: `${name} 已设置但为空；请求未发出` },
      exitCode: 3,
    });
    expect(sent).toEqual([]);
  },
);

it('another that is set but empty is a warning, in the document too', async () => {
  const { zego } = await rehearse();
  const { err, json } = await zego('cdn list --json', { env: { ZEGO_REGION: '' } });
  expect(err).toBe('warning: ZEGO_REGION is set but empty, and ignored\n');
  expect(json.notes).toEqual(['ZEGO_REGION is set but empty, and ignored']);
  expect((await run('explain 5003', { env: { ZEGO_TEST: '' } })).code).toBe(0);
});
