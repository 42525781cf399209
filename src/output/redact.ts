import { encode } from '../values/encode.ts';
import { isPlain, plain, startsOf } from './plain.ts';

const hidden = '***';

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

  /** Makes known whatever in a text has the form of a ServerSecret: 32 hex digits, or more. */
  hideLookalikes(text: string): void {
    for (const [digits] of text.matchAll(/[0-9a-f]{32,}/gi)) this.hide(digits);
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
    return Object.fromEntries(
      Object.entries(data).map(([name, value]) => [
        this.redactForeign(name),
        this.redactData(value),
      ]),
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
    return text
      .replace(this.#found(), hidden)
      .replace(/(\bsignature["']?\s*[=:]\s*["']?)[0-9a-f]{32}/gi, `$1${hidden}`);
  }

  /** Finds them however they are written; as they stand first, since a stray `%` would swallow digits. */
  takenOutOfForeign(said: string): string {
    const text = this.takenOutOf(said);
    if (isPlain(text)) return text;
    const found = [...plain(text).matchAll(this.#found())];
    if (found.length === 0) return text;
    const starts = startsOf(text);
    let taken = 0;
    const kept = found.map(({ index, 0: { length } }) => {
      const piece = text.slice(taken, starts[index]);
      taken = starts[index + length] ?? text.length;
      return piece;
    });
    return [...kept, text.slice(taken)].join(hidden);
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
  const written = [encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
  const others = [digits, ...forms.flatMap(base64Of), Buffer.from(secret).toString('hex')];
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
function base64Of(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const amid = [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const whole = Math.floor(((before + bytes.length) * 8) / 6);
    const core = text.slice(Math.ceil((before * 8) / 6), whole);
    return core.length < 8 ? [] : [core, core.replaceAll('+', '-').replaceAll('/', '_')];
  });
  return [bytes.toString('base64'), bytes.toString('base64url'), ...amid];
}
