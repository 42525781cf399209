import type { Action } from '../actions/types.ts';
import { UsageError } from '../errors.ts';
import { sentStreamId } from './request.ts';
import type { Account, PlannedCall } from './types.ts';

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
 * values of another parameter that takes several). Duplicates are sent once.
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
        `--stream: ${length} characters as it is sent; at most ${longest} may be`,
      );
    }
  }
  const split = row.params.find(({ maxItems }) => maxItems !== undefined);
  const common = { row, fields, ...(sequence !== undefined && row.sequenced ? { sequence } : {}) };
  if (split === undefined || split === param) {
    return chunks(ids, split?.maxItems).map((streams) => ({
      ...common,
      streams,
      ...(lists && { lists }),
    }));
  }
  const values = [...new Set(lists?.[split.field])];
  return chunks(values, split.maxItems).map((some) => ({
    ...common,
    streams: ids,
    lists: { ...lists, [split.field]: some },
  }));
}

/** Groups of at most `most` values; one empty group where there are none. */
function chunks(values: readonly string[], most = values.length): string[][] {
  const count = Math.max(1, Math.ceil(values.length / most) || 0);
  return Array.from({ length: count }, (_, i) => values.slice(i * most, (i + 1) * most));
}
