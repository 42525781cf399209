/** A place in a text: its first code unit, and the one after its last. */
export type Span = readonly [from: number, to: number];

/**
 * Finds any of many words in one pass over a text (Aho and Corasick, 1975): the time grows with the length of the
 * text alone, however many and however similar the words. Ignores the case of the letters A to Z, and the
 * difference between a space and the `+` that a form writes for it.
 */
export class WordFinder {
  /** The next node, by node and code unit; the root is 0. */
  readonly #next = new Map<number, number>();
  /** For each node, the node of the longest proper suffix that also begins a word. */
  readonly #fallback = [0];
  /** For each node, the length of the longest word that ends there; 0 for none. */
  readonly #ending = [0];

  constructor(words: ReadonlySet<string>) {
    const longest = [...words].reduce((most, { length }) => Math.max(most, length), 0);
    // All words at once, letter by letter: a node's fallback is less deep, so it exists before the node.
    let open = [...words].map((word) => ({ word, node: 0 }));
    for (let depth = 0; depth < longest; depth++) {
      open = open.filter(({ word }) => word.length > depth);
      for (const each of open) each.node = this.#grow(each.node, unitAt(each.word, depth));
      for (const { word, node } of open)
        if (word.length === depth + 1) this.#ending[node] = word.length;
    }
  }

  /**
   * @returns the places of words, in order, overlapping ones merged; null for more than `most` places
   */
  find(text: string, most: number): readonly Span[] | null {
    const found: Span[] = [];
    let node = 0;
    for (let at = 0; at < text.length; at++) {
      node = this.#step(node, unitAt(text, at));
      const length = this.#ending[node] ?? 0;
      if (length === 0) continue;
      let from = at + 1 - length;
      for (let last = found.at(-1); last && last[1] > from; last = found.at(-1)) {
        from = Math.min(from, last[0]);
        found.pop();
      }
      if (found.length === most) return null;
      found.push([from, at + 1]);
    }
    return found;
  }

  #grow(parent: number, unit: number): number {
    const known = this.#next.get(keyOf(parent, unit));
    if (known !== undefined) return known;
    const fallback = parent === 0 ? 0 : this.#step(this.#fallback[parent] ?? 0, unit);
    const node = this.#fallback.push(fallback) - 1;
    this.#ending.push(this.#ending[fallback] ?? 0);
    this.#next.set(keyOf(parent, unit), node);
    return node;
  }

  #step(from: number, unit: number): number {
    for (let node = from; ; node = this.#fallback[node] ?? 0) {
      const next = this.#next.get(keyOf(node, unit));
      if (next !== undefined) return next;
      if (node === 0) return 0;
    }
  }
}

function unitAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (unit === 0x2b) return 0x20;
  return unit >= 0x41 && unit <= 0x5a ? unit + 0x20 : unit;
}

function keyOf(node: number, unit: number): number {
  return node * 0x10000 + unit;
}
