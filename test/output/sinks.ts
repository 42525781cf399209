import type { Sink } from '../../src/world.ts';

/** A sink that remembers what was written. */
export function sink({ isTTY = false, columns = 0 } = {}): Sink & { text: string } {
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
