import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The spellings in which SECURITY.md says that no secret comes out: as it is, in either case, percent-encoded by
 * JavaScript, Python or a form, JSON-escaped by JavaScript, Python, PHP or Gson, and as Base64 of the whole.
 */
function spellings(secret: string): string[] {
  const url = encodeURIComponent(secret);
  const json = JSON.stringify(secret).slice(1, -1);
  const unit = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  const ascii = json.replace(/[^ -~]/g, unit);
  const base64 = Buffer.from(secret).toString('base64').replaceAll('=', '');
  return [
    ...[secret, secret.toUpperCase(), secret.toLowerCase()],
    ...[url, url.replaceAll('%2F', '/'), `${new URLSearchParams({ secret })}`.slice(7)].flatMap(
      (text) => [text, text.replace(/%../g, (byte) => byte.toLowerCase())],
    ),
    ...[json, ascii, ascii.replaceAll('/', '\\/'), json.replace(/[=&<>']/g, unit)],
    ...[base64, encodeURIComponent(base64), Buffer.from(secret).toString('base64url')],
  ];
}

/** @returns which of the secrets can be found in a text, by name */
export function leaksIn(text: string, secrets: ReadonlyMap<string, string>): string[] {
  return [...secrets].flatMap(([name, secret]) =>
    spellings(secret).some((spelling) => text.includes(spelling)) ? [name] : [],
  );
}

/** All that stands in a folder, names and contents. */
export function everythingIn(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return `${path}\n${entry.isFile() ? readFileSync(path, 'latin1') : ''}`;
    })
    .join('\n');
}
