/**
 * The one source of randomness: xoshiro128** (Blackman and Vigna 2018), seeded through SplitMix32.
 * It uses 32-bit integer operations alone, so a seed gives the same numbers in every JavaScript engine.
 */
export class SeededRandom {
  private readonly state = new Uint32Array(4);

  /** @param seed - any integer; only its low 32 bits count */
  constructor(seed: number) {
    let mixed = seed >>> 0;
    for (let i = 0; i < 4; i++) {
      mixed = (mixed + 0x9e3779b9) >>> 0;
      this.state[i] = mix(mixed);
    }
  }

  /** @returns an integer in [0, 2^32) */
  uint32(): number {
    const s = this.state;
    const s1 = s[1]!;
    const product = Math.imul(s1, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const shifted = s1 << 9;
    s[2] = s[2]! ^ s[0]!;
    s[3] = s[3]! ^ s1;
    s[1] = s1 ^ s[2]!;
    s[0] = s[0]! ^ s[3]!;
    s[2] = s[2]! ^ shifted;
    s[3] = (s[3]! << 11) | (s[3]! >>> 21);
    return result;
  }

  /**
   * The same as {@link SeededRandom.uint32} for each element, several times as fast.
   *
   * @param values - overwritten with integers in [0, 2^32)
   * @param length - how many of them; all by default
   */
  fill(values: Uint32Array, length = values.length): void {
    let [s0, s1, s2, s3] = this.state as unknown as [number, number, number, number];
    for (let i = 0; i < length; i++) {
      const product = Math.imul(s1, 5);
      values[i] = Math.imul((product << 7) | (product >>> 25), 9);
      const shifted = s1 << 9;
      s2 ^= s0;
      s3 ^= s1;
      s1 ^= s2;
      s0 ^= s3;
      s2 ^= shifted;
      s3 = (s3 << 11) | (s3 >>> 21);
    }
    this.state.set([s0, s1, s2, s3]);
  }

  /** @returns a float in [0, 1) with 53 random bits */
  float(): number {
    return ((this.uint32() >>> 5) * 67108864 + (this.uint32() >>> 6)) / 9007199254740992;
  }

  /**
   * @param bound - a positive integer up to 2^32
   * @returns an integer in [0, bound), without modulo bias (Lemire 2019 rejection on the remainder)
   */
  integer(bound: number): number {
    const limit = 4294967296 - (4294967296 % bound);
    let value = this.uint32();
    while (value >= limit) value = this.uint32();
    return value % bound;
  }

  /**
   * Shuffles in place (Fisher and Yates, Durstenfeld's form).
   *
   * @param values - an array or typed array; its first `length` entries are permuted
   * @param length - how many entries take part; all by default
   * @returns the same array
   */
  shuffle<T extends Int32Array | Uint32Array | unknown[]>(values: T, length = values.length): T {
    for (let i = length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      const kept = values[i]!;
      values[i] = values[j]!;
      values[j] = kept;
    }
    return values;
  }
}

/**
 * Derives the seed of a part (a label, a fold) from the seed of the whole, so that parts can be computed
 * in any order, or in parallel, with the same result.
 *
 * @param seed - the seed of the whole
 * @param part - the number of the part
 * @returns a 32-bit seed
 */
export function deriveSeed(seed: number, part: number): number {
  return mix((mix((seed + 0x9e3779b9) >>> 0) + Math.imul(part + 1, 0x85ebca6b)) >>> 0);
}

/** The finaliser of SplitMix32 (Steele, Lea and Flood 2014, in its 32-bit form). */
function mix(value: number): number {
  let z = value;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return (z ^ (z >>> 15)) >>> 0;
}
