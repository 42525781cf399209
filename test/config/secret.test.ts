import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConfigError } from '../../src/errors.ts';
import { complete, makeFolders } from './folders.ts';

let at: ReturnType<typeof makeFolders>;
beforeEach(() => {
  at = makeFolders();
});
afterEach(() => at.remove());

function abortable(reason: string) {
  const controller = new AbortController();
  return { interrupted: controller.signal, abort: () => controller.abort(reason) };
}

const piped = (text: string) => ({ stdin: { isTTY: false, read: async () => text } });

describe('--secret-file', () => {
  it('gives its first line, trimmed', async () => {
    at.write('key', '\uFEFF canary0secret \r\nnot this\n');
    expect(await at.load({ appId: '1', secretFile: 'key' })).toMatchObject({
      secret: 'canary0secret',
      from: { appId: '--app-id', secret: '--secret-file key' },
    });
  });

  it('takes - for stdin', async () => {
    const options = { secretFile: '-' };
    expect((await at.load(options, complete, piped('from-stdin\n'))).secret).toBe('from-stdin');
    expect((await at.refusal(options, complete, piped('\n'))).message).toBe(
      '--secret-file - is empty or begins with an empty line',
    );
    const terminal = await at.refusal(options, complete);
    expect(terminal.message).toBe('--secret-file -: stdin is a terminal');
    expect(terminal.hint).toContain('Pipe');
  });

  it('takes one line of stdin, not the list of a loop', async () => {
    for (const secretFile of ['-', '/dev/stdin']) {
      for (const list of [
        'canary0\ns2\n',
        '\ncanary0\r\n\r\ns2',
        `canary0\n${'x'.repeat(70_000)}`,
      ]) {
        const error = await at.refusal({ secretFile }, complete, piped(list));
        expect(error).toBeInstanceOf(ConfigError);
        expect([error.message, error.hint]).toEqual([
          `--secret-file ${secretFile}: stdin has more than one line, and a ServerSecret is one`,
          expect.stringMatching(/^Inside `while read`.* redirect .*--secret-file - < FILE/),
        ]);
        expect(error.zh).toEqual([
          `--secret-file ${secretFile}：标准输入不止一行，而 ServerSecret 只有一行`,
          expect.stringMatching(/^在 `while read` 循环内.*重定向/),
        ]);
      }
    }
    const padded = piped('from-stdin\r\n\n \n');
    expect((await at.load({ secretFile: '-' }, complete, padded)).secret).toBe('from-stdin');
  });

  it('may be a pipe, as the shell makes of <(command)', async () => {
    const fifo = join(at.cwd, 'fifo');
    execFileSync('mkfifo', [fifo]);
    const settings = at.load({ secretFile: 'fifo' }, complete);
    execFileSync('sh', ['-c', 'echo piped-secret > "$0" &', fifo], { stdio: 'ignore' });
    expect((await settings).secret).toBe('piped-secret');
  });

  it('is not waited for longer than the command may last', async () => {
    execFileSync('mkfifo', [join(at.cwd, 'fifo')]);
    const withTimeout = { timeout: '20ms' };
    const error = await at.refusal({ secretFile: 'fifo', ...withTimeout }, complete);
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toBe('--secret-file fifo: nothing came within 20 ms');
    const silent = { stdin: { isTTY: false, read: () => new Promise<string>(() => {}) } };
    expect((await at.refusal({ secretFile: '-', ...withTimeout }, complete, silent)).message).toBe(
      '--secret-file -: nothing came within 20 ms',
    );
  });

  it('without an end is left when it is longer than any secret', async () => {
    const fifo = join(at.cwd, 'fifo');
    execFileSync('mkfifo', [fifo]);
    // Its end would be there to be read, but the writer finds nobody who does.
    const writer = spawn('sh', ['-c', 'exec head -c 4000000 /dev/zero > "$0"', fifo]);
    const closed = once(writer, 'close');
    const { message } = await at.refusal({ secretFile: 'fifo' }, complete);
    expect(message).toBe('--secret-file fifo is larger than 64 KiB');
    expect((await closed)[1]).toBe('SIGPIPE');
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ])('is not waited for after %s', async (signal, exitCode) => {
    const fifo = join(at.cwd, 'fifo');
    execFileSync('mkfifo', [fifo]);
    const early = AbortSignal.abort(signal);
    const refused = {
      name: 'InterruptedError',
      exitCode,
      message: 'interrupted: the request had not gone out',
    };
    expect(
      await at.refusal({ secretFile: 'fifo' }, complete, { interrupted: early }),
    ).toMatchObject(refused);
    const { abort, interrupted } = abortable(signal);
    const stdin = {
      isTTY: false,
      read: () => {
        abort();
        return new Promise<string>(() => {});
      },
    };
    expect(await at.refusal({ secretFile: '-' }, complete, { stdin, interrupted })).toMatchObject(
      refused,
    );
  });

  it.each([
    ['', 'is empty'],
    ['\ncanary0', 'begins with an empty line'],
    ['canary0 x', 'expected one word'],
    ['"canary0"', 'expected the secret alone, found it in quotes'],
    ['ZEGO_SERVER_SECRET=canary0\n', 'expected the secret alone, found a NAME=value line'],
    ['canary0\u0000', 'expected one word'],
    ['canary0\ufffd', 'expected one word'],
    [`canary0${' '.repeat(65_530)}`, 'is larger than 64 KiB'],
  ])('holding %j is refused by name, unseen', async (text, message) => {
    at.write('key', text);
    const error = await at.refusal({ secretFile: 'key' }, complete);
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toMatch(/^--secret-file key/);
    expect(error.message).toContain(message);
    expect(error.message).not.toContain('canary0');
  });

  it('that cannot be read is named with the reason', async () => {
    mkdirSync(join(at.cwd, 'folder'));
    const message = async (secretFile: string) =>
      (await at.refusal({ secretFile }, complete)).message;
    expect(await message('nowhere')).toBe('--secret-file nowhere cannot be read (ENOENT)');
    expect(await message('folder')).toBe(
      '--secret-file folder is neither a regular file nor a pipe',
    );
    expect(await message('/dev/zero')).toContain('is neither a regular file nor a pipe');
    // Said to be empty, as all files of /proc are.
    expect(await message('/proc/self/smaps')).toContain('is larger than 64 KiB');
  });
});

describe('serverSecretFile', () => {
  it('counts from the folder of its file, or from home', async () => {
    at.write('../.zegorc', { serverSecretFile: 'keys/zego' });
    at.write('../keys/zego', 'near-the-file');
    const { secret, from } = await at.load({ appId: '1' });
    expect(secret).toBe('near-the-file');
    expect(from.secret).toBe(`${join(at.home, 'work', '.zegorc')} (serverSecretFile)`);

    at.write('.zegorc', { serverSecretFile: '~/key' });
    at.write('../../key', 'in-home');
    expect((await at.load({ appId: '1' })).secret).toBe('in-home');
  });

  it('must be a regular file, so that nothing hangs', async () => {
    execFileSync('mkfifo', [join(at.cwd, 'fifo')]);
    at.write('.zegorc', { serverSecretFile: 'fifo' });
    expect((await at.refusal({ appId: '1' })).message).toBe(
      '.zegorc (serverSecretFile): fifo is missing, out of reach or not a regular file',
    );
  });

  it('is left alone when a stronger secret is given', async () => {
    at.write('.zegorc', { serverSecretFile: 'nowhere' });
    expect((await at.load({}, complete)).secret).toBe('canary0secret');
  });
});
