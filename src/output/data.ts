import type { DataShape } from '../actions/types.ts';
import { addresses, bans, cdnResults, memberText } from '../core/data.ts';
import type { Lang } from '../values/text.ts';
import { truncate } from '../values/truncate.ts';
import { sanitize } from './sanitize.ts';

/**
 * Shows an answer's Data to people: as lines, columns aligned, long texts cut. Data of any other than the documented
 * shape is shown as JSON.
 * @param columns the width of the terminal, 0 where it is unknown
 */
export function dataLines(shape: DataShape, data: unknown, columns = 0): Iterable<string> {
  if (data === undefined) return [];
  const lines = readers[shape](data, columns);
  if (lines === null && data === null) return [];
  return lines ?? [shown(JSON.stringify(data))];
}

const readers: Readonly<
  Record<DataShape, (data: unknown, columns: number) => Iterable<string> | null>
> = {
  nothing: () => null,
  cdnResults: (data) => {
    const results = cdnResults(data);
    return results.length === 0
      ? null
      : table(
          ['CDN', 'RESULT'],
          results.map(({ cdn, result }) => [cdn, result]),
        );
  },
  cdnBans: (data, columns) => {
    const details = bans(data);
    if (details === null) return null;
    if (details.length === 0) return ['(none)'];
    const fields = ['Channel', 'Url', 'StartTime', 'EndTime'];
    return listing(
      columns,
      ['CHANNEL', 'URL', 'START (UTC)', 'END (UTC)'],
      details.map((detail) => fields.map((field) => memberText(detail, field))),
    );
  },
  streamState: (data) => {
    const times = { created: 'create_time', closed: 'close_time' };
    return Object.entries(times).flatMap(([name, field]) => {
      const seconds = Number(memberText(data, field));
      const isTime = Number.isFinite(seconds) && seconds > 0;
      return isTime ? [`${name.padEnd(9)}${bothTimes(seconds * 1000)}`] : [];
    });
  },
  urls: (data) => addresses(data)?.map(shown) ?? null,
};

/** An instant in UTC and in the time of this machine: `2025-02-01T00:00:00Z (2025-02-01 08:00:00 +08:00 here)`. */
export function bothTimes(unixMs: number, lang: Lang = 'en'): string {
  const date = new Date(unixMs);
  if (Number.isNaN(date.getTime())) return String(unixMs);
  const utc = date.toISOString().replace(/\.\d+Z$/, 'Z');
  const offset = -date.getTimezoneOffset();
  const here = new Date(unixMs + offset * 60_000);
  // In the last hours of JavaScript's calendar (the year 275760) local time is out of range.
  if (Number.isNaN(here.getTime())) return utc;
  const local = here.toISOString().slice(0, -5).replace('T', ' ');
  const minutes = Math.abs(offset);
  const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  return lang === 'zh' ? `${utc}（本机 ${local} ${zone}）` : `${utc} (${local} ${zone} here)`;
}

/** A table where it fits the width, else one block a row. */
function* listing(columns: number, head: Row, rows: readonly Row[]): Generator<string> {
  const widths = widthsOf(head, rows);
  const whole = widths.reduce((sum, width) => sum + width + gap.length, -gap.length);
  if (columns === 0 || whole <= columns) return yield* table(head, rows);
  const width = Math.max(...head.map(({ length }) => length));
  for (const row of rows) {
    for (const [i, name] of head.entries())
      yield `${name.padEnd(width)}${gap}${shown(row[i] ?? '')}`;
  }
}

type Row = readonly string[];
const gap = '  ';

// A cell of half a MiB would make every other row as wide.
const widestPadding = 80;

/** Aligns columns of up to 80 characters; cells are sanitized. Lazy: one row at a time. */
export function* table(head: Row, rows: readonly Row[]): Generator<string> {
  const widths = widthsOf(head, rows).map((width) => Math.min(width, widestPadding));
  for (const row of [head, ...rows]) {
    yield row
      .map((cell, i) => shown(cell).padEnd(widths[i] ?? 0))
      .join(gap)
      .trimEnd();
  }
}

function widthsOf(head: Row, rows: readonly Row[]): number[] {
  return head.map((name, i) =>
    rows.reduce((width, row) => Math.max(width, shown(row[i] ?? '').length), name.length),
  );
}

function shown(text: string): string {
  return sanitize(truncate(text));
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
