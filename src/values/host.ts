/** A host as sockets take it: without the brackets of an IPv6 address and the final dot. */
export function bareHost(hostname: string): string {
  return hostname.replace(/^\[|\]$|\.$/g, '');
}

/**
 * Whether a host is this machine, without asking a name server.
 * @param hostname a URL's, so that every spelling of an IPv4 address is four decimal numbers
 */
export function isThisMachine(hostname: string): boolean {
  return ['localhost', '[::1]'].includes(hostname) || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/**
 * The service behind an endpoint: `zego` for all of ZEGO's hosts, else the endpoint itself.
 * @param endpoint an origin
 */
export function serviceOf(endpoint: string): string {
  if (/^https:\/\/rtc-api(-[a-z]{3})?\.zego\.im\.?$/.test(endpoint)) return 'zego';
  const { hostname, protocol, port } = new URL(endpoint);
  return isThisMachine(hostname) ? `${protocol}//127.0.0.1:${port}` : endpoint;
}
