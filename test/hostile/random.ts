// mulberry32: the same numbers for the same seed, so that a failure can be had again.
let state = Number(process.env.HOSTILE_SEED ?? 20250201);

/** A whole number from 0 up to, not including, `below`. */
export function random(below: number): number {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
}
