/** What an index of git says of one path: gitformat-index(5). */
export interface Index {
  /** The place of its entry among all entries; null where it has none. */
  readonly position: number | null;
  /** Of a split index: the index that it continues. */
  readonly shared: Shared | null;
}

export interface Shared {
  /** Its checksum in hexadecimal digits, which its file is named after. */
  readonly name: string;
  /** Whether the entry at a place there was deleted since; throws where its list of those is damaged. */
  deletes(position: number): boolean;
}

/**
 * Reads an index, of version 2 to 4.
 * @param path the path that is looked for, from the top of the repository, with `/`
 * @returns undefined for what makes no sense
 */
export function readIndex(bytes: Buffer, path: string): Index | undefined {
  // Nothing in an index says whether its repository counts in SHA-1 or SHA-256.
  for (const hash of [20, 32]) {
    try {
      return readWith(hash, bytes, Buffer.from(path).toString('latin1'));
    } catch {
      // An entry does not fit its length, or leads past the end.
    }
  }
  return undefined;
}

// PATH_MAX of Linux; without a bound, paths that grow from entry to entry would take hours.
const longestPath = 4096;

function readWith(hash: number, bytes: Buffer, path: string): Index {
  const version = bytes.readUInt32BE(4);
  const count = bytes.readUInt32BE(8);
  if (bytes.toString('latin1', 0, 4) !== 'DIRC' || version < 2 || version > 4) throw new Error();
  let at = 12;
  let name = '';
  let position: number | null = null;
  for (let entry = 0; entry < count; entry++) {
    const start = at;
    const flags = bytes.readUInt16BE(start + 40 + hash);
    at += 42 + hash + (flags & 0x4000 ? 2 : 0);
    let kept = 0;
    if (version === 4) {
      // The path begins like the one before it, less so many characters.
      const [dropped, next] = offsetAt(bytes, at);
      kept = name.length - dropped;
      at = next;
    }
    const end = bytes.indexOf(0, at);
    if (end < 0 || kept < 0) throw new Error();
    name = name.slice(0, kept) + bytes.toString('latin1', at, end);
    if (name.length > longestPath || Math.min(name.length, 0xfff) !== (flags & 0xfff)) {
      throw new Error();
    }
    if (name === path) position = entry;
    at = version === 4 ? end + 1 : start + ((end - start + 8) & ~7);
  }
  return { position, shared: sharedIn(bytes, at, hash) };
}

// gitformat-pack(5), "offset encoding".
function offsetAt(bytes: Buffer, start: number): [offset: number, end: number] {
  let at = start;
  let byte = bytes.readUInt8(at++);
  let offset = byte & 0x7f;
  while (byte & 0x80) {
    byte = bytes.readUInt8(at++);
    offset = (offset + 1) * 128 + (byte & 0x7f);
  }
  return [offset, at];
}

function sharedIn(bytes: Buffer, start: number, hash: number): Shared | null {
  for (let at = start; at + 8 <= bytes.length - hash; at += 8 + bytes.readUInt32BE(at + 4)) {
    if (bytes.toString('latin1', at, at + 4) !== 'link') continue;
    const name = bytes.toString('hex', at + 8, at + 8 + hash);
    const deleted = at + 8 + hash;
    const ends = at + 8 + bytes.readUInt32BE(at + 4);
    return { name, deletes: (place) => deleted < ends && holdsBit(bytes, deleted, place) };
  }
  return null;
}

// gitformat-bitmap(5), "Appendix A": a word says that so many words of 64 bits are all alike, and how many
// follow as they are.
function holdsBit(bytes: Buffer, start: number, wanted: number): boolean {
  const words = start + 8;
  const end = words + 8 * bytes.readUInt32BE(start + 4);
  let bit = 0;
  for (let at = words; at < end; ) {
    const head = bytes.readBigUInt64BE(at);
    bit += 64 * Number((head >> 1n) & 0xffff_ffffn);
    if (wanted < bit) return (head & 1n) === 1n;
    const literal = Number(head >> 33n);
    const ahead = wanted - bit;
    if (ahead < 64 * literal) {
      const word = bytes.readBigUInt64BE(at + 8 + 8 * Math.floor(ahead / 64));
      return ((word >> BigInt(ahead % 64)) & 1n) === 1n;
    }
    bit += 64 * literal;
    at += 8 + 8 * literal;
  }
  return false;
}
