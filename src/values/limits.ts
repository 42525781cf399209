/** In characters. A ServerSecret has 32; anything longer than this is refused. */
export const longestSecret = 256;

const mostBytes = 4096;

/** Whether a text exceeds 4 KB, the limit for an option, a variable or a value of a file: as long as a path may be. */
export function isTooLong(text: string): boolean {
  return Buffer.byteLength(text) > mostBytes;
}
