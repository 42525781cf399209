import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The spellings in which SECURITY.md says that no secret comes out: as it is, in any case, percent-encoded by
 * JavaScript, Python, a form, twice or every letter, in JSON by JavaScript, PHP, Gson or letter by letter, and
 * as Base64 of the whole.
 */
function spellings(secret: string): string[] {
  const url = encodeURIComponent(secret);
  const bytes = Buffer.from(secret);
  const units = [...Array(secret.length).keys()].map((at) => secret.charCodeAt(at).toString(16));
  return [
    ...[secret, secret.toUpperCase(), secret.toLowerCase()],
    ...[url, url.toLowerCase(), url.replaceAll('%2F', '/'), url.replaceAll('%20', '+')],
    ...[encodeURIComponent(url), bytes.toString('hex').replace(/../g, '%$&')],
    ...[JSON.stringify(secret).slice(1, -1), secret.replaceAll('/', '\\/')],
    ...[
      secret.replaceAll('=', '\\u003d'),
      units.map((hex) => `\\u${hex.padStart(4, '0')}`).join(''),
    ],
    ...[bytes.toString('base64').replaceAll('=', ''), bytes.toString('base64url')],
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
