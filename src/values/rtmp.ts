/**
 * Whether a text is an RTMP address: `rtmp://` or `rtmps://`, a host, no white space or control character, and
 * no U+FFFD, which stands for bytes that were not UTF-8. The rest is up to the CDN.
 */
export function isRtmpUrl(text: string): boolean {
  return /^rtmps?:\/\/[^\s\p{Cc}\uFFFD/][^\s\p{Cc}\uFFFD]*$/iu.test(text) && text.isWellFormed();
}

/**
 * Hides what may be a key in an address: the values of its query and fragment, a word there without a value, and
 * user and password. A password may hold any character, so all before the last `@` counts as one, whatever `?` or
 * `#` stands before it.
 */
export function hideAddressSecrets(address: string): string {
  const scheme = /^\w+:\/\//.exec(address)?.[0] ?? '';
  const at = address.lastIndexOf('@');
  const query = address.search(/[?#]/);
  if (query >= 0 && query < at) return `${scheme}***`;
  const shown = at < 0 ? address : `${scheme}***${address.slice(at)}`;
  // A `=` followed by nothing but `=` is the padding of Base64, not the end of a name.
  return shown.replace(/([?&#])([^?=&#]*=(?!=*(?:[&#]|$)))?[^&#]+/g, '$1$2***');
}

/** What hideAddressSecrets() hides in an address, whole and in parts: each may be a stream key. */
export function addressSecrets(address: string): readonly string[] {
  const [, user = '', rest = ''] = /^(?:\w+:\/\/)?(?:(.*)@)?(.*)/s.exec(address) ?? [];
  const queries = [address, rest].map((text) => /[?#](.*)/s.exec(text)?.[1] ?? '');
  const parts = queries.flatMap((query) => query.split(/[&#]/));
  const values = parts.map((part) => part.slice(part.indexOf('=') + 1));
  const names = [user, ...user.split(':'), ...user.split(/[:/]/)];
  return [...new Set([...names, ...queries, ...parts, ...values])];
}
