import { playAddress } from '../codes/expected.ts';
import type { Parsed } from './parsed.ts';

/**
 * Reads an address that viewers play, typed by hand: http or https, any host.
 * @returns a refusal names the rule and repeats nothing of the address, whose query may hold a token
 */
export function readPlayAddress(written: string): Parsed<URL> {
  if (/^rtmps?:/i.test(written)) {
    return { expected: playAddress.rtmp };
  }
  // What URL would quietly drop or mend is looked at as it was written.
  if (/^https?:\/\/[^/?#]*@/i.test(written)) {
    return { expected: playAddress.noUser };
  }
  if (!/^https?:\/\/[^\s\\\p{Cc}]+$/iu.test(written) || !URL.canParse(written)) {
    return { expected: playAddress.url };
  }
  return { value: new URL(written) };
}
