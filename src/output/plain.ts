/** A text as it is meant, whatever wrote it. */
export interface Plain {
  /** Its bytes in UTF-8, a character each. */
  readonly bytes: string;
  /** Where in the text a byte was said; for the byte after the last, where the text ends. */
  at(byte: number): number;
}

const ordinary = /^[^\\%+\u0080-\uffff]*$/;
const escaped =
  /\\+(?:u(d[89ab][\da-f]{2})\\+u(d[c-f][\da-f]{2})|u([\da-f]{4})|u\{0{0,4}([\da-f]{1,5})\}|x([\da-f]{2}))/iy;
const encoded = /%(?:25(?=[\da-f]{2}))*([\da-f]{2})/iy;

/**
 * Undoes what JSON, PHP, Python, URLs and forms do to a text: `/`, `\/`, `%2F`, `%252f`, `\u002f` and
 * `\x2f` are the same, and so are a space and a `+`; a backslash that is left belongs to what it stands
 * before.
 */
export function plain(text: string): Plain {
  if (ordinary.test(text)) return { bytes: text, at: (byte) => byte };
  // Nothing is longer as it is meant than as it is said.
  const bytes = Buffer.alloc(Buffer.byteLength(text));
  const starts = new Uint32Array(bytes.length + 1);
  let length = 0;
  for (let start = 0, at = 0; at < text.length; start = at) {
    const from = length;
    const [said, ...units] = matchAt(escaped, '\\', text, at);
    if (said === undefined) while (text[at] === '\\') at++;
    const [whole, byte = ''] = matchAt(encoded, '%', text, at);
    if (said !== undefined) {
      length += bytes.write(characters(units), length);
      at += said.length;
    } else if (whole !== undefined) {
      bytes[length++] = Number.parseInt(byte, 16);
      at += whole.length;
    } else {
      const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
      length += bytes.write(char, length);
      at += char.length;
    }
    starts.fill(start, from, length);
  }
  starts[length] = text.length;
  return {
    bytes: bytes.toString('latin1', 0, length).replaceAll('+', ' '),
    at: (byte) => starts[byte] ?? text.length,
  };
}

const nothing: readonly (string | undefined)[] = [];

function matchAt(pattern: RegExp, first: string, text: string, at: number) {
  if (text[at] !== first) return nothing;
  pattern.lastIndex = at;
  return pattern.exec(text) ?? nothing;
}

/** The character of one code unit in hexadecimal digits, or of a pair. */
function characters(units: readonly (string | undefined)[]): string {
  return String.fromCodePoint(...units.flatMap((hex) => (hex ? [Number.parseInt(hex, 16)] : [])));
}
