import type { Action } from '../actions/types.ts';
import { UsageError } from '../errors.ts';
import { sentStreamId } from './request.ts';
import type { Account, PlannedCall } from './types.ts';

/** What the command line asked for: the values by API name (`StreamId` for one id or many). */
export interface Wish {
  /** The rows of the command: the second, where there is one, takes several ids a call. */
  readonly rows: readonly Action[];
  readonly streams: readonly string[];
  readonly fields: Readonly<Record<string, string>>;
  readonly sequence?: string;
}

/**
 * Splits what was asked for into calls: one for one id, else as many ids a call as the Action takes.
 * An id given twice is sent once.
 * @throws UsageError for an id that is too long as it is sent, test prefix included
 */
export function plan(
  { rows, streams, fields, sequence }: Wish,
  account: Pick<Account, 'appId' | 'isTest'>,
): readonly PlannedCall[] {
  const ids = [...new Set(streams)];
  const [single, plural] = rows;
  const row = ids.length > 1 && plural !== undefined ? plural : single;
  if (row === undefined) throw new Error('a command without an Action');
  const param = row.params.find(({ type }) => type === 'streamId');
  const most = param?.maxItems ?? ids.length;
  const longest = param?.maxLength ?? Number.POSITIVE_INFINITY;
  for (const id of ids) {
    const length = sentStreamId(row, account, id).length;
    if (length > longest) {
      throw new UsageError(
        `--stream: ${length} characters as it is sent; at most ${longest} may be`,
      );
    }
  }
  const groups = ids.length === 0 ? [[]] : chunks(ids, most);
  return groups.map((group) => ({
    row,
    streams: group,
    fields,
    ...(sequence !== undefined && row.sequenced ? { sequence } : {}),
  }));
}

function chunks(ids: readonly string[], most: number): string[][] {
  const count = Math.ceil(ids.length / most);
  return Array.from({ length: count }, (_, i) => ids.slice(i * most, (i + 1) * most));
}
