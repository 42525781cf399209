/** The header of an FLV, with the size of the tag before the first. */
export const flvHeader = Buffer.from('FLV\x01\x05\0\0\0\x09\0\0\0\0', 'latin1');

/** A tag of FLV with the size that comes behind it. */
export function flvTag(type: number, ...data: number[]): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(11 + data.length);
  return Buffer.concat([
    Buffer.from([type, 0, data.length >> 8, data.length & 255, 0, 0, 0, 0, 0, 0, 0, ...data]),
    size,
  ]);
}

/** Metadata and the settings of the codecs: what a server keeps of a publisher who has left. */
export const settings = Buffer.concat([
  flvTag(18, ...Buffer.from('onMetaData')),
  flvTag(9, 0x17, 0, 0, 0, 0, 1),
  flvTag(8, 0xaf, 0, 0x12, 0x10),
]);

/** A picture. */
export const picture = flvTag(9, 0x17, 1, 0, 0, 0, 1, 2, 3);
