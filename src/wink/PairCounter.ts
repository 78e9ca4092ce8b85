import { GrowableInt32 } from '../math/growable.ts';
import type { PairCounts } from './phraseScores.ts';

/** Pairs are keyed by one number, exact as long as there are fewer different terms than this. */
const MAX_TERMS = 2 ** 26;

/** Counts terms, and pairs of terms that follow one another. */
export class PairCounter {
  private readonly numbers = new Map<string, number>();
  private readonly terms: string[] = [];
  private readonly counts = new GrowableInt32();
  private readonly pairs = new Map<number, number>();
  private termCount = 0;

  /** @param terms - the terms of one text, in order; pairs do not reach from one text into the next */
  add(terms: Iterable<string>): void {
    let previous = -1;
    for (const term of terms) {
      const number = this.numberOf(term);
      this.counts.array[number]!++;
      this.termCount++;
      if (previous >= 0) {
        const key = previous * MAX_TERMS + number;
        this.pairs.set(key, (this.pairs.get(key) ?? 0) + 1);
      }
      previous = number;
    }
  }

  /** @param visit - is given each pair that occurred, in order of first appearance */
  forEachPair(visit: (first: string, second: string, counts: PairCounts) => void): void {
    const { counts, terms, termCount } = this;
    const vocabularySize = terms.length + this.pairs.size;
    for (const [key, pair] of this.pairs) {
      const second = key % MAX_TERMS;
      const first = (key - second) / MAX_TERMS;
      visit(terms[first]!, terms[second]!, {
        first: counts.array[first]!,
        second: counts.array[second]!,
        pair,
        vocabularySize,
        termCount,
      });
    }
  }

  private numberOf(term: string): number {
    const known = this.numbers.get(term);
    if (known !== undefined) return known;
    const number = this.terms.push(term) - 1;
    this.numbers.set(term, number);
    this.counts.push(0);
    return number;
  }
}
