/**
 * Encodes for a query so that every byte arrives unchanged (RFC 3986: all but letters, digits, `-_.~`).
 * @throws URIError on a lone surrogate, which the command line refuses before
 */
export function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Decodes what is percent-encoded; bytes that are not UTF-8 stay as they are written. */
export function decode(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+/gi, (bytes) => {
    try {
      return decodeURIComponent(bytes);
    } catch {
      return bytes;
    }
  });
}
