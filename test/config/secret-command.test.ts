import {
  chmodSync,
  chownSync,
  existsSync,
  lchownSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ConfigError, InterruptedError } from '../../src/errors.ts';
import { whyNotRun } from '../../src/platform/run-program.ts';
import { complete, makeFolders } from './folders.ts';

let at: ReturnType<typeof makeFolders>;
beforeEach(() => {
  at = makeFolders();
});
afterEach(() => at.remove());

/** A program of these lines of sh, somewhere else; gives its path. */
const program = (...lines: string[]) =>
  at.write('../../bin/tell', `#!/bin/sh\n${lines.join('\n')}\n`, 0o700);
/** Writes the user's own file, which names a command. */
const own = (...serverSecretCommand: string[]) =>
  at.write('../../.zegorc', { appId: 1, serverSecretCommand });
const from = () => `${at.home}/.zegorc (serverSecretCommand)`;

/** Fulfilled when a process has ended, be it that nobody has asked for its exit code yet. */
const gone = async (pid: number) => {
  for (;;) {
    try {
      process.kill(pid, 0);
      if (/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))) return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return true;
    }
    await after(10);
  }
};

/** Fulfilled with the process ids that a program writes to a file, once there are so many. */
const writtenTo = async (file: string, count: number) => {
  for (;;) {
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
    if (lines.length === count) return lines.map(Number);
    await after(10);
  }
};

describe('serverSecretCommand', () => {
  it('gives the first line that the program writes', async () => {
    own(program('echo " canary0secret "', 'echo other'));
    expect(await at.load()).toMatchObject({
      secret: 'canary0secret',
      from: { secret: from() },
      warnings: [],
    });
  });

  it('passes its words as they are: no shell reads them', async () => {
    const mark = join(at.root, 'mark');
    const words = [`$(touch ${mark})`, '; exit 1', '*', ''];
    own(program('printf "%s|" "$#" "$@" | tr " " _'), ...words);
    expect((await at.load()).secret).toBe(`4|$(touch_${mark})|;_exit_1|*||`);
    expect(existsSync(mark)).toBe(false);
  });

  it('gets the environment, an empty stdin, and a folder where nobody plants anything', async () => {
    own(program('echo "$VAULT:$(pwd):$(cat)"'));
    expect((await at.load({}, { VAULT: 'v' })).secret).toBe('v:/:');
  });

  it('is not waited for once it has ended, though what it left running holds its stdout', async () => {
    const pid = join(at.root, 'pid');
    own(program('echo canary0secret', 'sleep 100 &', `echo $! > ${pid}`));
    expect((await at.load()).secret).toBe('canary0secret');
    // An agent that it started stays.
    process.kill(Number(readFileSync(pid, 'utf8')), 'SIGKILL');
  });

  it('is not run where a stronger secret is given', async () => {
    const mark = join(at.root, 'mark');
    own(program(`touch ${mark}`));
    expect((await at.load({}, complete)).secret).toBe('canary0secret');
    expect(existsSync(mark)).toBe(false);
  });
});

