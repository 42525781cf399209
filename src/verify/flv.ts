const audio = 8;
const video = 9;

/**
 * Says what the beginning of a body is: `media` as soon as a tag with sound or picture begins, `header` as long as
 * only a header, metadata or codec settings came, null for what is no FLV. Settings do not count, since a server keeps
 * them of a publisher who has left. By Adobe's Video File Format Specification 10.1, annex E, and Enhanced RTMP.
 */
export function readFlv(body: Buffer): 'media' | 'header' | null {
  if (body.toString('latin1', 0, 4) !== 'FLV\x01') return null;
  // Each tag has the size of the one before in front of it.
  for (let at = headerSize(body) + 4; at + 13 <= body.length; at += 11 + sizeOf(body, at) + 4) {
    const type = body.readUInt8(at) & 0x1f;
    if (sizeOf(body, at) < 2) continue;
    const isSetting = type === audio ? isAudioSetting : isVideoSetting;
    if (
      (type === audio || type === video) &&
      !isSetting(body.readUInt8(at + 11), body.readUInt8(at + 12))
    )
      return 'media';
  }
  return 'header';
}

function headerSize(body: Buffer): number {
  return body.length < 9 ? body.length : Math.max(9, body.readUInt32BE(5));
}

function sizeOf(body: Buffer, tag: number): number {
  return body.readUIntBE(tag + 1, 3);
}

function isAudioSetting(format: number, packet: number): boolean {
  const aac = 10;
  const enhanced = 9;
  if (format >> 4 === enhanced) return (format & 0x0f) !== 1;
  return format >> 4 === aac && packet === 0;
}

/** Only a packet of pictures is none: the others are settings, metadata, and the end of a sequence. */
function isVideoSetting(format: number, packet: number): boolean {
  const isEnhanced = format >= 0x80;
  if (isEnhanced) return ![1, 3].includes(format & 0x0f);
  const [avc, hevc, av1] = [7, 12, 13];
  return [avc, hevc, av1].includes(format & 0x0f) && packet !== 1;
}
