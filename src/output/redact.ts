import { decode, encode } from '../values/encode.ts';
import { hideAddressSecrets } from '../values/rtmp.ts';
import { sanitize } from './sanitize.ts';
import { WordFinder } from './word-finder.ts';

const hidden = '***';
const mostPieces = 1000;

/**
 * Takes secrets out of texts by value: as they are, percent-encoded or JSON-escaped once, and as Base64 or
 * Base64url of the whole; letters in either case.
 *
 * One Redactor serves a command, and learns as it goes. Whoever comes to hold a secret makes it known before
 * anything can show it: main() the ServerSecret of the environment and what a refused command line may repeat,
 * runCalls() the ServerSecret in use, the stream keys of its calls and the passwords of proxies, the
 * CallObserver each Signature before it is sent. The Printer asks redact() about all that it writes; runCalls()
 * and the CallObserver ask redactForeign() and redactData() about what the service said, before they cut it.
 */
export class Redactor {
  readonly #secrets = new Hidden();
  readonly #withStreamKeys = new Hidden();

  /** Makes a secret known. Shorter than 4 characters it is ignored: it would hide half of every line. */
  hide(secret: string): void {
    this.#secrets.add(secret);
    this.#withStreamKeys.add(secret);
  }

  /**
   * Makes a stream key or a password known, as it is and percent-decoded. It may be a word as plain as `stop`,
   * and is hidden in foreign texts alone: zego's own texts never repeat an address as it is.
   */
  hideStreamKey(key: string): void {
    this.#withStreamKeys.add(key);
    this.#withStreamKeys.add(decode(key));
  }

  /**
   * Makes known what looks like a secret in a text: 32 hex digits or more, which is the form of a ServerSecret,
   * and every RTMP address that may carry a key.
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

  /** The same for a foreign text: stream keys hidden too. */
  redactForeign(text: string): string {
    return this.#withStreamKeys.takenOutOf(text);
  }

  /** The same for an answer's Data: its texts, the names of its members, and its numbers. */
  redactData(data: unknown): unknown {
    if (typeof data === 'string') return this.redactForeign(data);
    if (typeof data === 'number') return this.redactForeign(`${data}`) === hidden ? hidden : data;
    if (typeof data !== 'object' || data === null) return data;
    if (Array.isArray(data)) return data.map((item) => this.redactData(item));
    // Most often nothing is hidden in thousands of members: only what changes is copied.
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

  /** A text that repeats them more than 1,000 times is hidden whole: nobody needs it, and each piece takes memory. */
  takenOutOf(text: string): string {
    this.#finder ??= new WordFinder(this.#spellings);
    const found = this.#finder.find(text, mostPieces);
    if (found === null) return hidden;
    let [shown, taken] = ['', 0];
    for (const [from, to] of found) {
      shown += text.slice(taken, from) + hidden;
      taken = to;
    }
    return (shown + text.slice(taken)).replace(unknownSignature, `$1${hidden}`);
  }
}

const unknownSignature = /(\bsignature["']?\s*[=:]\s*["']?)[0-9a-f]{32}/gi;

/** How a secret may be written; the finder ignores the case of letters, hex digits included. */
function spellingsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const base64 = bytes.toString('base64');
  const unpadded = base64.replace(/=+$/, '');
  return [
    ...[secret, base64, unpadded, bytes.toString('base64url')].flatMap((text) => [
      ...[text, ...percentEncoded(text), ...jsonEscaped(text)],
    ]),
    // Lines in colour reach the printer sanitized.
    sanitize(secret),
  ];
}

/** By RFC 3986, by JavaScript, by Python, which leaves the slash, and by a form, which writes `+` for a space. */
function percentEncoded(text: string): readonly string[] {
  const encoded = encodeURIComponent(text.toWellFormed());
  const form = `${new URLSearchParams([['', text]])}`.slice(1);
  return [encode(text.toWellFormed()), encoded, encoded.replaceAll('%2F', '/'), form];
}

/** By JavaScript and Python, by PHP, which escapes the slash, and by Gson, which escapes what HTML gives a meaning. */
function jsonEscaped(text: string): readonly string[] {
  const json = JSON.stringify(text).slice(1, -1);
  const ascii = json.replace(/[^ -~]/g, unicodeEscape);
  return [
    json,
    ascii,
    json.replaceAll('/', '\\/'),
    ascii.replaceAll('/', '\\/'),
    json.replace(/[<>&='\u2028\u2029]/g, unicodeEscape),
  ];
}

function unicodeEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
