import type { DataShape } from '../actions/types.ts';

/** The CDNs in the answer to a ban; entries of another shape are left out. */
export function cdnResults(data: unknown): readonly { cdn: string; result: string }[] {
  if (!Array.isArray(data)) return [];
  return data.filter(isObject).map((entry) => ({
    cdn: memberText(entry, 'CdnType') || '?',
    result: memberText(entry, 'CdnResult'),
  }));
}

/** The only CdnResult that ZEGO publishes for a success. */
const published = /^success append purge tasks\.?$/i;

/**
 * The CDNs in the answer to a ban that say anything but what ZEGO publishes; an entry of another shape counts as `?`.
 * @returns null where the answer holds no CDN at all
 */
export function unconfirmedCdns(data: unknown): readonly string[] | null {
  const results = cdnResults(data);
  if (results.length === 0) return null;
  const odd = results.filter(({ result }) => !published.test(result.trim())).map(({ cdn }) => cdn);
  const others = Array.isArray(data) && data.length > results.length ? ['?'] : [];
  return [...new Set([...odd, ...others])];
}

/**
 * The list of a query for bans, `{Ws: {ResultDetail: [...]}}`.
 * @returns one entry a ban, unchecked; none where null or an empty object or list stands instead; null for any
 *   other shape
 */
export function bans(data: unknown): readonly unknown[] | null {
  let found = data;
  for (const name of ['Ws', 'ResultDetail']) {
    if (isNothing(found)) return [];
    found = memberOf(found, name);
    if (found === undefined) return null;
  }
  if (isNothing(found)) return [];
  return Array.isArray(found) ? found : null;
}

// PHP writes an empty map as an empty list.
function isNothing(value: unknown): boolean {
  return typeof value === 'object' && Object.keys(value ?? {}).length === 0;
}

/** The addresses of a dispatch; null for anything but a list of texts. */
export function addresses(data: unknown): readonly string[] | null {
  return Array.isArray(data) && data.every((url) => typeof url === 'string') ? data : null;
}

/**
 * Whether Data holds the answer. For an Action that changes something the return code is the answer and Data a
 * detail; for one that asks for a list, the list is.
 */
export function isAnswered(shape: DataShape, data: unknown): boolean {
  if (shape === 'urls') return Boolean(addresses(data)?.length);
  return shape !== 'cdnBans' || bans(data) !== null;
}

/** A member of an object; undefined where there is no object or no such member. */
function memberOf(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined;
}

/** A member as text: a string as it is, null and undefined as '', all else as JSON. */
export function memberText(value: unknown, name: string): string {
  const member = memberOf(value, name) ?? '';
  return typeof member === 'string' ? member : JSON.stringify(member);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
