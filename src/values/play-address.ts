import type { Parsed } from './parsed.ts';

/**
 * Reads an address that viewers play, typed by hand: http or https, any host.
 * @returns a refusal names the rule and repeats nothing of the address, whose query may hold a token
 */
export function readPlayAddress(written: string): Parsed<URL> {
  if (/^rtmps?:/i.test(written)) {
    return { expected: 'RTMP cannot be probed: expected the HLS (.m3u8) or HTTP-FLV address' };
  }
  // What URL would quietly drop or mend is looked at as it was written.
  if (/^https?:\/\/[^/?#]*@/i.test(written)) {
    return { expected: 'an address to probe carries no user name or password' };
  }
  if (!/^https?:\/\/[^\s\\\p{Cc}]+$/iu.test(written) || !URL.canParse(written)) {
    return { expected: 'expected an address such as https://play.example.com/live/s1.m3u8' };
  }
  return { value: new URL(written) };
}
