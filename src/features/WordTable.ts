import { GrowableInt32 } from '../math/growable.ts';

const EMPTY = -1;

/**
 * Numbers words in the order in which they come, straight from the bytes of a longer text: a look-up cuts no string and
 * asks no engine for a hash, which is what makes counting a plot a matter of microseconds.
 */
export class WordTable {
  private mask = 1023;
  /* Slot i holds the number of a word at 2i and its hash at 2i + 1. */
  private slots = new Int32Array(2048).fill(EMPTY);
  /** The bytes of all words, one after the other; word `n` ends at `ends[n]`. */
  private bytes = new Uint8Array(8192);
  private readonly ends = new GrowableInt32();
  private readonly hashes = new GrowableInt32();

  /** How many words there are. */
  get size(): number {
    return this.ends.length;
  }

  /**
   * @param text - holds the word in UTF-8
   * @param start - where it begins
   * @param end - where it ends, exclusive
   * @param hash - of its bytes
   * @returns its number, the next one when it is new
   */
  findOrAdd(text: Uint8Array, start: number, end: number, hash: number): number {
    const { slots, mask } = this;
    let slot = spread(hash) & mask;
    for (; slots[slot * 2] !== EMPTY; slot = (slot + 1) & mask) {
      const number = slots[slot * 2]!;
      if (slots[slot * 2 + 1] === hash && this.equals(number, text, start, end)) return number;
    }
    const number = this.size;
    const from = this.startOf(number);
    const to = from + end - start;
    if (to > this.bytes.length) {
      const larger = new Uint8Array(Math.max(to, this.bytes.length * 2));
      larger.set(this.bytes);
      this.bytes = larger;
    }
    for (let i = start; i < end; i++) this.bytes[from + i - start] = text[i]!;
    this.ends.push(to);
    this.hashes.push(hash);
    slots[slot * 2] = number;
    slots[slot * 2 + 1] = hash;
    if (this.size * 2 > mask) this.grow();
    return number;
  }

  /**
   * @param number - of a word
   * @returns the word
   */
  wordAt(number: number): string {
    const word = this.bytes.subarray(this.startOf(number), this.ends.array[number]!);
    // Most words are short and plain, and calling a decoder takes longer than they do.
    if (word.length < 64 && word.every((byte) => byte < 128)) return String.fromCharCode(...word);
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(word);
  }

  private startOf(number: number): number {
    return number === 0 ? 0 : this.ends.array[number - 1]!;
  }

  private equals(number: number, text: Uint8Array, start: number, end: number): boolean {
    const { bytes } = this;
    const first = this.startOf(number);
    if (this.ends.array[number]! - first !== end - start) return false;
    for (let i = start; i < end; i++) if (bytes[first + i - start] !== text[i]) return false;
    return true;
  }

  private place(number: number): void {
    const hash = this.hashes.array[number]!;
    let slot = spread(hash) & this.mask;
    while (this.slots[slot * 2] !== EMPTY) slot = (slot + 1) & this.mask;
    this.slots[slot * 2] = number;
    this.slots[slot * 2 + 1] = hash;
  }

  /** Doubles the table, which keeps it at most half full. */
  private grow(): void {
    this.mask = this.mask * 2 + 1;
    this.slots = new Int32Array((this.mask + 1) * 2).fill(EMPTY);
    for (let number = 0; number < this.size; number++) this.place(number);
  }
}

/** FNV-1a leaves the low bits of short words alike; this lets the high ones take part. */
function spread(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return mixed ^ (mixed >>> 13);
}
