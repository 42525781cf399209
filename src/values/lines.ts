/**
 * Finds the line of a key, by its text alone: neither JSON.parse nor js-yaml tells where a key stood.
 * @param path the keys that lead to it: `['profiles', 'prod', 'appId']`
 * @returns from 1; undefined where several lines could be meant
 */
export function lineOf(text: string, path: readonly string[]): number | undefined {
  const lines = text.split('\n');
  let found = holders(lines, path[0] ?? '');
  const depths = found.map((n) => lines[n]?.search(/\S/) ?? 0);
  const least = depths.reduce((least, depth) => Math.min(least, depth), Number.POSITIVE_INFINITY);
  found = found.filter((_, i) => depths[i] === least);
  if (found.length !== 1) return undefined;
  for (const key of path.slice(1)) {
    const above = found[0] ?? lines.length;
    found = holders(lines, key).filter((n) => n >= above);
  }
  return found[0] === undefined ? undefined : found[0] + 1;
}

const longestKey = 256;

function holders(lines: readonly string[], key: string): number[] {
  // Of a blank one each space of a line would be taken for a beginning.
  if (key.length > longestKey || key.trim() === '') return [];
  const quoted = key.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
  const pattern = new RegExp(`(?:^|[{,\\s])(["']?)${quoted}\\1\\s*:`);
  return lines.flatMap((line, n) => (!/^\s*#/.test(line) && pattern.test(line) ? [n] : []));
}

/**
 * Finds the line where a text stops being JSON: the first one up to which it is more than cut short.
 * V8 names a position for some faults only.
 * @returns from 1; the last line if the text just ends too early
 */
export function brokenLine(text: string): number {
  const lines = text.trimEnd().split('\n');
  let sound = 0;
  let broken = lines.length;
  while (broken - sound > 1) {
    const middle = (sound + broken) >> 1;
    if (isCutShort(`${lines.slice(0, middle).join('\n')}\n`)) sound = middle;
    else broken = middle;
  }
  return broken;
}

function isCutShort(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const { message } = error as SyntaxError;
    const position = / at position (\d+)/.exec(message)?.[1];
    return position ? Number(position) >= text.length : message.startsWith('Unexpected end');
  }
}
