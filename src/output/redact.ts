import { hideAddressSecrets } from '../values/rtmp.ts';
import { sanitize } from './sanitize.ts';
import { hasEscapes, placesIn, unescaped } from './unescape.ts';
import { WordFinder } from './word-finder.ts';

const hidden = '***';
const mostPieces = 1000;

/**
 * Takes secrets out of whatever is about to be written, by value: as it is, in any letter case,
 * percent-encoded, with the escapes of JSON, and in Base64 or Base64url.
 */
export class Redactor {
  readonly #secrets = new Hidden();
  readonly #withStreamKeys = new Hidden();

  /** Makes a secret known. Text shorter than 4 characters is let be: it would hide half of every line. */
  hide(secret: string): void {
    this.#secrets.add(secret);
    this.#withStreamKeys.add(secret);
  }

  /**
   * Makes known what may be a stream key, or a word as plain as `stop`: it is hidden in foreign words
   * alone. Our own never repeat an address as it is.
   */
  hideStreamKey(key: string): void {
    this.#withStreamKeys.add(key);
  }

  /**
   * Makes known whatever in a text has the form of a ServerSecret, 32 hex digits or more, and every RTMP address
   * in it that may carry a key.
   */
  hideLookalikes(text: string): void {
    for (const [digits] of text.matchAll(/[0-9a-f]{32,}/gi)) this.hide(digits);
    for (const [address] of text.matchAll(/rtmps?:\/+[^\s"']+/gi)) {
      if (hideAddressSecrets(address) !== address) this.hide(address);
    }
  }

  /** @returns the text with every known secret, and every value of a `Signature=`, as `***` */
  redact(text: string): string {
    return this.#secrets.takenOutOf(text);
  }

  /** The same for words that are not ours: without stream keys too. */
  redactForeign(text: string): string {
    return this.#withStreamKeys.takenOutOf(text);
  }

  /** The same for every text in an answer's Data, the names of its members too, and for whole numbers. */
  redactData(data: unknown): unknown {
    if (typeof data === 'string') return this.redactForeign(data);
    if (typeof data === 'number') return this.redactForeign(`${data}`) === hidden ? hidden : data;
    if (typeof data !== 'object' || data === null) return data;
    if (Array.isArray(data)) return data.map((item) => this.redactData(item));
    // There may be thousands, and most often nothing is hidden: only what changes is made anew.
    const changed = new Map<string, readonly [name: string, value: unknown]>();
    for (const name of Object.keys(data)) {
      const value: unknown = data[name as keyof typeof data];
      const shown = [this.redactForeign(name), this.redactData(value)] as const;
      if (shown[0] !== name || shown[1] !== value) changed.set(name, shown);
    }
    if (changed.size === 0) return data;
    return Object.fromEntries(
      Object.entries(data).map(([name, value]) => changed.get(name) ?? [name, value]),
    );
  }
}

/** Values that must not be seen. */
class Hidden {
  readonly #spellings = new Set<string>();
  #finder: WordFinder | null = null;

  add(secret: string): void {
    if (secret.length < 4) return;
    for (const spelling of spellingsOf(secret)) this.#spellings.add(spelling);
    this.#finder = null;
  }

  /** Looks for them as they stand first: a stray `%` before one would take two digits of it for a byte. */
  takenOutOf(text: string): string {
    const rest = this.#cut(text, text, () => itself).replace(
      /(\bsignature["']?\s*[=:]\s*["']?)[0-9a-f]{32}/gi,
      `$1${hidden}`,
    );
    return hasEscapes(rest) ? this.#cut(rest, unescaped(rest), placesIn) : rest;
  }

  /**
   * A text that says them over and over is hidden whole: nobody needs it, and each piece takes memory.
   * @param meant what they are looked for in
   * @param placesOf gives what tells where in the text that stands, asked from its beginning to its end
   */
  #cut(text: string, meant: string, placesOf: (text: string) => (at: number) => number): string {
    this.#finder ??= new WordFinder(this.#spellings);
    const found = this.#finder.find(meant, mostPieces);
    if (found === null) return hidden;
    if (found.length === 0) return text;
    const placeOf = placesOf(text);
    let [shown, taken] = ['', 0];
    for (const [from, to] of found) {
      shown += text.slice(taken, placeOf(from)) + hidden;
      taken = placeOf(to);
    }
    return shown + text.slice(taken);
  }
}

const itself = (at: number) => at;

/** How a secret may stand in a text: letter by letter, byte by byte, and without escapes. */
function spellingsOf(secret: string): readonly string[] {
  const decoded = Buffer.from(unescaped(secret), 'latin1').toString();
  const encoded = [secret, decoded].flatMap((text) => {
    const bytes = Buffer.from(text);
    return [bytes.toString('base64'), bytes.toString('base64url')];
  });
  // What comes to the printer in colours was made safe before.
  return [secret, decoded, sanitize(secret), ...encoded].flatMap((text) => [
    text,
    Buffer.from(text).toString('latin1'),
    unescaped(text),
  ]);
}
