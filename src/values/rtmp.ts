/**
 * Whether a text is an RTMP address: `rtmp://` or `rtmps://`, a host, and nothing that cannot stand in
 * an address, nor U+FFFD, which stands for bytes that were not UTF-8. What the CDN makes of the rest is
 * its own affair.
 */
export function isRtmpUrl(text: string): boolean {
  return /^rtmps?:\/\/[^\s\p{Cc}\uFFFD/][^\s\p{Cc}\uFFFD]*$/iu.test(text) && text.isWellFormed();
}

/**
 * Hides what an address may carry as a key: the values of its query and fragment, a word there without
 * a value, and a user's name and password. A password may hold any character, so that all before the
 * last `@` is taken for one, and what follows a `?` or `#` before it cannot be told from it.
 */
export function hideAddressSecrets(address: string): string {
  const scheme = /^\w+:\/\//.exec(address)?.[0] ?? '';
  const at = address.lastIndexOf('@');
  const query = address.search(/[?#]/);
  if (query >= 0 && query < at) return `${scheme}***`;
  const shown = at < 0 ? address : `${scheme}***${address.slice(at)}`;
  // A name is followed by more than the padding of Base64.
  return shown.replace(/([?&#])([^?=&#]*=(?!=*(?:[&#]|$)))?[^&#]+/g, '$1$2***');
}

/** What hideAddressSecrets() hides of an address, whole and in parts: each may be a stream key. */
export function addressSecrets(address: string): readonly string[] {
  const [, user = '', rest = ''] = /^(?:\w+:\/\/)?(?:(.*)@)?(.*)/s.exec(address) ?? [];
  const queries = [address, rest].map((text) => /[?#](.*)/s.exec(text)?.[1] ?? '');
  const parts = queries.flatMap((query) => query.split(/[&#]/));
  const values = parts.map((part) => part.slice(part.indexOf('=') + 1));
  const names = [user, ...user.split(':'), ...user.split(/[:/]/)];
  return [...new Set([...names, ...queries, ...parts, ...values])];
}
