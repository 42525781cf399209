import { describe, expect, it } from '@jest/globals';
import { bin, folder, launch, startEmulator } from './zego.ts';

const account = { ZEGO_APP_ID: '1', ZEGO_SERVER_SECRET: '0'.repeat(32) };

/** Runs zego with the redirections of a shell. */
const zego = (line: string, redirections: string, env: Record<string, string> = account) =>
  launch('sh', ['-c', `exec "$0" ${line} ${redirections}`, bin], { env, cwd: folder() }).ended;

describe('on a full device', () => {
  it('a result is lost, which is said', async () => {
    expect(await zego('explain 5003', '>/dev/full')).toEqual({
      code: 70,
      out: '',
      err: 'error: the result could not be written to stdout (ENOSPC)\n',
    });
  });

  it('what has no result keeps its exit code', async () => {
    const { code, err } = await zego('bogus', '>/dev/full');
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(/^error: unknown command.*\nhint: .*\n$/),
    ]);
    expect(await zego('cdn list --endpoint http://127.0.0.1:1', '>/dev/full')).toMatchObject({
      code: 6,
      err: expect.not.stringContaining('stdout'),
    });
    expect((await zego('bogus --json', '>/dev/full')).code).toBe(70);
  });

  it.each(['2>/dev/full', '2>&-', '2</dev/null'])(
    '%s changes no exit code',
    async (redirection) => {
      expect(await zego('explain 5003', redirection)).toMatchObject({ code: 0, err: '' });
      expect(await zego('bogus', redirection)).toMatchObject({ code: 2, out: '', err: '' });
    },
  );
});

it('a stdout that is open for reading takes no result', async () => {
  const { code, err } = await zego('explain 5003', '1</dev/null');
  expect([code, err]).toEqual([70, 'error: the result could not be written to stdout (EBADF)\n']);
});

it.each([
  ['<&-', 'is empty or begins with an empty line'],
  ['</dev/null', 'is empty or begins with an empty line'],
  ['</', 'is empty or begins with an empty line'],
  ['0>/dev/null', 'cannot be read (EBADF)'],
])('a secret from stdin with %s is refused in plain words', async (redirection, reason) => {
  const { code, err } = await zego('cdn list --secret-file -', redirection);
  expect([code, err]).toEqual([3, `error: --secret-file - ${reason}\n`]);
});

it.each(['-1', '-9', 'abc', '', '99', '1.5', 'true', 'false'])(
  'FORCE_COLOR=%s is no hindrance',
  async (FORCE_COLOR) => {
    const { code, out, err } = await zego('explain 5003', '', { FORCE_COLOR });
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('Authentication failed.');
  },
);

it('SIGUSR1 opens no debugger', async () => {
  const emulator = await startEmulator();
  emulator.child.kill('SIGUSR1');
  // The signal comes before the request, and Node says so before its debugger takes connections.
  expect(await emulator.received()).toEqual([]);
  const { code, err } = await emulator.stop();
  expect([code, err]).toEqual([0, expect.not.stringContaining('Debugger')]);
});
