import { EventEmitter, once } from 'node:events';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import type { World } from '../../src/platform/world.ts';
import { serve } from '../http/servers.ts';
import { APP_ID, pointedAt, run, SECRET } from './run.ts';

const send = () => Promise.reject(new Error('something was sent'));
const env = { ZEGO_APP_ID: String(APP_ID), ZEGO_SERVER_SECRET: SECRET };

describe('a fault of the program', () => {
  const broken = () => {
    throw new TypeError(`no clock for ${SECRET}`);
  };

  const words =
    'error: a fault of zego itself\nhint: Please report it with the output of the same command and --debug.\n';

  it('exits 70 in words that are always the same', async () => {
    const { code, out, err } = await run('cdn list', { env, send, now: broken });
    expect([code, out, err]).toEqual([70, '', words]);
  });

  it('is a document with --json', async () => {
    const { json, code } = await run('cdn list --json', { env, send, now: broken });
    expect(code).toBe(70);
    expect(json).toMatchObject({ ok: false, command: 'cdn list', exitCode: 70 });
    expect(json.error).toEqual({ kind: 'fault', detail: 'a fault of zego itself' });
  });

  it('shows its stack with --debug alone', async () => {
    const { err } = await run('cdn list --debug', { env, send, now: broken });
    expect(err.startsWith(`${words}debug: TypeError: no clock for ***\\u{a} `)).toBe(true);
    expect(err).toMatch(/ at .*faults\.test/);
  });

  const connected = async () =>
    pointedAt(
      await serve(() => {
        throw new Error('something was sent');
      }),
    );

  it('after the secret was read keeps it', async () => {
    const randomHex = () => {
      throw new Error(`no randomness for ${SECRET}`);
    };
    const { code, err } = await run('cdn list --debug', { env: await connected(), randomHex });
    expect(code).toBe(70);
    expect(err).toContain('no randomness for ***');
    expect(err).not.toContain(SECRET);
  });

  it('need not be an Error', async () => {
    const randomHex = () => {
      throw 'words';
    };
    const given = { env: await connected(), randomHex };
    expect(await run('cdn list', given)).toMatchObject({ code: 70, err: words });
    expect((await run('cdn list --debug', given)).err).toContain('\ndebug: words\n');
  });

  /** A call that never ends, and leaves no timer behind. */
  const forever: Partial<World> = { send: () => new Promise(() => {}), every: () => () => {} };

  it.each(['thrown', 'thrown where nobody waits for it'])('%s leaves no spinner', async (where) => {
    let drawn = '';
    const seen = new EventEmitter();
    const write = (text: string) => {
      drawn += text;
      return seen.emit('drawn');
    };
    const stream = Object.assign(new PassThrough(), {
      ...{ isTTY: true, columns: 80, write },
      ...{ cursorTo: () => true, moveCursor: () => true, clearLine: () => true },
    }) as unknown as NodeJS.WriteStream;
    const stderr = { isTTY: true, columns: 80, write, stream };
    const fault = once(seen, 'drawn').then((): never => {
      throw new Error('after the spinner');
    });
    const ending =
      where === 'thrown'
        ? run('cdn list', { env, stderr, send: () => fault })
        : run('cdn list', { env, stderr, ...forever }, fault);
    expect((await ending).code).toBe(70);
    const shownCursor = drawn.lastIndexOf('\x1b[?25h');
    expect(shownCursor).toBeGreaterThan(0);
    expect(drawn.slice(shownCursor)).toContain('a fault of zego itself');
  });

  it('is shown in the same way where nobody waits for what is thrown', async () => {
    const crash = Promise.reject<never>(new Error(`thrown beside ${SECRET}`));
    const { code, err } = await run('cdn list --debug', { env, ...forever }, crash);
    expect([code, err.startsWith(`${words}debug: Error: thrown beside ***`)]).toEqual([70, true]);
  });
});
