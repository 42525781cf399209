import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { coordinate } from '../../src/coordination/coordinate.ts';
import type { Coordinator, Ticket } from '../../src/coordination/coordinator.ts';
import { type Journal, memoryJournal } from '../../src/coordination/journal.ts';
import { makeCall } from '../../src/core/call.ts';
import type { CallDeps } from '../../src/core/call-state.ts';
import { givenCall } from '../../src/core/given.ts';
import type { Account, CallResult, Limits, PlannedCall } from '../../src/core/types.ts';
import { judge, type Verdict } from '../../src/core/verdict.ts';
import { send } from '../../src/http/send.ts';
import { account, callOf, silent } from '../core/samples.ts';
import { forever, limited, serve, timeOnCall } from '../http/servers.ts';

export const stop = callOf('DeleteCDNTransferRule');
export const start = callOf('CreatCDNTransferRule');
export const ban = callOf('ForbidRTCStream');
export const lift = callOf('ResumeRTCStream');
export const ask = callOf('DescribeRTCStreamState');

/** What came of a command. */
export interface Done extends CallResult {
  readonly verdict: Verdict;
}

export interface Circumstances extends Partial<Omit<CallDeps, 'limits'>> {
  readonly limits?: Partial<Limits>;
  readonly account?: Partial<Account>;
  /** What happens when the command is on record as given. */
  readonly given?: () => void;
  /** What stands between the call and its ticket. */
  readonly wrap?: (ticket: Ticket) => Ticket;
}

/** When the clocks of these machines began, in Unix milliseconds; a second passes with every look. */
export const dawn = 1_700_000_000_000;

/**
 * A machine on which commands run, each like a process of its own. They share what a state directory
 * holds; requests go over real sockets, and nobody waits before another attempt. Its uptime passes in
 * sleep alone, so that no slot goes stale while a slow machine is at work.
 */
export function machine() {
  const journals = new Map<string, Journal>();
  const open = (name: string) => {
    const journal = journals.get(name) ?? memoryJournal();
    journals.set(name, journal);
    return journal;
  };
  let looks = 0;
  const now = () => dawn + ++looks * 1000;
  let uptime = 60_000;
  const clock = {
    now,
    uptime: () => uptime,
    token: () => randomBytes(6).toString('hex'),
    sleep: async (ms: number, signal: AbortSignal) => {
      const end = uptime + ms;
      await sleepUnless(ms, signal);
      uptime = Math.max(uptime, end);
    },
    owner: '1/1/1/1',
    isDead: () => false,
  };

  /** What came of all streams of a command, a result for each group that fared alike. */
  const runAll = async (
    call: PlannedCall,
    origin: string,
    { limits, account: more, given, wrap = (ticket) => ticket, ...parts }: Circumstances = {},
  ): Promise<readonly Done[]> => {
    const caller: Account = { ...account, endpoint: origin, ...more };
    const ticket = await coordinate(open, clock).issue(givenCall(call, caller, 15_000));
    given?.();
    const { deadline, sleep } = outOfTime(mostPauses);
    const results = await makeCall(call, wrap(ticket), caller, {
      send,
      limits: limited({ deadline, ...limits }),
      now,
      randomHex: (bytes) => (bytes === 4 ? '00000000' : randomBytes(bytes).toString('hex')),
      sleep,
      every: (ms, task) => {
        const timer = setInterval(task, ms);
        return () => clearInterval(timer);
      },
      redactForeign: (text) => text,
      observer: silent,
      ...parts,
    });
    return Promise.all(
      results.map(async (result) => ({ ...result, verdict: await judge(result, caller) })),
    );
  };
  const run = async (...asked: Parameters<typeof runAll>): Promise<Done> => {
    const [first, ...others] = await runAll(...asked);
    if (first === undefined || others.length > 0) throw new Error('not one result');
    return first;
  };
  const coordinator: Coordinator = coordinate(open, clock);
  return { run, runAll, coordinator };
}

/** Waits as a process does: until the signal aborts, whose reason it throws. */
export async function sleepUnless(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => signal.throwIfAborted());
}

/** The time of a command is over in this pause, unless a test says otherwise. */
export const mostPauses = 7;

/** Pauses that take no time, and a deadline that comes in one of them: the first, or a later one. */
export function outOfTime(pauses: number) {
  const over = new AbortController();
  const slept: number[] = [];
  const sleep = async (ms: number, signal: AbortSignal) => {
    if (slept.push(ms) === pauses) over.abort(new DOMException('over', 'TimeoutError'));
    signal.throwIfAborted();
  };
  return { deadline: over.signal, sleep, slept };
}

/** What a server does to a request. */
export type Step = (response: ServerResponse, request: IncomingMessage) => void;

/**
 * A server that meets requests with these steps, the last one over and over, and counts them; and limits
 * by which the time of an unanswered attempt ends as soon as it has come in.
 */
export async function scripted(...steps: readonly Step[]) {
  const executed: URLSearchParams[] = [];
  const { ms, end } = timeOnCall();
  const origin = await serve((request, response) => {
    const step = steps[executed.length] ?? steps.at(-1);
    executed.push(new URL(request.url ?? '', 'http://host').searchParams);
    step?.(response, request);
    if (step === mute) end();
  });
  return { origin, executed, limits: { timeouts: { connectMs: forever, answerMs: ms } } };
}

/** An answer in the API's shape. */
export const coded =
  (Code: number, headers: Readonly<Record<string, string>> = {}): Step =>
  (response) =>
    response
      .writeHead(200, headers)
      .end(JSON.stringify({ Code, Message: 'm', RequestId: '1', Data: null }));

export const done = coded(0);
export const mute: Step = () => {};
export const reset: Step = (_, { socket }) => socket.resetAndDestroy();
export const cutShort: Step = (response) => {
  response.writeHead(200, { 'content-length': '100' }).write('{"Code', () => response.destroy());
};
export const page =
  (status: number): Step =>
  (response) =>
    response.writeHead(status).end('<html>');
export const tooMany: Step = (response) => response.writeHead(429).end();
