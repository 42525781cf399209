import { once } from 'node:events';
import type { Socket } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import type { Limits } from '../../src/core/types.ts';
import { send } from '../../src/http/send.ts';
import { accept, ask, failure, forever, limited, never, serve, timeOnCall } from './servers.ts';

const unsent = { kind: 'network', exitCode: 6 };
const unknown = { kind: 'outcome-unknown', exitCode: 9 };

describe('while the request is prepared on a connection that stands', () => {
  const preparing = async (
    happen: () => unknown,
    limits: Partial<Limits> = {},
    fresh = () => true,
    overtaken = never,
  ) => {
    let asked = 0;
    const origin = await serve((_, response) => {
      asked += 1;
      response.end('{"Code":0}');
    });
    const prepare = async () => {
      await happen();
      return { url: `${origin}/`, fresh };
    };
    const error = await send(origin, prepare, limited(limits), overtaken).catch(
      (thrown: unknown) => thrown,
    );
    return { error, asked };
  };

  it('the deadline leaves it unsent', async () => {
    const over = new AbortController();
    const { error, asked } = await preparing(() => over.abort(), { deadline: over.signal });
    expect(error).toMatchObject({
      ...unsent,
      message: 'the time was over before anything was sent',
    });
    expect(asked).toBe(0);
  });

  it('a signal leaves it unsent', async () => {
    const signal = new AbortController();
    const limits = { interrupted: signal.signal };
    const { error, asked } = await preparing(() => signal.abort('SIGINT'), limits);
    expect(error).toMatchObject({ exitCode: 130, sent: false });
    expect(asked).toBe(0);
  });

  it('a turn that is over when it is to be written leaves it unsent', async () => {
    let asked = 0;
    const fresh = () => {
      asked += 1;
      return false;
    };
    const ending = await preparing(() => {}, {}, fresh);
    expect(ending.error).toBeInstanceOf(Error);
    expect([asked, ending.asked]).toEqual([1, 0]);
  });

  it('is asked for although it is given up by now', async () => {
    const over = new AbortController();
    const { error } = await preparing(
      () => over.abort(new Error('o')),
      {},
      () => true,
      over.signal,
    );
    expect(error).toMatchObject({ status: 200 });
  });

  it('whatever it throws comes through as it is', async () => {
    const fault = new TypeError('a fault');
    const { error, asked } = await preparing(() => Promise.reject(fault));
    expect([error, asked]).toEqual([fault, 0]);
  });

  it('a server that hangs up is noticed before anything is sent', async () => {
    let arrive = (_: Socket) => {};
    const arrived = new Promise<Socket>((resolve) => {
      arrive = resolve;
    });
    const host = await accept((socket) => arrive(socket.on('data', () => {})));
    const prepare = async () => {
      // Accepted here may be later than connected there.
      const socket = await arrived;
      socket.end();
      await once(socket, 'close');
      return { url: `http://${host}/`, fresh: () => true };
    };
    const error = await send(`http://${host}`, prepare, limited(), never).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ ...unsent, message: 'the server hung up; nothing was sent' });
  });

  it('the timeout for connecting does not run on', async () => {
    const { ms, end } = timeOnCall();
    const { error } = await preparing(end, { timeouts: { connectMs: ms, answerMs: forever } });
    expect(error).toMatchObject({ status: 200 });
  });
});

it('a second request after a failure is one of its own', async () => {
  let count = 0;
  const origin = await serve((request, response) => {
    count += 1;
    if (count === 1) request.socket.resetAndDestroy();
    else response.end('{"Code":0}');
  });
  expect(await failure(origin)).toMatchObject(unknown);
  expect(await ask(origin)).toMatchObject({ status: 200 });
});
