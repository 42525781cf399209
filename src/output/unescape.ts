// A run of backslashes counts as one, and %25 before hexadecimal digits as nothing: what quotes JSON in
// JSON, or encodes an address again, changes nothing.
const escaped = /\\+u(d[89ab][\da-f]{2})\\+u(d[c-f][\da-f]{2})|\\+u([\da-f]{4})/iy;
const encoded = /%(?:25)*[\da-f]{2}/iy;

/** Whether there is anything in a text to be undone. */
export function hasEscapes(text: string): boolean {
  return /[\\%]/.test(text);
}

/**
 * Undoes percent-encoding (RFC 3986) and the escapes of JSON (RFC 8259): `/`, `\/`, `%2F`, `%252f` and
 * `\u002f` are the same.
 * @returns the bytes of what is meant, in UTF-8, a character each
 */
export function unescaped(text: string): string {
  // Nothing is longer as it is meant than as it is written.
  const bytes = Buffer.allocUnsafe(Buffer.byteLength(text));
  const units = new Units(text);
  let length = 0;
  while (units.at < text.length) length += units.next(bytes, length);
  return bytes.toString('latin1', 0, length);
}

/**
 * Finds where a text says the bytes of what is meant: looked for anew, since to keep it takes four times as
 * much memory as the text.
 * @returns tells where what stands for a byte begins; to be asked for bytes further and further on
 */
export function placesIn(text: string): (byte: number) => number {
  const units = new Units(text);
  const bytes = Buffer.allocUnsafe(4);
  let [start, passed] = [0, 0];
  return (byte) => {
    while (passed <= byte && units.at < text.length) {
      start = units.at;
      passed += units.next(bytes, 0);
    }
    return passed <= byte ? text.length : start;
  };
}

/** Goes through a text by characters and by what stands for one. */
class Units {
  /** Where the next one begins. */
  at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** Passes one. @returns how many bytes it means, four at most, written to `bytes` from `from` on */
  next(bytes: Buffer, from: number): number {
    const text = this.#text;
    const mark = text[this.at];
    encoded.lastIndex = this.at;
    if (mark === '%' && encoded.test(text)) {
      this.at = encoded.lastIndex;
      // No text is made of the digits: there may be half a million.
      bytes[from] = digitAt(text, this.at - 2) * 16 + digitAt(text, this.at - 1);
      return 1;
    }
    escaped.lastIndex = this.at;
    const character = mark === '\\' ? escaped.exec(text) : null;
    if (character) {
      this.at = escaped.lastIndex;
      return bytes.write(characterOf(character), from);
    }
    // What is left of backslashes belongs to what they stand before.
    while (text[this.at] === '\\') this.at++;
    const code = text.codePointAt(this.at);
    if (code === undefined) return 0;
    this.at += code > 0xffff ? 2 : 1;
    if (code > 0x7f) return bytes.write(String.fromCodePoint(code), from);
    bytes[from] = code;
    return 1;
  }
}

/** The value of a hexadecimal digit. */
function digitAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return (code & 0xf) + (code > 0x39 ? 9 : 0);
}

/** The character of one code unit in hexadecimal digits, or of a pair. */
function characterOf([, ...units]: RegExpExecArray): string {
  return String.fromCharCode(...units.flatMap((hex) => (hex ? [Number.parseInt(hex, 16)] : [])));
}
