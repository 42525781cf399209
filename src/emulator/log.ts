import { actions, addressFields } from '../actions/index.ts';
import { hideAddressSecrets } from '../values/rtmp.ts';
import { commonNames, streamsOf } from './query.ts';
import type { EmulatorReply } from './reply.ts';

/** One request and its answer, secrets hidden. The client wrote the texts: sanitize them before they are shown. */
export interface LogEntry {
  /** When the request came in, UTC with milliseconds. */
  readonly time: string;
  /** The Action as the client sent it; null if there was none. */
  readonly action: string | null;
  readonly streams: readonly string[];
  /** HTTP status. */
  readonly status: number;
  /** The return code; null when the answer carried none. */
  readonly code: number | null;
  readonly message: string;
  /** The query, decoded. The Signature, the keys in addresses and the values of unknown parameters are `***`. */
  readonly query: Readonly<Record<string, string | string[]>>;
  readonly durationMs: number;
}

const known = new Set<string>([
  ...commonNames,
  'Sequence',
  ...actions.flatMap(({ params }) => params.map(({ field }) => field)),
]);

/**
 * Makes the log entry of a request.
 * @param ending when it came in and when it ended, Unix milliseconds, and whether the client got the answer
 */
export function logEntry(
  query: URLSearchParams,
  reply: EmulatorReply,
  ending: { startedAt: number; endedAt: number; answered: boolean },
): LogEntry {
  const { status, code, message, note } = reply;
  const { startedAt, endedAt, answered } = ending;
  return {
    time: new Date(startedAt).toISOString(),
    action: query.get('Action'),
    streams: streamsOf(query),
    status,
    code,
    message: `${note ?? message}${answered ? '' : ' (client left before the answer)'}`,
    query: Object.fromEntries(
      [...new Set(query.keys())].map((name) => {
        const [value = '', ...more] = query.getAll(name).map((text) => hide(name, text));
        return [name, more.length > 0 ? [value, ...more] : value];
      }),
    ),
    durationMs: endedAt - startedAt,
  };
}

/** An unknown parameter may be the tail of a CDNUrl that was not encoded, or a misspelt Signature. */
function hide(name: string, value: string): string {
  if (name === 'Signature' || !known.has(name)) return '***';
  return addressFields.has(name) ? hideAddressSecrets(value) : value;
}
