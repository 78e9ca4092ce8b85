import { GenrekitError } from '../errors.ts';
import { EMPTY_HASH, HASH_PRIME } from '../text/hash.ts';
import type { TermList } from '../text/TermList.ts';

const SPACE = 32;

/**
 * Finds terms by their hash, in one flat table with open addressing. The hash of an n-gram is made of those of its symbols
 * ({@link extendGram}), so that reading a text makes no string; the bytes of both then decide.
 */
export class TermTable {
  /*
   * A slot holds the number of a term, plus one, and above it those bits of its hash that do not say which slot it is for. One
   * integer for both: memory that nobody has touched yet takes longer to get than a term to hash.
   */
  private readonly slots: Int32Array;
  private readonly mask: number;

  /**
   * @param list - the terms: words joined by a space, or characters
   * @param isCharacters - whether the symbols of the terms are characters rather than words
   * @throws GenrekitError `invalid-data` for a term that is empty or comes twice
   */
  constructor(
    private readonly list: TermList,
    isCharacters = false,
  ) {
    const { bytes, ends, count } = list;
    let capacity = 512;
    while (capacity < count * 2) capacity *= 2;
    const slots = new Int32Array(capacity);
    const mask = capacity - 1;
    this.slots = slots;
    this.mask = mask;
    let start = 0;
    for (let number = 0; number < count; number++) {
      const end = ends[number]!;
      let gram = 0;
      let symbol = EMPTY_HASH;
      for (let i = start; i < end; i++) {
        const byte = bytes[i]!;
        // A character begins with any byte but one of the form 10xxxxxx, a word after a space.
        if (isCharacters ? (byte & 0xc0) !== 0x80 && i > start : byte === SPACE) {
          gram = extendGram(gram, symbol);
          symbol = EMPTY_HASH;
          if (!isCharacters) continue;
        }
        symbol = Math.imul(symbol ^ byte, HASH_PRIME); // as `extendHash`, in line: new code runs slowly, calls above all
      }
      gram = extendGram(gram, symbol);
      let slot = gram & mask;
      let isKnown = start === end;
      for (; slots[slot] !== 0 && !isKnown; slot = (slot + 1) & mask)
        isKnown =
          ((slots[slot]! ^ gram) & ~mask) === 0 && this.equals((slots[slot]! & mask) - 1, bytes, start, end);
      if (isKnown) {
        throw new GenrekitError(
          'invalid-data',
          `The vocabulary has the term '${list.terms[number]}' twice, or it is empty.`,
        );
      }
      slots[slot] = (gram & ~mask) | (number + 1);
      start = end;
    }
  }

  /**
   * @param gram - the hash of an n-gram
   * @param text - holds it in UTF-8, words joined by a space
   * @param start - where it begins
   * @param end - where it ends, exclusive
   * @returns the number of the term, or -1 when the table does not have it
   */
  find(gram: number, text: Uint8Array, start: number, end: number): number {
    const { slots, mask } = this;
    for (let slot = gram & mask; ; slot = (slot + 1) & mask) {
      const entry = slots[slot]!;
      if (entry === 0) return -1;
      const number = (entry & mask) - 1;
      if (((entry ^ gram) & ~mask) === 0 && this.equals(number, text, start, end)) return number;
    }
  }

  private equals(number: number, text: Uint8Array, start: number, end: number): boolean {
    const { bytes, ends } = this.list;
    const first = number === 0 ? 0 : ends[number - 1]!;
    if (ends[number]! - first !== end - start) return false;
    for (let i = start; i < end; i++) if (bytes[first + i - start] !== text[i]) return false;
    return true;
  }
}

/**
 * @param gram - the hash of an n-gram; 0 for the one without symbols
 * @param symbol - what follows it: the hash of a word or a character
 * @returns the hash of both; all its bits are mixed, as tables want it
 */
export function extendGram(gram: number, symbol: number): number {
  const mixed = Math.imul(gram, 0x9e3779b1) ^ Math.imul(symbol ^ (symbol >>> 15), 0x85ebca6b);
  const again = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return again ^ (again >>> 13);
}
