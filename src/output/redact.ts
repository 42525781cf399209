import { encode } from '../core/request.ts';

const hidden = '***';

/** Takes secrets out of whatever is about to be written: by value, in each spelling they may take. */
export class Redactor {
  #secrets: readonly string[] = [];
  #withStreamKeys: readonly string[] = [];

  /** Makes a secret known. Text shorter than 4 characters is let be: it would hide half of every line. */
  hide(secret: string): void {
    this.#secrets = joined(this.#secrets, secret);
    this.hideStreamKey(secret);
  }

  /**
   * Makes known what may be a stream key, or a word as plain as `stop`: it is hidden in foreign words
   * alone. Our own never repeat an address as it is.
   */
  hideStreamKey(key: string): void {
    this.#withStreamKeys = joined(this.#withStreamKeys, key);
  }

  /** Makes known whatever in a text has the form of a ServerSecret: 32 hex digits, or more. */
  hideLookalikes(text: string): void {
    for (const [digits] of text.matchAll(/[0-9a-f]{32,}/gi)) this.hide(digits);
  }

  /** @returns the text with every known secret, and every value of a `Signature=`, as `***` */
  redact(text: string): string {
    return without(this.#secrets, text);
  }

  /** The same for words that are not ours: without stream keys too. */
  redactForeign(text: string): string {
    return without(this.#withStreamKeys, text);
  }

  /** The same for every text in an answer's Data, the names of its members too. */
  redactData(data: unknown): unknown {
    if (typeof data === 'string') return this.redactForeign(data);
    if (typeof data !== 'object' || data === null) return data;
    if (Array.isArray(data)) return data.map((item) => this.redactData(item));
    return Object.fromEntries(
      Object.entries(data).map(([name, value]) => [
        this.redactForeign(name),
        this.redactData(value),
      ]),
    );
  }
}

/** The longest first, so that no part of a secret is taken for all of it. */
function joined(known: readonly string[], secret: string): readonly string[] {
  if (secret.length < 4) return known;
  const bytes = Buffer.from(secret);
  const spellings = [
    secret,
    encodeURIComponent(secret),
    encode(secret),
    JSON.stringify(secret).slice(1, -1),
    bytes.toString('base64'),
    bytes.toString('base64url'),
  ];
  return [...new Set([...known, ...spellings])].sort((a, b) => b.length - a.length);
}

function without(values: readonly string[], text: string): string {
  let clean = text;
  for (const value of values) clean = clean.replaceAll(value, hidden);
  return clean.replace(/(\bsignature["']?\s*[=:]\s*["']?)[0-9a-f]{32}/gi, `$1${hidden}`);
}
