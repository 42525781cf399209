import { encode } from '../core/request.ts';

const hidden = '***';

/** Takes secrets out of whatever is about to be written: by value, in each spelling they may take. */
export class Redactor {
  readonly #values = new Set<string>();

  /** Makes a secret known. Text shorter than 4 characters is let be: it would hide half of every line. */
  hide(secret: string): void {
    if (secret.length < 4) return;
    const bytes = Buffer.from(secret);
    for (const spelling of [
      secret,
      encodeURIComponent(secret),
      encode(secret),
      JSON.stringify(secret).slice(1, -1),
      bytes.toString('base64'),
      bytes.toString('base64url'),
    ]) {
      this.#values.add(spelling);
    }
  }

  /** @returns the text with every known secret, and every value of a `Signature=`, as `***` */
  redact(text: string): string {
    let clean = text;
    for (const value of [...this.#values].sort((a, b) => b.length - a.length)) {
      clean = clean.replaceAll(value, hidden);
    }
    return clean.replace(/(\bsignature["']?\s*[=:]\s*["']?)[0-9a-f]{32}/gi, `$1${hidden}`);
  }
}
