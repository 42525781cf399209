/** A ServerSecret has 32 characters; nothing that is one has more than this. */
export const longestSecret = 256;

const mostBytes = 4096;

/** Whether a text is longer than any option, variable or value of a file: 4 KB, as long as a path may be. */
export function isTooLong(text: string): boolean {
  return Buffer.byteLength(text) > mostBytes;
}
