/**
 * Writes a key for a message. It ends at the first character no key has: `{serverSecret:abc}`, with
 * the space forgotten, is a key in YAML.
 */
export function keyPath(keys: readonly string[]): string {
  return keys
    .map((key) => {
      const word = /^[\p{L}\p{N}_$-]{0,40}/u.exec(key)?.[0] ?? '';
      return word === key ? key : `${word}…`;
    })
    .join('.');
}
