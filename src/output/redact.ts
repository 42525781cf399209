import { encode } from '../values/encode.ts';
import { hideAddressSecrets } from '../values/rtmp.ts';
import { places, plain, readingsOf } from './plain.ts';
import { safe } from './safe.ts';

const hidden = '***';
const mostPieces = 1000;

/** Takes secrets out of whatever is about to be written: by value, however that is written. */
export class Redactor {
  readonly #secrets = new Hidden();
  readonly #withStreamKeys = new Hidden();
  readonly #known = new Set<string>();

  /** Makes a secret known. Text shorter than 4 characters is let be: it would hide half of every line. */
  hide(secret: string): void {
    // The one from the environment is met again as the account's: its spellings take time to make.
    if (this.#known.has(secret)) return;
    this.#known.add(secret);
    const spellings = spellingsOf(secret);
    this.#secrets.add(spellings);
    this.#withStreamKeys.add(spellings);
  }

  /**
   * Makes known what may be a stream key, or a word as plain as `stop`: it is hidden in foreign words
   * alone. Our own never repeat an address as it is.
   */
  hideStreamKey(key: string): void {
    this.#withStreamKeys.add(spellingsOf(key));
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

  /** The same for words that are not ours: without stream keys too, however they are written. */
  redactForeign(text: string): string {
    return this.#withStreamKeys.takenOutOfForeign(text);
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

/** Values that must not be seen, and the one pattern that finds them all in a text's plain form. */
class Hidden {
  readonly #values = new Set<string>();
  #pattern: RegExp | null = null;

  add(spellings: readonly string[]): void {
    for (const value of spellings) this.#values.add(value);
    this.#pattern = null;
  }

  /** Finds them as they stand, or as zego itself writes them. */
  takenOutOf(text: string): string {
    const asWritten = (at: number) => at;
    return this.#cut(text, text, () => asWritten).replace(
      /(\bsignature["']?\s*[=:]\s*["']?)[0-9a-f]{32}/gi,
      `$1${hidden}`,
    );
  }

  /** Finds them however they are written; as they stand first, since a stray `%` would swallow digits. */
  takenOutOfForeign(said: string): string {
    const text = this.takenOutOf(said);
    return readingsOf(text).reduce(
      (rest, reading) => this.#cut(rest, plain(rest, reading), () => places(rest, reading)),
      text,
    );
  }

  /**
   * A text that says them over and over is hidden whole: nobody needs it, and a match takes twenty times the
   * memory of its letters.
   * @param meant what they are looked for in
   * @param placesOf gives what tells where in the text it was said
   */
  #cut(text: string, meant: string, placesOf: () => (at: number) => number): string {
    const pattern = this.#found();
    pattern.lastIndex = 0;
    let found = pattern.exec(meant);
    if (found === null) return text;
    const placeOf = placesOf();
    const pieces: string[] = [];
    let taken = 0;
    for (; found !== null; found = pattern.exec(meant)) {
      if (pieces.length === mostPieces) return hidden;
      pieces.push(text.slice(taken, placeOf(found.index)));
      taken = placeOf(pattern.lastIndex);
    }
    return [...pieces, text.slice(taken)].join(hidden);
  }

  #found(): RegExp {
    this.#pattern ??= patternOf(this.#values);
    return this.#pattern;
  }
}

/** How a secret may stand in a text; none for one of less than 4 characters. */
function spellingsOf(secret: string): readonly string[] {
  if (secret.length < 4) return [];
  const forms = [secret, encode(secret), decoded(secret)];
  const digits = secret.replace(/^0+(?=\d+$)/, '');
  // What comes to the printer in colours was made safe before.
  const written = [encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), safe(secret)];
  const bytes = forms.map((form) => Buffer.from(form));
  // A Signature is the hexadecimal form of sixteen bytes, and those have a Base64 form too.
  if (/^[\da-f]{32}$/i.test(secret)) bytes.push(Buffer.from(secret, 'hex'));
  const others = [digits, ...bytes.flatMap(base64Of), Buffer.from(secret).toString('hex')];
  const meant = [...forms, ...others].map((each) => plain(each));
  return [...forms, ...written, ...others, ...meant].filter(({ length }) => length >= 4);
}

/** The longest first; in any case, since hexadecimal digits come in both. */
function patternOf(values: ReadonlySet<string>): RegExp {
  const words = [...values].sort((a, b) => b.length - a.length).map(literally);
  return new RegExp(words.join('|') || '(?!)', 'gi');
}

/** A form writes a space as `+`, and reads a `+` as a space. */
function literally(word: string): string {
  return word.replace(/[.*?^${}()|[\]\\/]/g, '\\$&').replace(/[ +]/g, '[ +]');
}

function decoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) =>
    Buffer.from(bytes.replaceAll('%', ''), 'hex').toString(),
  );
}

/**
 * A secret in Base64: by itself, and what can be seen of it amid other text, which may begin one or two
 * bytes before it in a group of three.
 */
function base64Of(bytes: Buffer): string[] {
  const amid = [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const whole = Math.floor(((before + bytes.length) * 8) / 6);
    const core = text.slice(Math.ceil((before * 8) / 6), whole);
    return core.length < 8 ? [] : [core, core.replaceAll('+', '-').replaceAll('/', '_')];
  });
  return [bytes.toString('base64'), bytes.toString('base64url'), ...amid];
}
