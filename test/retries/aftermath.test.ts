import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import type { Ticket, Turn } from '../../src/coordination/coordinator.ts';
import type { PlannedCall } from '../../src/core/types.ts';
import { callOf } from '../core/samples.ts';
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

const list = callOf('QueryForbidCDNLiveStream');

/** A ticket whose turns are something else. */
const turning =
  (change: (turn: Turn) => Promise<Turn>) =>
  (ticket: Ticket): Ticket => ({
    awaits: ticket.awaits,
    overtaken: () => ticket.overtaken(),
    pause: (how) => ticket.pause(how),
    close: (how) => ticket.close(how),
    turn: async (...asked) => {
      const turn = await ticket.turn(...asked);
      return turn && change(turn);
    },
  });

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
      /^an earlier attempt went out and its outcome is unknown, then: cannot connect .*; nothing was sent; it may have taken effect \(1 attempt went out\)$/,
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
    [40005, 'Authentication failed'],
    [30009, 'The StreamId breaks the naming rules'],
    [5004, 'The CDN address'],
  ])('also when a later one is refused, with the meaning of code %d', async (code, meaning) => {
    const { origin, executed } = await scripted(reset, coded(code));
    const { verdict, attempts, reply, error } = await machine().run(ban, origin);
    expect([verdict.exitCode, attempts, executed.length]).toEqual([9, 2, 2]);
    expect(reply?.code).toBe(code);
    expect(error?.message).toContain('an earlier attempt went out and its outcome is unknown');
    expect(verdict.meaning?.en).toContain(meaning);
    expect(verdict.hint).toHaveProperty('en', expect.stringContaining('zego stream status'));
  });

  it('unless a later one is answered', async () => {
    const { origin, executed } = await scripted(reset, done);
    const { verdict, attempts } = await machine().run(ban, origin);
    expect([verdict.exitCode, attempts, executed.length]).toEqual([0, 2, 2]);
  });

  it.each<[string, PlannedCall, Step, number]>([
    ['a stream, whose answer was lost', ask, reset, 9],
    ['a stream, answered with a fault', ask, coded(30003, { connection: 'close' }), 1],
    ['the bans, whose answer was lost', list, reset, 9],
    ['the bans, answered with a fault', list, coded(100000015, { connection: 'close' }), 1],
  ])(
    'as it does after a question for %s, when no connection follows',
    async (_, call, step, exit) => {
      const { verdict } = await machine().run(call, await gone(step));
      expect(verdict.exitCode).toBe(exit);
    },
  );

  it('but not when it only read: then the last answer counts', async () => {
    const { origin } = await scripted(reset, coded(40005));
    expect((await machine().run(ask, origin)).verdict.exitCode).toBe(4);
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

  it('there is a turn in the rate queue, which is given back', async () => {
    const { origin } = await scripted(reset, tooMany, done);
    const turns: string[] = [];
    const wrap = (ticket: Ticket): Ticket => ({
      awaits: ticket.awaits,
      overtaken: () => ticket.overtaken(),
      turn: (...asked) => {
        turns.push('turn');
        return ticket.turn(...asked);
      },
      pause: (how) => {
        turns.push(how);
        return ticket.pause(how);
      },
      close: (how) => {
        turns.push(how);
        return ticket.close(how);
      },
    });
    await machine().run(stop, origin, { wrap });
    expect(turns).toEqual(['turn', 'lost', 'turn', 'not-done', 'turn', 'done']);
  });

  it('a slot that went stale before it was used is won again, and the Sequence drawn again', async () => {
    const { origin, executed } = await scripted(done);
    const sequences: (number | null)[] = [];
    const wrap = turning(async (turn) => {
      sequences.push(turn.sequence);
      const stale = sequences.length === 1;
      return { ...turn, fresh: () => !stale };
    });
    const { verdict, attempts } = await machine().run(stop, origin, { wrap });
    expect([verdict.exitCode, attempts, executed.length]).toEqual([0, 1, 1]);
    expect(sequences[1]).toBeGreaterThan(sequences[0] ?? Infinity);
    expect(executed[0]?.get('Sequence')).toBe(String(sequences[1]));
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
  const wrap = turning(async (turn) => {
    await ended;
    return turn;
  });
  const { attempts, verdict } = await machine().run(stop, `http://${host}`, { wrap });
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
