import { actions } from '../../src/actions/index.ts';
import type { Action } from '../../src/actions/types.ts';
import { coordinate } from '../../src/coordination/coordinate.ts';
import type { Coordinator } from '../../src/coordination/coordinator.ts';
import { memoryJournal } from '../../src/coordination/journal.ts';
import { makeCall } from '../../src/core/call.ts';
import type { CallDeps } from '../../src/core/call-state.ts';
import { givenCall } from '../../src/core/given.ts';
import type { Account, CallResult, PlannedCall, Reply, Stamp } from '../../src/core/types.ts';

export const account: Account = {
  appId: 1234567890,
  secret: 'canary0secret',
  endpoint: 'https://rtc-api.zego.im',
  isTest: false,
  from: { appId: '--app-id', secret: 'ZEGO_SERVER_SECRET', endpoint: 'default' },
};
export const testAccount: Account = { ...account, isTest: true };

export const stamp: Stamp = { nonce: '4fd24687296dd9f3', timestamp: 1615186943, sequence: '7' };

export function row(name: string): Action {
  const found = actions.find(({ action }) => action === name);
  if (!found) throw new Error(`no row ${name}`);
  return found;
}

/** A right value for every field of the catalogue but the ids. */
const values: Readonly<Record<string, string>> = {
  CDNUrl: 'rtmp://cdn.example/live/s1',
  ResumeTime: '2025-02-01T00:00:00Z',
  Vendor: 'ws',
  Type: 'push',
  ClientIP: '203.0.113.7',
};

/** A call of a row with every field it takes. */
export function callOf(name: string, more: Partial<PlannedCall> = {}): PlannedCall {
  const { params } = row(name);
  const taken = params.filter(({ type }) => type !== 'streamId').map(({ field }) => field);
  return {
    row: row(name),
    streams: params.some(({ type }) => type === 'streamId') ? ['s1'] : [],
    fields: Object.fromEntries(taken.map((field) => [field, values[field]!])),
    ...more,
  };
}

export function replied(call: PlannedCall, reply: Partial<Reply> = {}): CallResult {
  return {
    call,
    reply: { code: 0, message: 'ok', requestId: '4741109603321226039', data: null, ...reply },
    error: null,
    ...once,
  };
}

const once = {
  ...{ sequence: '7', attempts: 1, waitedMs: 0, serverAheadMs: null },
  ...{ serverTime: null, first: null },
  ...{ superseded: false, madeWay: [] },
};

export function failed(call: PlannedCall, error: NonNullable<CallResult['error']>): CallResult {
  return { call, reply: null, error, ...once };
}

const ok = { status: 200, date: null, location: null, body: '{"Code":0}', timings: {} };

/**
 * Means that answer from a list, one answer an attempt, the last one over and over, and remember what was
 * sent. Sleeping takes no time but moves the clock.
 */
export function deps(
  ...answers: { status?: number; date?: string; location?: string; body?: string }[]
) {
  const clock = { ms: 1_700_000_000_500, up: 60_000 };
  const sent: URL[] = [];
  let tokens = 0;
  const machineClock = {
    now: () => clock.ms,
    uptime: () => clock.up,
    token: () => String(++tokens).padStart(12, '0'),
    sleep: async (ms: number) => {
      clock.up += ms;
    },
    owner: '1/1/1/1',
    isDead: () => false,
  };
  let nonces = 0;
  let pauses = 0;
  const over = new AbortController();
  const given: CallDeps & { readonly coordinator: Coordinator } = {
    ...machineClock,
    // A call that is repeated again and again has no more time after this many pauses.
    sleep: async (ms, signal) => {
      clock.up += ms;
      if (++pauses === 9) over.abort();
      signal.throwIfAborted();
    },
    every: () => () => {},
    send: async (_, prepare, { deadline }) => {
      sent.push(new URL((await prepare(deadline)).url));
      const answer = answers[sent.length - 1] ?? answers.at(-1);
      return { ...ok, ...answer };
    },
    randomHex: (bytes) => String(++nonces).padStart(bytes * 2, '0'),
    coordinator: coordinate(() => memoryJournal(), machineClock),
    limits: {
      deadline: over.signal,
      interrupted: new AbortController().signal,
      timeouts: { connectMs: 1000, answerMs: 1000 },
    },
    redactForeign: (text) => text,
    observer: silent,
  };
  return { given, clock, sent };
}

/** Gives a call and makes it: what came of all of its streams. */
export async function call(
  planned: PlannedCall,
  given: CallDeps & { readonly coordinator: Coordinator },
  caller = account,
): Promise<CallResult> {
  const ticket = await given.coordinator.issue(givenCall(planned, caller, 15_000));
  const results = await makeCall(planned, ticket, caller, given);
  if (results[0] === undefined || results.length > 1) throw new Error('not one result');
  return results[0];
}

/** A observer that looks away. */
export const silent: CallDeps['observer'] = {
  waiting() {},
  sending() {},
  answered() {},
  failed() {},
  repeating() {},
};
