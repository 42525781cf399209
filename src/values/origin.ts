import { isThisMachine } from './host.ts';
import type { Parsed } from './parsed.ts';

/**
 * Reads a base address that a person gave by hand: any https host, http to this machine alone.
 * @returns its origin, without a trailing slash; a refusal names the rule and repeats nothing of the address
 */
export function readEndpoint(raw: unknown): Parsed<string> {
  // What URL would quietly drop or mend is looked at as it was written.
  const written = typeof raw === 'string' ? raw : '';
  if (written.includes('@')) return { expected: 'an endpoint carries no user name or password' };
  if (/[?#]/.test(written)) return { expected: 'an endpoint has no query and no fragment' };
  if (!/^https?:\/\/[^\s\\\p{Cc}]+$/iu.test(written) || !URL.canParse(written)) {
    return { expected: 'expected an address such as https://rtc-api.zego.im' };
  }
  if (!/^\w+:\/\/[^/]+\/?$/.test(written)) return { expected: 'an endpoint has no path' };
  const url = new URL(written);
  if (url.protocol === 'http:' && !isThisMachine(url.hostname)) {
    return { expected: 'an endpoint is https; plain http goes to this machine only' };
  }
  return { value: url.origin };
}
