import type { Action } from '../actions/types.ts';
import { filled } from '../codes/fill.ts';
import { longId } from '../codes/warnings.ts';
import { UsageError } from '../errors.ts';
import { encode } from '../values/encode.ts';
import { hideAddressSecrets } from '../values/rtmp.ts';
import { quoted } from '../values/shell.ts';
import { sentStreamId } from './request.ts';
import type { Account, PlannedCall } from './types.ts';

/** Servers commonly take a URL of 8 KB; all else in a query is well below 1 KB. */
const mostInUrl = 7 * 1024;

/** What the command line asked for: the values by API name (`StreamId` for one id or many). */
export interface CallInput {
  /** The rows of the command: the second, where there is one, takes several ids a call. */
  readonly rows: readonly Action[];
  readonly streams: readonly string[];
  readonly fields: Readonly<Record<string, string>>;
  readonly lists?: Readonly<Record<string, readonly string[]>>;
  readonly sequence?: string;
}

/**
 * Splits a command into calls: one for a single id, else as many ids a call as the Action takes (or as many
 * values of another parameter that takes several) and a URL holds. Duplicates are sent once.
 * @throws UsageError for an id that is too long with its test prefix
 */
export function plan(
  { rows, streams, fields, lists, sequence }: CallInput,
  account: Pick<Account, 'appId' | 'isTest'>,
): readonly PlannedCall[] {
  const [single, plural] = rows;
  if (single === undefined) throw new Error('a command without an Action');
  // Compared as they are sent: an id with the test prefix and one without may be the same.
  const ids = [...new Map(streams.map((id) => [sentStreamId(single, account, id), id])).values()];
  const row = ids.length > 1 && plural !== undefined ? plural : single;
  const param = row.params.find(({ type }) => type === 'streamId');
  const longest = param?.maxLength ?? Number.POSITIVE_INFINITY;
  for (const id of ids) {
    const length = sentStreamId(row, account, id).length;
    if (length > longest) {
      throw new UsageError(
        filled(longId, { id: beginningOf(id), length: `${length}`, longest: `${longest}` }),
      );
    }
  }
  const split = row.params.find(({ maxItems }) => maxItems !== undefined);
  const common = { row, fields, ...(sequence !== undefined && row.sequenced ? { sequence } : {}) };
  if (split === undefined || split === param) {
    const sent = (id: string) => sizeInUrl(row, sentStreamId(row, account, id));
    return chunks(ids, sent, split?.maxItems).map((streams) => ({
      ...common,
      streams,
      ...(lists && { lists }),
    }));
  }
  const values = [...new Set(lists?.[split.field])];
  return chunks(values, (value) => sizeInUrl(row, value), split.maxItems).map((some) => ({
    ...common,
    streams: ids,
    lists: { ...lists, [split.field]: some },
  }));
}

/** The StreamIds of several calls, each once. */
export function streamsOf(calls: readonly Pick<PlannedCall, 'streams'>[]): readonly string[] {
  return [...new Set(calls.flatMap(({ streams }) => streams))];
}

/** As much of an id as tells it from others, and less than looks like a secret. */
function beginningOf(id: string): string {
  const beginning = hideAddressSecrets(id).slice(0, 6).toWellFormed();
  return `${quoted(beginning)}...`;
}

/** Characters of a URL for one of several values, its name in the query included. */
function sizeInUrl({ params }: Action, value: string): number {
  const name = params.find(({ maxItems }) => maxItems !== undefined)?.field ?? '';
  return encode(name).length + encode(value).length + 2;
}

/**
 * Groups of at most `most` values whose sizes together leave a URL below what servers take; one empty group where
 * there are none.
 */
function chunks(
  values: readonly string[],
  sizeOf: (value: string) => number,
  most = values.length,
): string[][] {
  const groups: string[][] = [[]];
  let size = 0;
  for (const value of values) {
    size += sizeOf(value);
    const group = groups.at(-1);
    if (group && group.length > 0 && (group.length >= most || size > mostInUrl)) {
      groups.push([value]);
      size = sizeOf(value);
    } else {
      group?.push(value);
    }
  }
  return groups;
}
