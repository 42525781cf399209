/**
 * Whether a text is an RTMP address: `rtmp://` or `rtmps://`, a host, and nothing that cannot stand in
 * an address, nor U+FFFD, which stands for bytes that were not UTF-8. What the CDN makes of the rest is
 * its own affair.
 */
export function isRtmpUrl(text: string): boolean {
  return /^rtmps?:\/\/[^\s\p{Cc}\uFFFD/]+[^\s\p{Cc}\uFFFD]*$/iu.test(text) && text.isWellFormed();
}

/**
 * Hides what an address may carry as a key: the values of its query and fragment, a word there without
 * a value, and a user's name and password.
 */
export function hideAddressSecrets(address: string): string {
  return address
    .replace(/\/\/[^/?#]*@/, '//***@')
    .replace(/([?&#][^?=&#]*=)[^&#]*/g, '$1***')
    .replace(/([?&#])[^?=&#]+(?=[?&#]|$)/g, '$1***');
}