describe('a program that does not do', () => {
  const refused = async (...args: Parameters<typeof at.refusal>) => {
    const error = await at.refusal(...args);
    expect(error).toBeInstanceOf(ConfigError);
    expect(`${error.message} ${error.hint}`).not.toContain('canary');
    return error;
  };

  it.each([
    [
      'ends with exit code 3',
      ['echo canary0secret', 'echo canary >&2', 'exit 3'],
      'ended with exit code 3',
    ],
    ['is killed', ['kill -9 $$'], 'was ended by SIGKILL'],
  ])('because it %s is named, unheard', async (_, lines, reason) => {
    const path = program(...lines);
    own(path, 'canary-argument');
    const { message, hint } = await refused();
    expect(message).toBe(`${from()}: ${path} ${reason}`);
    expect(hint).toContain('Run it by itself');
  });

  it.each([
    ['nothing', 'true', 'is empty or begins with an empty line'],
    ['several words', 'echo canary0 secret', 'expected one word'],
    ['too much, without an end', 'exec yes canary', 'wrote more than 64 KiB'],
  ])('because it writes %s is named', async (_, line, reason) => {
    const path = program(line);
    own(path);
    const { message } = await refused();
    expect(message).toContain(path);
    expect(message).toContain(reason);
  });

  it('because it cannot be run is named with the reason', async () => {
    const reason = async (path: string) => {
      own(path);
      return (await refused()).message.replace(`${from()}: ${path} `, '');
    };
    const path = program('echo s');
    expect(await reason('/nowhere/at/all')).toBe('does not exist');
    expect(await reason(`${path}/below`)).toBe('cannot be run (ENOTDIR)');
    expect(await reason(at.home)).toBe('is not a file');
    chmodSync(path, 0o600);
    expect(await reason(path)).toBe(`is not executable: chmod +x ${path}`);
    const link = join(at.root, 'a link');
    symlinkSync(path, link);
    expect(await reason(link)).toBe(`is not executable: chmod +x '${link}'`);
    expect(await reason(at.write('../../bin/odd', '#!/nowhere/sh\n', 0o700))).toBe(
      'cannot be run (ENOENT)',
    );
    symlinkSync(join(at.root, 'loop'), join(at.root, 'loop'));
    expect(await reason(join(at.root, 'loop'))).toBe('cannot be run (ELOOP)');
    own('/bin/true');
    expect((await refused({}, { LONG: 'x'.repeat(300_000) })).message).toBe(
      `${from()}: /bin/true cannot be run (E2BIG)`,
    );
  });

  it.each([0o777, 0o720, 0o702])('because others can write it (%o) is not run', async (mode) => {
    const mark = join(at.root, 'mark');
    const path = program(`touch ${mark}`);
    chmodSync(path, mode);
    symlinkSync(path, join(at.root, 'link'));
    own(join(at.root, 'link'));
    expect((await refused()).message).toBe(
      `${from()}: ${at.root}/link is not run: ${path} can be written by others: chmod go-w ${path}`,
    );
    expect(existsSync(mark)).toBe(false);
  });

  it('because others can put another in its place is not run', async () => {
    const mark = join(at.root, 'mark');
    const path = program(`touch ${mark}`, 'echo s');
    const open = join(at.root, 'open');
    mkdirSync(open);
    symlinkSync(path, join(open, 'link'));
    chmodSync(open, 0o777);
    own(join(open, 'link'));
    expect((await refused()).message).toBe(
      `${from()}: ${open}/link is not run: ${open} can be written by others: chmod go-w ${open}`,
    );
    expect(existsSync(mark)).toBe(false);
    const start = join(at.root, 'start');
    symlinkSync(join(open, 'link'), start);
    own(start);
    expect((await refused()).message).toContain(`${start} is not run: ${open} can be written`);
    // A group of administrators may write where programs are installed.
    chmodSync(open, 0o2775);
    expect((await at.load()).secret).toBe('s');
  });

  it('because a link to it belongs to another user is not run', async () => {
    const path = program('echo s');
    const uid = process.getuid?.() ?? 0;
    const link = join(at.root, 'link');
    symlinkSync(path, link);
    if (uid === 0) lchownSync(link, 4242, 4242);
    const stranger = uid === 0 ? uid : uid + 1;
    expect(whyNotRun(link, stranger)?.en).toMatch(
      /^is not run: .* belongs to another user; .*chown /,
    );
  });

  it('because it was interrupted before is not run', async () => {
    const mark = join(at.root, 'mark');
    own(program(`touch ${mark}`));
    const interrupted = AbortSignal.abort('SIGINT');
    const ending = at.load({}, {}, { interrupted });
    await expect(ending).rejects.toMatchObject({ signal: 'SIGINT', sent: false });
    expect(existsSync(mark)).toBe(false);
  });

  it('because it belongs to another user is not run', async () => {
    const path = program('echo s');
    const uid = process.getuid?.() ?? 0;
    if (uid === 0) chownSync(path, 4242, 4242);
    own(path);
    expect(whyNotRun(path, uid + 1)?.en).toBe(
      `is not run: ${path} belongs to another user; if you trust it: sudo chown ${uid + 1} ${path}`,
    );
    const error = await at.refusal({}, {}, uid === 0 ? {} : { uid: uid + 1 });
    expect(error.message).toContain('belongs to another user');
  });

  describe('because it takes longer', () => {
    beforeEach(() => {
      jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    });
    afterEach(() => {
      jest.useRealTimers();
    });

    it.each([
      ['than the command may last', '400ms', 400],
      ['than 10 s, however long the command may last,', '1h', 10_000],
    ])('%s is killed with all it started', async (_, timeout, ms) => {
      const pids = join(at.root, 'pids');
      const path = program(`echo $$ > ${pids}`, 'sleep 100 &', `echo $! >> ${pids}`, 'wait');
      own(path);
      const outcome = refused({ timeout });
      const started = await writtenTo(pids, 2);
      jest.advanceTimersByTime(ms);
      expect((await outcome).message).toBe(`${from()}: ${path} gave no secret within ${ms} ms`);
      for (const pid of started) expect(await gone(pid)).toBe(true);
    });
  });

  it('because zego is interrupted is killed', async () => {
    const pids = join(at.root, 'pids');
    own(program(`echo $$ > ${pids}`, 'sleep 100'));
    const interruption = new AbortController();
    const outcome = at.refusal({}, {}, { interrupted: interruption.signal });
    const [pid] = await writtenTo(pids, 1);
    interruption.abort('SIGTERM');
    expect(await outcome).toBeInstanceOf(InterruptedError);
    expect(await outcome).toMatchObject({ exitCode: 143, sent: false });
    expect(await gone(pid!)).toBe(true);
    const early = await at.refusal({}, {}, { interrupted: AbortSignal.abort('SIGINT') });
    expect(early).toMatchObject({ exitCode: 130 });
  });
});
