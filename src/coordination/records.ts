import type { Change } from './coordinator.ts';

/**
 * The lines of a stream queue. Each begins with its kind, the milliseconds since the machine started and the
 * token of a call:
 * - `I <at> <token> <owner> <until> <queue> <change> <streams>`: the call was issued by this process, which
 *   lasts until then at most; `queue` names its rate queue
 * - `Q <at> <token> order|slot`: it is connected and waits, for another call of its streams or for the rate
 * - `L <at> <token>`: it lets its turn pass; written by a call that has long waited behind it
 * - `G <at> <token>`: it takes its turn and goes; void if another call for one of its streams is under way
 * - `E <at> <token> lost|not-done|again`: its attempt ended, or never began, and another may follow
 * - `X <at> <token> done|nothing|overtaken|dead`: it is closed; `dead` is written by whoever finds it so
 *
 * A new generation also begins with what the one before it came to:
 * - `S <at> <token> <streams>`: the call is under way for these streams
 * - `P <at> <token> <streams>`: an opposite call went past it for these streams
 * - `M <at> <token> <streams>`: an older call gave way to it for these streams
 */
export type QueueRecord = Issue | Update;

export interface Issue extends Common {
  readonly kind: 'I';
  readonly owner: string;
  /** Milliseconds since the machine started. */
  readonly until: number;
  readonly queue: string;
  /** Null for a call that only reads. */
  readonly change: Change | null;
  readonly streams: readonly string[];
}

export interface Update extends Common {
  readonly kind: 'Q' | 'L' | 'G' | 'E' | 'X' | 'S' | 'P' | 'M';
  /** What it waits for, how it ended, which streams, or nothing. */
  readonly detail: string;
}

interface Common {
  /** Milliseconds since the machine started. */
  readonly at: number;
  readonly token: string;
}

const form = /^([IQLGEXSPM]) (\d{1,14}) ([0-9a-f]{12})(?: ([^;\n]*))?$/;
const issueForm = /^(\S{1,80}) (\d{1,14}) ([\w-]{1,64}) (\S{1,80}) (\S+)$/;
const changeForm = /^(relay|cdn|rtc):(ban|resume|start|stop)(?:>([0-9a-f]{12}))?(?:@(\d{1,12}))?$/;

/** Writes a record as a line. */
export function queueLine(record: QueueRecord): string {
  return [record.kind, Math.ceil(record.at), record.token, detailOf(record)].join(' ').trimEnd();
}

/** @returns undefined for a torn or foreign line */
export function readQueueLine(line: string): QueueRecord | undefined {
  const [, kind, time, token = '', detail = ''] = form.exec(line) ?? [];
  if (kind === undefined) return undefined;
  const at = Number(time);
  if (kind !== 'I') return { kind: kind as Update['kind'], at, token, detail };
  const [, owner, end, queue = '', changed = '', streams = ''] = issueForm.exec(detail) ?? [];
  const change = readChange(changed);
  if (owner === undefined || change === undefined) return undefined;
  const until = Number(end);
  return { kind, at, token, owner, until, queue, change, streams: readStreams(streams) };
}

function detailOf(record: QueueRecord): string {
  if (record.kind !== 'I') return record.detail;
  const { owner, until, queue, change, streams } = record;
  return [owner, until, queue, changeText(change), streamsText(streams)].join(' ');
}

/** Streams as one word: their hashes, or `-` for none. */
export function streamsText(streams: Iterable<string>): string {
  return [...streams].join(',') || '-';
}

/** Reads what `streamsText` wrote. */
export function readStreams(text: string): readonly string[] {
  return text.split(',').filter((stream) => /^[0-9a-f]{12}$/.test(stream));
}

function changeText(change: Change | null): string {
  if (change === null) return 'read';
  const { lever, intent, address, until } = change;
  return `${lever}:${intent}${address ? `>${address}` : ''}${until === null ? '' : `@${until}`}`;
}

/** @returns undefined for a foreign text */
function readChange(text: string): Change | null | undefined {
  if (text === 'read') return null;
  const [, lever, intent, address = null, until] = changeForm.exec(text) ?? [];
  if (lever === undefined) return undefined;
  return {
    lever: lever as Change['lever'],
    intent: intent as Change['intent'],
    address,
    until: until === undefined ? null : Number(until),
  };
}
