import { log } from '../math/transcendental.ts';

/** How often two terms occur, alone and together, and in how large a collection. */
export interface PairCounts {
  /** How often the first term occurs. */
  readonly first: number;
  /** How often the second term occurs. */
  readonly second: number;
  /** How often the second stands right after the first; at least 1. */
  readonly pair: number;
  /** How many different terms and pairs there are. */
  readonly vocabularySize: number;
  /** How many terms there are, repeats included. */
  readonly termCount: number;
}

/**
 * The score of Mikolov, Sutskever, Chen, Corrado and Dean (2013, "Distributed Representations of Words and Phrases and
 * their Compositionality", eq. 6), times the size of the vocabulary, so that one threshold suits collections of any
 * size. Gensim's `Phrases` scores so by default, and counts pairs as part of the vocabulary, as here.
 *
 * @param counts - of the pair and its parts
 * @param minCount - the paper's discount δ
 * @returns (pair - minCount) · vocabularySize / (first · second)
 */
export function mikolovScore(counts: PairCounts, minCount: number): number {
  const { first, second, pair, vocabularySize } = counts;
  return ((pair - minCount) * vocabularySize) / (first * second);
}

/**
 * Normalised pointwise mutual information (Bouma 2009, "Normalized (Pointwise) Mutual Information in Collocation
 * Extraction"), with the number of terms as the total of pairs too, as Gensim's `Phrases` has it.
 *
 * @param counts - of the pair and its parts
 * @param minCount - pairs that occur less often score -Infinity
 * @returns ln(p(ab) / (p(a) p(b))) / -ln p(ab), from -1 to 1
 */
export function npmiScore(counts: PairCounts, minCount: number): number {
  const { first, second, pair, termCount } = counts;
  if (pair < minCount) return Number.NEGATIVE_INFINITY;
  return log((pair * termCount) / (first * second)) / log(termCount / pair);
}
