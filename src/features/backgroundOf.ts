import type { TfidfFeatures } from './TfidfFeatures.ts';

/** What is known of the texts that a vocabulary was learned from, one number a column. */
export interface Background {
  /** The share of the texts that have the term. */
  readonly shares: Float64Array;
  /** About the value that the column has in a text with the term. */
  readonly sizes: Float64Array;
}

/**
 * Recalls the texts behind a vocabulary from its document frequencies, as if terms came independently of each other: a
 * row then has, on average, the squared norm that its terms have with a count of 1. The mean row that follows
 * (`shares * sizes`) is close to the true one; spreads come out too small, as terms keep company.
 *
 * @param features - fitted features
 */
export function backgroundOf({ blocks, columnCount }: TfidfFeatures): Background {
  const shares = new Float64Array(columnCount);
  const sizes = new Float64Array(columnCount);
  for (const { firstColumn, transform, weight } of blocks) {
    const { options, vocabulary } = transform;
    const idf = Float64Array.from({ length: transform.termCount }, (_, term) => transform.idfOf(term));
    let norm = 0;
    idf.forEach((value, term) => {
      const share = vocabulary.documentFrequencies[term]! / vocabulary.documentCount;
      shares[firstColumn + term] = share;
      norm += share * (options.norm === 'l2' ? value * value : value);
    });
    const length = options.norm === 'l2' ? Math.sqrt(norm) : options.norm === 'l1' ? norm : 1;
    idf.forEach((value, term) => {
      sizes[firstColumn + term] = (weight * value) / length;
    });
  }
  return { shares, sizes };
}
