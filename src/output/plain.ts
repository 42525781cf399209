const escaped =
  /\\+(?:u(d[89ab][\da-f]{2})\\+u(d[c-f][\da-f]{2})|u([\da-f]{4})|u\{0{0,4}([\da-f]{1,5})\}|x([\da-f]{2}))/iy;
const encoded = /%(?:25(?=[\da-f]{2}))*[\da-f]{2}/iy;
const broken = /\\+[nr]/y;
const lineEnd = /[\r\n]|\\(?:[nr]|u000[ad]|x0[ad])|%(?:25)*0[ad]/i;

/**
 * How a text is read: letter by letter, or as one that was broken into lines, as Base64 is. Then line ends mean
 * nothing, however they are written, nor do the spaces of what is indented.
 */
export type Reading = 'letters' | 'joined';

/** @returns the ways to read a text that may be meant otherwise than it is written */
export function readingsOf(text: string): readonly Reading[] {
  if (!/[\\\r\n]|%[\da-f]{2}/i.test(text)) return [];
  return lineEnd.test(text) ? ['letters', 'joined'] : ['letters'];
}

/**
 * Undoes what JSON, PHP, Python, URLs and forms do to a text: `/`, `\/`, `%2F`, `%252f`, `\u002f` and
 * `\x2f` are the same; a backslash that is left belongs to what it stands before.
 * @returns the bytes of what is meant, in UTF-8, a character each
 */
export function plain(text: string, reading: Reading = 'letters'): string {
  if (/^[^\\%\r\n\u0080-\uffff]*$/.test(text)) return text;
  // Nothing is longer as it is meant than as it is said.
  const bytes = Buffer.allocUnsafe(Buffer.byteLength(text));
  const units = new Units(text, reading);
  let length = 0;
  while (units.at < text.length) length += units.next(bytes, length);
  return bytes.toString('latin1', 0, length);
}

/**
 * Finds where a text says the bytes of its plain form.
 * @returns tells where the unit of a byte begins; to be asked for bytes further and further on
 */
export function places(text: string, reading: Reading): (byte: number) => number {
  const units = new Units(text, reading);
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

/** Goes through a text by units: characters, and whatever stands for one. */
class Units {
  /** Where the next one begins. */
  at = 0;
  readonly #text: string;
  readonly #reading: Reading;

  constructor(text: string, reading: Reading) {
    this.#text = text;
    this.#reading = reading;
  }

  /** Passes one. @returns how many bytes it means, four at most, written to `bytes` from `from` on */
  next(bytes: Buffer, from: number): number {
    if (this.#reading === 'letters') return this.#letter(bytes, from);
    if (this.#passed(broken)) return 0;
    const length = this.#letter(bytes, from);
    return length === 1 && isSpace(bytes[from]) ? 0 : length;
  }

  #letter(bytes: Buffer, from: number): number {
    const text = this.#text;
    const character = this.#passed(escaped);
    if (character) return bytes.write(characterOf(character), from);
    while (text[this.at] === '\\') this.at++;
    encoded.lastIndex = this.at;
    if (text[this.at] === '%' && encoded.test(text)) {
      this.at = encoded.lastIndex;
      bytes[from] = Number.parseInt(text.slice(this.at - 2, this.at), 16);
      return 1;
    }
    if (this.at === text.length) return 0;
    const code = text.codePointAt(this.at) ?? 0;
    this.at += code > 0xffff ? 2 : 1;
    if (code > 0x7f) return bytes.write(String.fromCodePoint(code), from);
    bytes[from] = code;
    return 1;
  }

  /** What stands here, if it is of a form that begins with a backslash. */
  #passed(form: RegExp): RegExpExecArray | null {
    if (this.#text[this.at] !== '\\') return null;
    form.lastIndex = this.at;
    const found = form.exec(this.#text);
    this.at += found?.[0].length ?? 0;
    return found;
  }
}

/** The character of one code unit in hexadecimal digits, or of a pair. */
function characterOf([, ...units]: RegExpExecArray): string {
  return String.fromCodePoint(...units.flatMap((hex) => (hex ? [Number.parseInt(hex, 16)] : [])));
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x0a || byte === 0x0d || byte === 0x20 || byte === 0x09;
}
