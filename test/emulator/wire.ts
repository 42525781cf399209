import { createHash } from 'node:crypto';
import { type IncomingHttpHeaders, request } from 'node:http';
import { afterEach, expect } from '@jest/globals';
import { actions } from '../../src/actions/index.ts';
import type { Action } from '../../src/actions/types.ts';
import type { LogEntry } from '../../src/emulator/log.ts';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../src/emulator/server.ts';

export const APP = 1234567890;
export const PREFIX = `zegotest-${APP}-`;

type Params = Readonly<Record<string, string | readonly string[] | undefined>>;

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** The reply's four fields; undefined when the body is not JSON. */
  reply: { Code: number; Message: string; RequestId: string; Data: unknown } | undefined;
}

export interface Stage {
  emulator: Emulator;
  /** The emulator's time; tests move it. */
  clock: { ms: number };
  log: LogEntry[];
  /** Sends a call signed by hand; `undefined` leaves a parameter out. */
  call(action: string, params?: Params): Promise<Answer>;
  /** The same, for its return code. */
  code(action: string, params?: Params): Promise<number | undefined>;
  /** The path and query that `call` would send. */
  path(action: string, params?: Params): string;
  get(path: string, options?: Sending): Promise<Answer>;
}

interface Sending {
  method?: string;
  host?: string;
}

const open: Emulator[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((emulator) => emulator.close()));
});

export async function stage(options: Partial<EmulatorOptions> = {}): Promise<Stage> {
  const clock = { ms: Date.UTC(2025, 0, 31, 12) };
  const log: LogEntry[] = [];
  const emulator = await startEmulator({
    port: 0,
    fail: [],
    latencyMs: 0,
    live: [],
    now: () => clock.ms,
    log: (entry) => log.push(entry),
    ...options,
  });
  open.push(emulator);
  const { appId, secret } = emulator;

  const get = (path: string, sending: Sending = {}) => send(emulator.url, path, sending);
  const path = (action: string, params: Params = {}) => {
    const fields: Params = {
      Action: action,
      AppId: String(appId),
      SignatureNonce: '4fd24687296dd9f3',
      Timestamp: String(Math.floor(clock.ms / 1000)),
      SignatureVersion: '2.0',
      ...params,
    };
    const { AppId, SignatureNonce, Timestamp } = fields;
    const signed = `${AppId}${SignatureNonce}${secret}${Timestamp}`;
    const Signature = createHash('md5').update(signed).digest('hex');
    return `/?${encode({ Signature, ...fields })}`;
  };
  const call = (action: string, params?: Params) => get(path(action, params));
  const code = async (action: string, params?: Params) => (await call(action, params)).reply?.Code;
  return { emulator, clock, log, call, code, path, get };
}

function encode(params: Params): string {
  return Object.entries(params)
    .flatMap(([name, value]) => [value ?? []].flat().map((text) => [name, text]))
    .map((pair) => pair.map((text) => encodeURIComponent(text!)).join('='))
    .join('&');
}

function send(url: string, path: string, { method = 'GET', host }: Sending): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const headers = host === undefined ? {} : { host };
    request({ hostname, port, path, method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => {
        const { statusCode: status = 0, headers } = response;
        const json = headers['content-type'] === 'application/json';
        resolve({ status, headers, text, reply: json ? JSON.parse(text) : undefined });
      });
    })
      .on('error', reject)
      .end();
  });
}

/** Values that every Action accepts in production, written out by hand. */
const good: Readonly<Record<string, string>> = {
  StreamId: 's1',
  'StreamId[]': 's1',
  CDNUrl: 'rtmp://cdn.example/live/s1',
  Type: 'push',
};

/** Parameters that make a right call of an Action in production, its optional ones left out. */
export function right({ params, sequenced }: Action): Record<string, string> {
  const required = params.filter((param) => param.required).map(({ field }) => field);
  const fields = required.map((field) => {
    expect(good).toHaveProperty([field]);
    return [field, good[field]!] as const;
  });
  return { ...Object.fromEntries(fields), ...(sequenced && { Sequence: '1' }) };
}

export const each = actions.map((row) => [row.action, row] as const);
