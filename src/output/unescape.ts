/** A text without its escapes, and the way back to it. */
export interface Unescaped {
  /** UTF-8, a character for each byte. */
  readonly bytes: string;
  /** Where in the text that stands which a byte comes from; the end of the text for the end of the bytes. */
  placeOf(byte: number): number;
}

// A run of backslashes counts as one, and %25 before hexadecimal digits as nothing: what quotes JSON in
// JSON, or encodes an address again, changes nothing.
const escapeForm =
  /\\+u(d[89ab][\da-f]{2})\\+u(d[c-f][\da-f]{2})|\\+u([\da-f]{4})|%(?:25)*([\da-f]{2})/iy;

/**
 * Undoes percent-encoding (RFC 3986) and the escapes of JSON (RFC 8259): `/`, `\/`, `%2F`, `%252f` and
 * `\u002f` are the same. Takes time and memory in proportion to the text.
 */
export function unescaped(text: string): Unescaped {
  if (!/[\\%\u0080-\uffff]/.test(text)) return { bytes: text, placeOf: (byte) => byte };
  // Nothing is longer as it is meant than as it is written.
  const bytes = Buffer.allocUnsafe(Buffer.byteLength(text));
  const places = new Uint32Array(bytes.length + 1);
  let length = 0;
  for (let at = 0; at < text.length; ) {
    const [start, from] = [at, length];
    const found = escapeAt(text, at);
    if (found?.[4] !== undefined) {
      bytes[length++] = Number.parseInt(found[4], 16);
    } else if (found) {
      const units = found.slice(1).flatMap((hex) => (hex ? [Number.parseInt(hex, 16)] : []));
      length += bytes.write(String.fromCharCode(...units), length);
    } else {
      while (text[at] === '\\') at++;
      const code = text.codePointAt(at);
      if (code === undefined) break;
      if (code < 0x80) bytes[length++] = code;
      else length += bytes.write(String.fromCodePoint(code), length);
      at += code > 0xffff ? 2 : 1;
    }
    if (found) at = escapeForm.lastIndex;
    for (let byte = from; byte < length; byte++) places[byte] = start;
  }
  places[length] = text.length;
  return {
    bytes: bytes.toString('latin1', 0, length),
    placeOf: (byte) => places[byte] ?? text.length,
  };
}

function escapeAt(text: string, at: number): RegExpExecArray | null {
  if (text[at] !== '\\' && text[at] !== '%') return null;
  escapeForm.lastIndex = at;
  return escapeForm.exec(text);
}
