import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The spellings in which a secret might come out: raw, in a URL by JavaScript, Python or a form, in JSON by
 * JavaScript, PHP or letter by letter, in Base64 alone or amid other bytes.
 */
function spellings(secret: string): string[] {
  const url = encodeURIComponent(secret);
  const amid = [0, 1, 2].map((before) => {
    const text = Buffer.from(' '.repeat(before) + secret).toString('base64');
    return text.slice(
      before === 0 ? 0 : before + 1,
      Math.floor(((before + secret.length) * 4) / 3),
    );
  });
  return [
    ...[secret, url, url.toLowerCase(), JSON.stringify(secret).slice(1, -1), secret.toUpperCase()],
    ...[url.replaceAll('%2F', '/'), url.replaceAll('%20', '+'), encodeURIComponent(url)],
    ...[secret.replaceAll('/', '\\/'), secret.replaceAll('=', '\\u003d')],
    ...[
      [...secret].map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
    ],
    ...[Buffer.from(secret).toString('hex'), ...amid],
    ...amid.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
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
