const escaped =
  /\\+(?:u(d[89ab][\da-f]{2})\\+u(d[c-f][\da-f]{2})|u([\da-f]{4})|u\{0{0,4}([\da-f]{1,5})\}|x([\da-f]{2}))/iy;
const encoded = /%(?:25(?=[\da-f]{2}))*([\da-f]{2})/iy;

/** Whether a text may be written in another way than it is meant. */
export function isPlain(text: string): boolean {
  return !/[\\%]/.test(text);
}

/**
 * Undoes what JSON, PHP, Python, URLs and forms do to a text: `/`, `\/`, `%2F`, `%252f`, `\u002f` and
 * `\x2f` are the same; a backslash that is left belongs to what it stands before.
 * @param starts takes for each byte, and for the end, where in the text it was said
 * @returns the bytes of what is meant, in UTF-8, a character each
 */
export function plain(text: string, starts?: Uint32Array): string {
  if (starts === undefined && /^[^\\%\u0080-\uffff]*$/.test(text)) return text;
  // Nothing is longer as it is meant than as it is said.
  const bytes = Buffer.alloc(Buffer.byteLength(text));
  let length = 0;
  for (let start = 0, at = 0; at < text.length; start = at) {
    const from = length;
    const [said, ...units] = matchAt(escaped, '\\', text, at);
    if (said === undefined) while (text[at] === '\\') at++;
    const [whole, byte = ''] = matchAt(encoded, '%', text, at);
    if (said !== undefined) {
      length += bytes.write(character(units), length);
      at += said.length;
    } else if (whole !== undefined) {
      bytes[length++] = Number.parseInt(byte, 16);
      at += whole.length;
    } else if (at < text.length) {
      const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
      length += bytes.write(char, length);
      at += char.length;
    }
    starts?.fill(start, from, length);
  }
  starts?.fill(text.length, length);
  return bytes.toString('latin1', 0, length);
}

/** For each byte of a text's plain form, and for the end of it, where in the text it was said. */
export function startsOf(text: string): Uint32Array {
  const starts = new Uint32Array(Buffer.byteLength(text) + 1);
  plain(text, starts);
  return starts;
}

const nothing: readonly (string | undefined)[] = [];

function matchAt(pattern: RegExp, first: string, text: string, at: number) {
  if (text[at] !== first) return nothing;
  pattern.lastIndex = at;
  return pattern.exec(text) ?? nothing;
}

/** The character of one code unit in hexadecimal digits, or of a pair. */
function character(units: readonly (string | undefined)[]): string {
  return String.fromCodePoint(...units.flatMap((hex) => (hex ? [Number.parseInt(hex, 16)] : [])));
}
