import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { accept, afterwards } from '../http/servers.ts';
import {
  ask,
  ban,
  coded,
  done,
  machine,
  mute,
  page,
  reset,
  type Step,
  scripted,
  stop,
  tooMany,
} from './machine.ts';

/** A server that takes one request, meets it with a step, and is gone. */
async function gone(step: Step): Promise<string> {
  const server = createServer((request, response) => {
    server.close();
    step(response, request);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterwards(() => server.closeAllConnections());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('after an attempt whose outcome is unknown the command exits 9', () => {
  it.each<[string, Step]>([
    ['a lost answer', reset],
    ['a fault', (response, request) => coded(5000, { connection: 'close' })(response, request)],
  ])('when %s is followed by no connection at all', async (_, step) => {
    const origin = await gone(step);
    const { attempts, error, verdict, sequence } = await machine().run(stop, origin);
    expect([attempts, verdict.exitCode, verdict.retryable]).toEqual([3, 9, true]);
    expect(error?.message).toMatch(
      /^an earlier attempt went out and its outcome is unknown, then: cannot connect .*; nothing was sent; it may have taken effect$/,
    );
    expect(verdict.hint).toHaveProperty('en', expect.stringContaining('No Action lists relays'));
    expect(sequence).toMatch(/^\d{13}$/);
  });

  it.each<[string, Step, Step]>([
    ['no answer, then too often', mute, coded(5007)],
    ['a reset, then HTTP 429', reset, tooMany],
    ['HTTP 500, then a fault', page(500), coded(5000)],
    ['a reset, then a redirect', reset, page(302)],
    ['a reset, then a refusal that may pass', reset, coded(42003)],
    ['a fault, then too often', coded(5000), coded(5007)],
  ])('%s', async (_, first, second) => {
    const { origin, executed, limits } = await scripted(first, second);
    const { verdict } = await machine().run(stop, origin, { limits });
    expect(verdict.exitCode).toBe(9);
    expect(executed.length).toBeGreaterThan(1);
  });

  it.each([
    [0, 0],
    [40005, 4],
    [30009, 1],
  ])('unless the answer to a later one is final: code %d exits %d', async (code, exit) => {
    const { origin, executed } = await scripted(reset, coded(code));
    const { verdict, attempts } = await machine().run(ban, origin);
    expect([verdict.exitCode, attempts, executed.length]).toEqual([exit, 2, 2]);
  });

  it('and what only reads can be asked again', async () => {
    const { origin } = await scripted(reset, reset, coded(41006));
    expect((await machine().run(ask, origin)).verdict).toMatchObject({ ok: true, exitCode: 8 });
  });
});

describe('between attempts', () => {
  it('there is a pause of its own, up to 0.4 and 0.8 s', async () => {
    const waits = async (jitter: string) => {
      const { origin } = await scripted(reset);
      const slept: number[] = [];
      await machine().run(stop, origin, {
        randomHex: (bytes) => (bytes === 4 ? jitter : '0'.repeat(2 * bytes)),
        sleep: async (ms) => void slept.push(ms),
      });
      return slept;
    };
    expect(await waits('00000000')).toEqual([0, 0]);
    expect(await waits('80000000')).toEqual([200, 400]);
    expect(await waits('ffffffff')).toEqual([400, 800]);
  });

  it('there is a turn in the lane, which is given back', async () => {
    const { origin } = await scripted(reset, tooMany, done);
    const { run, coordinator } = machine();
    const turns: string[] = [];
    const slot: typeof coordinator.slot = async (lane, perSecond, ...rest) => {
      const won = await coordinator.slot(lane, perSecond, ...rest);
      turns.push(`${lane.action} ${perSecond}`);
      return {
        ...won,
        done: async () => {
          turns.push('back');
          await won.done();
        },
      };
    };
    await run(stop, origin, { coordinator: { ...coordinator, slot } });
    expect(turns).toEqual(Array(3).fill(['DeleteCDNTransferRule 10', 'back']).flat());
  });

  it('a slot that went stale before it was used is won again, and the Sequence drawn again', async () => {
    const { origin, executed } = await scripted(done);
    const { run, coordinator } = machine();
    let slots = 0;
    const slot: typeof coordinator.slot = async (...asked) => {
      const won = await coordinator.slot(...asked);
      slots += 1;
      const stale = slots === 1;
      return { ...won, fresh: () => !stale };
    };
    const { verdict, attempts } = await run(stop, origin, {
      coordinator: { ...coordinator, slot },
    });
    expect([verdict.exitCode, attempts, slots, executed.length]).toEqual([0, 1, 2, 1]);
  });
});

it('a connection that ends while the slot is awaited is made anew, with nothing sent', async () => {
  let connections = 0;
  const requests: string[] = [];
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const host = await accept((socket) => {
    connections += 1;
    socket.on('data', (data) => {
      requests.push(String(data));
      socket.end('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{"Code":0}');
    });
    if (connections === 1) socket.once('close', end).end();
  });
  const { run, coordinator } = machine();
  const slot: typeof coordinator.slot = async (...asked) => {
    await ended;
    return coordinator.slot(...asked);
  };
  const parts = { coordinator: { ...coordinator, slot } };
  const { attempts, verdict } = await run(stop, `http://${host}`, parts);
  expect([attempts, verdict.exitCode, connections, requests.length]).toEqual([2, 0, 2, 1]);
});

it('a fault of zego itself is neither repeated nor taken for a failure of the network', async () => {
  const { origin, executed } = await scripted(mute);
  let prepared = 0;
  const randomHex = (): string => {
    prepared += 1;
    throw new RangeError('no randomness');
  };
  await expect(machine().run(stop, origin, { randomHex })).rejects.toThrow('no randomness');
  expect([prepared, executed.length]).toEqual([1, 0]);
});
