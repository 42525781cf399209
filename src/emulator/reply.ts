import { randomBytes } from 'node:crypto';

/** The emulator's answer to one request. */
export interface EmulatorReply {
  /** HTTP status. */
  readonly status: number;
  /** The return code; null when the answer carries no JSON. */
  readonly code: number | null;
  readonly message: string;
  readonly data: unknown;
  /** What the call did, for the log only: the API's own Message is just "ok". */
  readonly note?: string;
}

/** What each Action does, by name: a function of a checked query and the time in Unix milliseconds. */
export type Behaviours = Readonly<
  Record<string, (query: URLSearchParams, now: number) => EmulatorReply>
>;

/**
 * A call that succeeded.
 * @param data what goes into Data
 * @param note what it did, for the log
 */
export function done(data: unknown, note: string): EmulatorReply {
  return { status: 200, code: 0, message: 'ok', data, note };
}

/** An answer with a return code other than 0; the API sends these with HTTP 200 too. */
export function answer(code: number, message: string, data: unknown = null): EmulatorReply {
  return { status: 200, code, message, data };
}

/** An answer below the API: an HTTP status and a short text. */
export function bare(status: number, message: string): EmulatorReply {
  return { status, code: null, message, data: null };
}

/**
 * The body of a reply.
 * @returns JSON with a fresh RequestId of 19 digits; else a line of text; nothing for HTTP 429
 */
export function bodyOf({ status, code, message, data }: EmulatorReply): {
  type: string;
  text: string;
} {
  if (code !== null) {
    const reply = { Code: code, Message: message, RequestId: requestId(), Data: data };
    return { type: 'application/json', text: JSON.stringify(reply) };
  }
  return { type: 'text/plain', text: status === 429 ? '' : `${message}\n` };
}

/** Above 2^53, as real ones are: a client that reads it as a number loses digits. */
function requestId(): string {
  const base = 10n ** 18n;
  return String(base + (randomBytes(8).readBigUInt64BE() % (9n * base)));
}
