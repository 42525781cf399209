import { actions } from '../actions/index.ts';
import { hideAddressSecrets } from '../values/rtmp.ts';
import { commonNames, streamsOf } from './query.ts';
import type { Reply } from './reply.ts';

/** One request and its answer, safe to print: control and bidi characters stand as `\u{..}`. */
export interface LogEntry {
  /** When it came in, UTC with milliseconds. */
  readonly time: string;
  /** The Action as it was sent; null if there was none. */
  readonly action: string | null;
  readonly streams: readonly string[];
  /** HTTP status. */
  readonly status: number;
  /** The return code; null when the answer carried none. */
  readonly code: number | null;
  readonly message: string;
  /** What was sent, decoded. The Signature, what a CDNUrl may hide and unknown values are `***`. */
  readonly query: Readonly<Record<string, string | string[]>>;
  readonly durationMs: number;
}

const known = new Set<string>([
  ...commonNames,
  'Sequence',
  ...actions.flatMap(({ params }) => params.map(({ field }) => field)),
]);

/**
 * Writes down a request.
 * @param answered whether the client was still there to hear the answer
 * @param startedAt when it came in, Unix milliseconds
 * @param now when it was answered, Unix milliseconds
 */
export function logEntry(
  query: URLSearchParams,
  reply: Reply,
  answered: boolean,
  startedAt: number,
  now: number,
): LogEntry {
  const { status, code, message, note } = reply;
  const action = query.get('Action');
  return {
    time: new Date(startedAt).toISOString(),
    action: action === null ? null : visible(action),
    streams: streamsOf(query).map(visible),
    status,
    code,
    message: visible(`${note ?? message}${answered ? '' : ' (client left before the answer)'}`),
    query: Object.fromEntries(
      [...new Set(query.keys())].map((name) => {
        const [value = '', ...more] = query.getAll(name).map((text) => visible(hide(name, text)));
        return [visible(name), more.length > 0 ? [value, ...more] : value];
      }),
    ),
    durationMs: now - startedAt,
  };
}

/** An unknown parameter may be the tail of a CDNUrl that was not encoded, or a misspelt Signature. */
function hide(name: string, value: string): string {
  if (name === 'Signature' || !known.has(name)) return '***';
  return name === 'CDNUrl' ? hideAddressSecrets(value) : value;
}

/** Leaves printable ASCII, letters and digits of any script; the rest becomes `\u{..}`. */
function visible(text: string): string {
  return text.replace(
    /[^ -~\p{L}\p{N}]/gu,
    (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
