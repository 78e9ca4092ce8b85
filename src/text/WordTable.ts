import { GrowableInt32 } from '../math/growable.ts';

const EMPTY = -1;

/**
 * Numbers words in the order in which they come, straight from the characters of a longer text: a look-up cuts no
 * string and asks no engine for a hash, which is what makes reading a plot a matter of microseconds.
 */
export class WordTable {
  private mask: number;
  /* Slot i holds the number of a word at 2i and its hash at 2i + 1. */
  private slots: Int32Array;
  /** The characters of all words, one after the other; word `n` ends at `ends[n]`. */
  private readonly characters: GrowableInt32;
  private readonly ends: GrowableInt32;
  private readonly hashes: GrowableInt32;

  /** @param expectedWords - how many words to make room for at first */
  constructor(expectedWords = 0) {
    let capacity = 1024;
    while (capacity < expectedWords * 2) capacity *= 2;
    this.mask = capacity - 1;
    this.slots = new Int32Array(capacity * 2).fill(EMPTY);
    this.characters = new GrowableInt32(Math.max(1024, expectedWords * 8));
    this.ends = new GrowableInt32(expectedWords);
    this.hashes = new GrowableInt32(expectedWords);
  }

  /** How many words there are. */
  get size(): number {
    return this.ends.length;
  }

  /** The hash of no characters; extend it with {@link extendHash}. */
  static readonly emptyHash = 0x811c9dc5 | 0;

  /**
   * @param hash - of the characters so far
   * @param code - the next UTF-16 code unit
   * @returns the hash of both (FNV-1a)
   */
  static extendHash(hash: number, code: number): number {
    return Math.imul(hash ^ code, 0x01000193);
  }

  /**
   * @param text - holds the word
   * @param start - where it begins
   * @param end - where it ends, exclusive
   * @param hash - of its code units
   * @returns its number, or -1 when the table does not have it
   */
  find(text: string, start: number, end: number, hash: number): number {
    const { slots, mask } = this;
    let slot = spread(hash) & mask;
    for (;;) {
      const number = slots[slot * 2]!;
      if (number === EMPTY || (slots[slot * 2 + 1] === hash && this.equals(number, text, start, end)))
        return number;
      slot = (slot + 1) & mask;
    }
  }

  /** As {@link find}, but gives a new word the next number. */
  findOrAdd(text: string, start: number, end: number, hash: number): number {
    const { slots, mask } = this;
    let slot = spread(hash) & mask;
    for (; slots[slot * 2] !== EMPTY; slot = (slot + 1) & mask) {
      const number = slots[slot * 2]!;
      if (slots[slot * 2 + 1] === hash && this.equals(number, text, start, end)) return number;
    }
    for (let i = start; i < end; i++) this.characters.push(text.charCodeAt(i));
    this.ends.push(this.characters.length);
    this.hashes.push(hash);
    const number = this.size - 1;
    slots[slot * 2] = number;
    slots[slot * 2 + 1] = hash;
    if (this.size * 2 > mask) this.grow();
    return number;
  }

  /** The number of a whole string, -1 when the table does not have it. */
  findWord(word: string): number {
    return this.find(word, 0, word.length, hashOf(word));
  }

  /** The number of a whole string, a new one when need be. */
  findOrAddWord(word: string): number {
    return this.findOrAdd(word, 0, word.length, hashOf(word));
  }

  /**
   * @param number - of a word
   * @returns the word
   */
  wordAt(number: number): string {
    const end = this.ends.array[number]!;
    let word = '';
    // In pieces: no engine takes a megabyte of arguments, and text without spaces is one long word.
    for (let start = number === 0 ? 0 : this.ends.array[number - 1]!; start < end; start += 4096) {
      word += String.fromCharCode(...this.characters.array.subarray(start, Math.min(end, start + 4096)));
    }
    return word;
  }

  private equals(number: number, text: string, start: number, end: number): boolean {
    const characters = this.characters.array;
    const first = number === 0 ? 0 : this.ends.array[number - 1]!;
    if (this.ends.array[number]! - first !== end - start) return false;
    for (let i = start; i < end; i++) if (characters[first + i - start] !== text.charCodeAt(i)) return false;
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

function hashOf(word: string): number {
  let hash = WordTable.emptyHash;
  for (let i = 0; i < word.length; i++) hash = WordTable.extendHash(hash, word.charCodeAt(i));
  return hash;
}

/** FNV-1a leaves the low bits of short words alike; this lets the high ones take part. */
function spread(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return mixed ^ (mixed >>> 13);
}
