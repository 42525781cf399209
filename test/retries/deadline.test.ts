import dns from 'node:dns';
import { describe, expect, it } from '@jest/globals';
import type { Ticket } from '../../src/coordination/coordinator.ts';
import { sign } from '../../src/core/sign.ts';
import type { Text } from '../../src/values/text.ts';
import { slotOf } from '../coordination/slots.ts';
import { silent } from '../core/samples.ts';
import { accept, afterwards, crowded, deserted, forever } from '../http/servers.ts';
import {
  coded,
  done,
  machine,
  mute,
  page,
  reset,
  type Step,
  scripted,
  sleepUnless,
  stop,
  tooMany,
} from './machine.ts';

/** Patience that never ends: only the deadline, or a signal, does. */
const timeouts = { connectMs: forever, answerMs: forever };
/** The longest pauses. */
const slow = { randomHex: (bytes: number) => 'f'.repeat(2 * bytes) };
/** A pause in which something happens. */
const pausing = (happen: () => void) => (ms: number, ending: AbortSignal) => {
  happen();
  return sleepUnless(ms, ending);
};
const never = (): never => {
  throw new Error('it should never come to this');
};
const rateQueue = { appId: 1234567890, action: stop.row.action, test: false };

/** A machine on which so many other calls wait that no slot comes soon. */
function busy() {
  const { run, coordinator } = machine();
  const over = new AbortController();
  afterwards(() => over.abort());
  for (let count = 0; count < 40; count++) {
    slotOf(coordinator, rateQueue, 10, over.signal, () => {}).catch(() => {});
  }
  return run;
}

/** A name server that never answers. */
function deafResolver() {
  const { lookup } = dns;
  afterwards(() => {
    dns.lookup = lookup;
  });
  dns.lookup = (() => {}) as unknown as typeof lookup;
}

/** What comes before anything is sent, and never ends. */
const stalls: readonly [string, () => Promise<string>][] = [
  [
    'the look-up of the name',
    async () => {
      deafResolver();
      return 'https://stalled.invalid';
    },
  ],
  ['the connection', async () => `http://${await crowded()}`],
  ['TLS', async () => `https://${await accept(() => {})}`],
];

describe('the deadline ends a stall', () => {
  /** A deadline that comes when something happens. */
  const untimely = () => {
    const over = new AbortController();
    const end = () => over.abort(new DOMException('over', 'TimeoutError'));
    return { end, limits: { deadline: over.signal, timeouts } };
  };

  it.each(stalls)('of %s: exit 6', async (_, stall) => {
    const origin = await stall();
    const limits = { deadline: AbortSignal.timeout(150), timeouts };
    const { attempts, error, verdict } = await machine().run(stop, origin, { limits });
    expect([attempts, verdict.exitCode]).toEqual([1, 6]);
    expect(error?.message).toMatch(/\(nothing within \d+ ms\); nothing was sent$/);
  });

  it('of the wait for a slot: exit 6, and to start fewer at once', async () => {
    const { origin, executed } = await scripted(done);
    const { end, limits } = untimely();
    const observer = { ...silent, waiting: end };
    const { error, verdict } = await busy()(stop, origin, { limits, observer });
    expect([verdict.exitCode, executed.length]).toEqual([6, 0]);
    expect(error?.message).toBe(
      'no rate slot in time (DeleteCDNTransferRule takes 10 calls a second); nothing was sent',
    );
    expect((verdict.hint as Text).en).toContain('start fewer commands at the same time');
  });

  it.each<[string, Step]>([
    ['before it begins', mute],
    ['before it ends', (response) => void response.write('{"Code":')],
  ])('of the answer %s: exit 9', async (_, step) => {
    const { end, limits } = untimely();
    const { origin, executed } = await scripted((response, request) => {
      step(response, request);
      setImmediate(end);
    });
    const { error, verdict } = await machine().run(stop, origin, { limits });
    expect([verdict.exitCode, executed.length]).toEqual([9, 1]);
    expect(error?.message).toMatch(
      /^the request went out, the answer was lost \(nothing within \d+ ms\); it may have taken effect \(1 attempt went out\)$/,
    );
  });

  it.each<[string, Step, number]>([
    ['a lost answer', reset, 9],
    ['HTTP 500', page(500), 9],
    ['a fault', coded(5000), 9],
    ['a call too many', tooMany, 5],
  ])('of the pause after %s', async (_, step, exit) => {
    const { end, limits } = untimely();
    const { origin, executed } = await scripted(step);
    const sleep = pausing(end);
    const { attempts, verdict } = await machine().run(stop, origin, { limits, sleep, ...slow });
    expect([attempts, verdict.exitCode, executed.length]).toEqual([1, exit, 1]);
  });

  it('of the pause after a refused connection: exit 6', async () => {
    const { end, limits } = untimely();
    const sleep = pausing(end);
    const origin = `http://${await deserted()}`;
    const { attempts, verdict } = await machine().run(stop, origin, { limits, sleep, ...slow });
    expect([attempts, verdict.exitCode]).toEqual([1, 6]);
  });

  it('of a second attempt whose first went out: exit 9', async () => {
    const { end, limits } = untimely();
    const { origin, executed } = await scripted(reset, () => setImmediate(end));
    const { attempts, error, verdict } = await machine().run(stop, origin, { limits });
    expect([attempts, verdict.exitCode, executed.length]).toEqual([2, 9, 2]);
    expect(error?.message).toContain('the answer was lost');
  });

  it('of a second wait for a slot whose first attempt went out: exit 9', async () => {
    const { end, limits } = untimely();
    const { origin, executed } = await scripted(reset);
    let turns = 0;
    const wrap = (ticket: Ticket): Ticket => ({
      awaits: ticket.awaits,
      overtaken: () => ticket.overtaken(),
      pause: (how) => ticket.pause(how),
      close: (how) => ticket.close(how),
      turn: (signal, onWait) => {
        turns += 1;
        if (turns > 1) setImmediate(end);
        return turns > 1 ? sleepUnless(3_600_000, signal).then(never) : ticket.turn(signal, onWait);
      },
    });
    const { attempts, error, verdict } = await machine().run(stop, origin, { limits, wrap });
    expect([attempts, verdict.exitCode, executed.length]).toEqual([2, 9, 1]);
    expect(error?.message).toContain('no rate slot in time');
  });

  it('that was over before it began: exit 6', async () => {
    const { origin, executed } = await scripted(done);
    const parts = { limits: { deadline: AbortSignal.abort(new Error('late')), timeouts } };
    const { verdict } = await machine().run(stop, origin, parts);
    expect([verdict.exitCode, executed.length]).toEqual([6, 0]);
  });
});

