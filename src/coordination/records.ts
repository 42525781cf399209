import type { Change } from './coordinator.ts';

/**
 * The lines of a stream queue. All begin with a kind, the milliseconds since the machine started and the
 * token of a call:
 * - `I <at> <token> <owner> <until> <queue> <change> <streams>`: the call was given, by this process, which
 *   lasts until then at most
 * - `Q <at> <token> order|slot`: it is connected and waits, for another call of its streams or for the rate
 * - `L <at> <token>`: it lets its turn pass; said by whoever waited behind it for long
 * - `G <at> <token>`: it takes its turn and goes; void if another call for one of its streams is under way
 * - `E <at> <token> lost|not-done|again`: its attempt has ended, or did not begin, and there may be another
 * - `X <at> <token> done|nothing|overtaken|dead`: it is over; `dead` is said by whoever found it so
 * At the start of a generation also, as it was judged before:
 * - `S <at> <token> <streams>`: it is under way for these
 * - `P <at> <token> <streams>`: an opposite call went past it for these
 * - `M <at> <token> <streams>`: an older call gave way to it for these
 */
export type QueueRecord = Given | Event;

export interface Given extends Common {
  readonly kind: 'I';
  readonly owner: string;
  /** Milliseconds since the machine started. */
  readonly until: number;
  readonly queue: string;
  /** Null for a call that only reads. */
  readonly change: Change | null;
  readonly streams: readonly string[];
}

export interface Event extends Common {
  readonly kind: 'Q' | 'L' | 'G' | 'E' | 'X' | 'S' | 'P' | 'M';
  /** What it waits for, how it ended, for which streams, or nothing. */
  readonly detail: string;
}

interface Common {
  readonly at: number;
  readonly token: string;
}

const form = /^([IQLGEXSPM]) (\d{1,14}) ([0-9a-f]{12})(?: ([^;\n]*))?$/;
const givenForm = /^(\S{1,80}) (\d{1,14}) ([\w-]{1,64}) (\S{1,80}) (\S+)$/;
const changeForm = /^(relay|cdn|rtc):(ban|resume|start|stop)(?:>([0-9a-f]{12}))?(?:@(\d{1,12}))?$/;

/** Writes a record as a line. */
export function queueLine(record: QueueRecord): string {
  const detail =
    record.kind === 'I'
      ? [
          record.owner,
          record.until,
          record.queue,
          changeText(record.change),
          streamsText(record.streams),
        ]
      : [record.detail];
  return [record.kind, Math.ceil(record.at), record.token, ...detail].join(' ').trimEnd();
}

/** @returns undefined for a line that is torn or foreign */
export function readQueueLine(line: string): QueueRecord | undefined {
  const [, kind, time, token = '', detail = ''] = form.exec(line) ?? [];
  if (kind === undefined) return undefined;
  const common = { at: Number(time), token };
  if (kind !== 'I') return { ...common, kind: kind as Event['kind'], detail };
  const [, owner, until, queue = '', change = '', streams = ''] = givenForm.exec(detail) ?? [];
  if (owner === undefined || (change !== 'read' && !changeForm.test(change))) return undefined;
  return {
    ...common,
    ...{
      kind,
      owner,
      until: Number(until),
      queue,
      change: readChange(change),
      streams: readStreams(streams),
    },
  };
}

/** Streams as one word: their hashes, or `-` for none. */
export function streamsText(streams: Iterable<string>): string {
  return [...streams].join(',') || '-';
}

/** @returns the streams of such a word */
export function readStreams(text: string): readonly string[] {
  return text.split(',').filter((stream) => /^[0-9a-f]{12}$/.test(stream));
}

function changeText(change: Change | null): string {
  if (change === null) return 'read';
  const { lever, intent, address, until } = change;
  return `${lever}:${intent}${address ? `>${address}` : ''}${until === null ? '' : `@${until}`}`;
}

function readChange(text: string): Change | null {
  const [, lever, intent, address = null, until] = changeForm.exec(text) ?? [];
  if (lever === undefined) return null;
  return {
    lever: lever as Change['lever'],
    intent: intent as Change['intent'],
    address,
    until: until === undefined ? null : Number(until),
  };
}
