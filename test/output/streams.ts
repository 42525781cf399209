import type { OutputStream } from '../../src/platform/stdio.ts';

/** A outputStream that remembers what was written. */
export function outputStream({ isTTY = false, columns = 0 } = {}): OutputStream & { text: string } {
  return {
    isTTY,
    columns,
    text: '',
    write(piece) {
      this.text += piece;
    },
  };
}

export const terminal = { isTTY: true, columns: 80 };