describe.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s ends at once', (signal, exit) => {
  const interruptible = () => {
    const interruption = new AbortController();
    const interrupt = () => interruption.abort(signal);
    return { interrupt, limits: { interrupted: interruption.signal, timeouts } };
  };
  const unsent = 'interrupted: the request had not gone out';
  const sent = 'interrupted: the request had gone out and may have taken effect';

  it.each(stalls)('the stall of %s, and nothing was sent', async (_, stall) => {
    const { interrupt, limits } = interruptible();
    const running = machine().run(stop, await stall(), { limits });
    setImmediate(interrupt);
    const { error, verdict } = await running;
    expect([verdict.exitCode, error?.message]).toEqual([exit, unsent]);
  });

  it('the wait for a slot, and nothing was sent', async () => {
    const { origin, executed } = await scripted(done);
    const { interrupt, limits } = interruptible();
    const observer = { ...silent, waiting: interrupt };
    const { error, verdict } = await busy()(stop, origin, { limits, observer });
    expect([verdict.exitCode, error?.message]).toEqual([exit, unsent]);
    expect(executed).toEqual([]);
  });

  it('the wait for an answer, and the request was sent', async () => {
    const { interrupt, limits } = interruptible();
    const { origin } = await scripted(interrupt);
    const { error, verdict } = await machine().run(stop, origin, { limits });
    expect([verdict.exitCode, error?.message]).toEqual([exit, sent]);
    expect(verdict.hint).toHaveProperty('en', expect.stringContaining('No Action lists relays'));
  });

  it.each<[string, Step]>([
    ['a lost answer', reset],
    ['HTTP 500', page(500)],
    ['a fault', (response) => response.end('{"Code":5000}')],
  ])('the pause after %s, and a request was sent', async (_, step) => {
    const { interrupt, limits } = interruptible();
    const { origin, executed } = await scripted(step);
    const sleep = pausing(interrupt);
    const { error, verdict } = await machine().run(stop, origin, { limits, sleep, ...slow });
    expect([verdict.exitCode, error?.message, executed.length]).toEqual([exit, sent, 1]);
  });

  it('the pause after a refused connection, and nothing was sent', async () => {
    const { interrupt, limits } = interruptible();
    const sleep = pausing(interrupt);
    const origin = `http://${await deserted()}`;
    const { error, verdict } = await machine().run(stop, origin, { limits, sleep, ...slow });
    expect([verdict.exitCode, error?.message]).toEqual([exit, unsent]);
  });

  it('a second attempt that cannot connect, and an earlier one was sent', async () => {
    const { interrupt, limits } = interruptible();
    const { origin } = await scripted(reset);
    const sleep = async () => interrupt();
    const { error, verdict } = await machine().run(stop, origin, { limits, sleep, ...slow });
    expect([verdict.exitCode, error?.message]).toEqual([exit, sent]);
  });
});

it('a stamp belongs to the attempt it is sent with', async () => {
  const { origin, executed } = await scripted(reset);
  await machine().run(stop, origin);
  for (const query of executed) {
    const nonce = query.get('SignatureNonce') ?? '';
    const timestamp = Number(query.get('Timestamp'));
    expect(query.get('Signature')).toBe(
      sign({ appId: 1234567890, secret: 'canary0secret', nonce, timestamp }),
    );
  }
});
