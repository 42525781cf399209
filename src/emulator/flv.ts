/** How much time one tag holds, in milliseconds. */
export const TAG_MS = 200;

/** The head of an FLV file that has sound alone, and the size of the tag before the first, 0. */
export const flvHeader = Buffer.from([...Buffer.from('FLV'), 1, 0x04, 0, 0, 0, 9, 0, 0, 0, 0]);

const AUDIO = 8;
/** PCM, 11,025 Hz, 8 bit, mono: a second of it is 11,025 bytes. */
const FORMAT = 0x34;
const silence = Buffer.alloc((11_025 * TAG_MS) / 1000, 0x80);

/**
 * Makes a tag of silence, by Adobe's "Video File Format Specification", version 10.1, annex E.
 * @param timestampMs since the first tag; the format has 32 bits for it
 */
export function silentTag(timestampMs: number): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt8(AUDIO, 0);
  head.writeUIntBE(silence.length + 1, 1, 3);
  head.writeUIntBE(timestampMs % 2 ** 24, 4, 3);
  head.writeUInt8(Math.floor(timestampMs / 2 ** 24) % 256, 7);
  head.writeUInt8(FORMAT, 11);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(head.length + silence.length);
  return Buffer.concat([head, silence, size]);
}
