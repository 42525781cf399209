import { describe, expect, it } from '@jest/globals';
import type { Send } from '../../src/core/types.ts';
import { send } from '../../src/http/send.ts';
import { callOf, silent } from '../core/samples.ts';
import { accept, crowded, deserted, forever } from '../http/servers.ts';
import {
  ban,
  coded,
  done,
  lift,
  machine,
  mute,
  reset,
  type Step,
  scripted,
  tooMany,
} from './machine.ts';

/** Sends to a server of this test, whatever endpoint the account names. */
const sendTo =
  (origin: string): Send =>
  (_, prepare, ...limits) =>
    send(
      origin,
      async (ending) => {
        const { url, ...prepared } = await prepare(ending);
        return { ...prepared, url: origin + url.slice(new URL(url).origin.length) };
      },
      ...limits,
    );

const many = callOf('ForbidRTCStreams', { streams: ['s1', 's2'] });

describe('a command that was given before a newer, opposite one', () => {
  it.each([
    ['cannot connect at first', async () => `http://${await deserted()}`],
    ['waits for its connection', async () => `http://${await crowded()}`],
    ['waits for TLS', async () => `https://${await accept(() => {})}`],
  ])('and %s is not sent: exit 12', async (_, stall) => {
    const stalled = await stall();
    const { origin, executed } = await scripted(done);
    const { run } = machine();
    const account = { endpoint: stalled };
    let isGiven = () => {};
    const given = new Promise<void>((resolve) => {
      isGiven = resolve;
    });
    const older = run(ban, stalled, { account, given: isGiven });
    await given;
    const newer = await run(lift, origin, { account, send: sendTo(origin) });
    expect(newer.verdict.exitCode).toBe(0);
    const { verdict, error, reply } = await older;
    expect([verdict.exitCode, verdict.retryable, reply]).toEqual([12, false, null]);
    expect(error).toMatchObject({ kind: 'superseded' });
    expect(error?.message).toMatch(
      /^not sent: a newer command for this stream was given on this machine$/,
    );
    expect(verdict.hint).toHaveProperty('zh', expect.stringContaining('较新的命令'));
    expect(executed.map((query) => query.get('Action'))).toEqual(['ResumeRTCStream']);
  });

  it('goes out all the same when the newer one had no effect', async () => {
    const { origin, executed } = await scripted(reset, done);
    const { run } = machine();
    const nowhere = `http://${await deserted()}`;
    const account = { endpoint: 'http://127.0.0.1:1' };
    const older = await run(ban, origin, {
      account,
      send: sendTo(origin),
      sleep: async () => {
        const { verdict } = await run(lift, nowhere, { account, send: sendTo(nowhere) });
        expect(verdict.exitCode).toBe(6);
      },
    });
    expect([older.verdict.exitCode, older.attempts, executed.length]).toEqual([0, 2, 2]);
  });

  it('is not overtaken by a command for another service, or for the test environment', async () => {
    for (const account of [{ endpoint: 'https://rtc-api.zego.im' }, { isTest: true }]) {
      const { origin, executed } = await scripted(tooMany, done);
      const { run } = machine();
      const sleep = async () => {
        const other = await run(lift, origin, { account, send: sendTo(origin) });
        expect(other.verdict.exitCode).toBe(0);
      };
      expect((await run(ban, origin, { sleep })).verdict.exitCode).toBe(0);
      expect(executed).toHaveLength(3);
    }
  });

  it('is overtaken whichever of the hosts of ZEGO the two go to', async () => {
    const { origin } = await scripted(tooMany, done);
    const { run } = machine();
    const through = sendTo(origin);
    const [one, other] = ['https://rtc-api.zego.im', 'https://rtc-api-fra.zego.im'];
    const sleep = async () =>
      void (await run(lift, origin, { account: { endpoint: other }, send: through }));
    const { verdict } = await run(ban, origin, {
      account: { endpoint: one },
      send: through,
      sleep,
    });
    expect(verdict.exitCode).toBe(12);
  });
});

describe('an answer that takes so long that an opposite command goes past it', () => {
  it('proves no order: exit 9, for the streams it concerns', async () => {
    const { runAll, run } = machine();
    let answer = () => {};
    const slow: Step = (response, request) => {
      answer = () => done(response, request);
      goOn();
    };
    let goOn = () => {};
    const reached = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const { origin, executed } = await scripted(slow, done);
    const older = runAll(many, origin);
    await reached;
    const newer = await run({ ...lift, streams: ['s2'] }, origin);
    expect([newer.verdict.exitCode, newer.waitedMs >= 2900]).toEqual([0, true]);
    answer();
    const ends = (await older).map(({ call, verdict, reply }) => [
      ...[call.streams, verdict.exitCode, verdict.retryable, reply?.code],
    ]);
    expect(ends).toEqual([
      [['s1'], 0, false, 0],
      [['s2'], 9, false, 0],
    ]);
    const [, unproven] = await older;
    expect(unproven?.error?.message).toMatch(
      /^order unproven: the answer took so long that an opposite command /,
    );
    expect(executed).toHaveLength(2);
  });
});

