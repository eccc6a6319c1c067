/**
 * Tommy Ettinger's mulberry32: one 32-bit word of state, good enough for schedules, and as fast in JavaScript as chance
 * gets. Never for secrets. The state is in the open, so that a million streams need one word each instead of a closure.
 */
export class SeededRandom {
  state: number;

  constructor(seed: number) {
    this.state = seed | 0;
  }

  /** Uniform in [0, 1). Bound, so that it can be handed on as a function. */
  readonly next = (): number => {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A stream of chance as a function. */
export const seededRandom = (seed: number): (() => number) => new SeededRandom(seed).next;

/** A seed of its own for each member of a run, so that any one can be played again alone. */
export function memberSeed(seed: number, member: number): number {
  let mixed = Math.imul((seed | 0) ^ Math.imul(member + 1, 0x9e3779b1), 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
