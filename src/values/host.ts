/** A host as sockets want it: without the brackets of an IPv6 address and the root's dot. */
export function bareHost(hostname: string): string {
  return hostname.replace(/^\[|\]$|\.$/g, '');
}

/**
 * Whether a host is this machine whatever a name server says.
 * @param hostname of a URL, which has turned every spelling of an IPv4 address into four decimal numbers
 */
export function isThisMachine(hostname: string): boolean {
  return ['localhost', '[::1]'].includes(hostname) || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/**
 * What an endpoint belongs to: `zego` for all of ZEGO's hosts, which are one service, else itself.
 * @param endpoint an origin
 */
export function serviceOf(endpoint: string): string {
  if (/^https:\/\/rtc-api(-[a-z]{3})?\.zego\.im\.?$/.test(endpoint)) return 'zego';
  const { hostname, protocol, port } = new URL(endpoint);
  return isThisMachine(hostname) ? `${protocol}//127.0.0.1:${port}` : endpoint;
}