describe('what reached the service is not said to have been unsent', () => {
  it.each<[string, Step, number, number | undefined]>([
    ['HTTP 429', tooMany, 5, undefined],
    ['code 5007', coded(5007), 5, 5007],
    ['a refusal that may pass', coded(42003), 1, 42003],
  ])('when %s is followed by no connection', async (_, step, exit, code) => {
    const { origin, executed } = await scripted(step);
    const nowhere = `http://${await deserted()}`;
    let attempts = 0;
    const failing: Send = (...asked) => sendTo(++attempts === 1 ? origin : nowhere)(...asked);
    const call = { ...many, row: { ...many.row, codes: [...many.row.codes, 5007] } };
    const { verdict, reply, error } = await machine().run(call, origin, { send: failing });
    expect([verdict.exitCode, reply?.code, executed.length]).toEqual([exit, code, 1]);
    expect(error?.message).toContain('cannot connect');
  });
});

it('of several streams each fares as its own newer command lets it, also when nothing was sent', async () => {
  const { run, runAll } = machine();
  const { origin } = await scripted(done);
  const nowhere = `http://${await deserted()}`;
  const account = { endpoint: nowhere };
  const sleep = async () => {
    await run({ ...lift, streams: ['s2'] }, origin, { account, send: sendTo(origin) });
  };
  const results = await runAll(many, nowhere, { account, sleep });
  const ends = results.map(({ call, verdict }) => [
    ...[call.streams, verdict.exitCode, verdict.retryable],
  ]);
  expect(ends).toEqual([
    [['s1'], 6, true],
    [['s2'], 12, false],
  ]);
});

it('a connection that ends while the turn is awaited costs neither the place nor an attempt', async () => {
  const { run } = machine();
  let answer = () => {};
  let reach = () => {};
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  const { origin, executed } = await scripted((response, request) => {
    answer = () => done(response, request);
    reach();
  }, done);
  // A server that does not keep a silent connection, three times.
  let connections = 0;
  const host = await accept((socket) => {
    connections += 1;
    if (connections <= 3) return void setTimeout(() => socket.end(), 400);
    socket.on('data', () => socket.end('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{"Code":0}'));
    answer();
  });
  const first = run(ban, origin);
  await reached;
  const account = { endpoint: origin };
  const second = await run(ban, origin, { account, send: sendTo(`http://${host}`) });
  expect([second.verdict.exitCode, second.attempts, connections]).toEqual([0, 1, 4]);
  expect((await first).verdict.exitCode).toBe(0);
  expect(executed).toHaveLength(1);
});

it('a command to which another gave way, and which then fails, says so', async () => {
  const { run } = machine();
  const nowhere = `http://${await crowded()}`;
  const { origin } = await scripted(coded(40005));
  const account = { endpoint: origin };
  let newer: ReturnType<typeof run> | undefined;
  let overtaken = () => {};
  const gaveWay = new Promise<void>((resolve) => {
    overtaken = resolve;
  });
  const older = run(ban, origin, {
    account,
    send: sendTo(nowhere),
    given: () => {
      newer = run(lift, origin, {
        account,
        wrap: (ticket) => ({
          awaits: ticket.awaits,
          overtaken: () => ticket.overtaken(),
          pause: (how) => ticket.pause(how),
          close: (how) => ticket.close(how),
          turn: async (...asked) => {
            await gaveWay;
            return ticket.turn(...asked);
          },
        }),
      });
    },
  });
  expect((await older).verdict.exitCode).toBe(12);
  overtaken();
  const { madeWay, verdict } = (await newer) ?? {};
  expect([madeWay, verdict?.exitCode]).toEqual([['s1'], 4]);
  expect(verdict?.hint).toHaveProperty(
    'en',
    expect.stringMatching(/^An older command for s1 gave /),
  );
  expect(verdict?.hint).toHaveProperty(
    'zh',
    expect.stringMatching(/^针对 s1 的较早命令已让位于本命令/),
  );
});

it('a wait for the order that the deadline ends is exit 6, nothing sent', async () => {
  const { run } = machine();
  let reach = () => {};
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  const { origin, executed } = await scripted((response, request) => {
    mute(response, request);
    reach();
  });
  const end = new AbortController();
  const interrupted = end.signal;
  const timeouts = { connectMs: forever, answerMs: forever };
  const first = run(ban, origin, { limits: { interrupted, timeouts } });
  await reached;
  const over = new AbortController();
  const observer = {
    ...silent,
    waiting: () => over.abort(new DOMException('over', 'TimeoutError')),
  };
  const { verdict, error } = await run(ban, origin, {
    limits: { deadline: over.signal },
    observer,
  });
  end.abort('SIGINT');
  await first;
  expect([verdict.exitCode, executed.length]).toEqual([6, 1]);
  expect(error?.message).toBe(
    'another command for this stream was under way all the time; nothing was sent',
  );
});
