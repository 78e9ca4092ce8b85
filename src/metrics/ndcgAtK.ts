import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { log } from '../math/transcendental.ts';
import { checkK } from './precisionAtK.ts';
import { evaluateTerms, type RowTerms } from './RowTerms.ts';
import { rankingTerms, rankOf } from './rankingTerms.ts';

/**
 * nDCG at k (Järvelin and Kekäläinen 2002) with a gain of 1 for a true label: as precision at k, but a hit counts less
 * the further down it stands, and the best possible ranking scores 1. Ties go to the lower label. Only known cells of a
 * sample count; samples without a true label are left out.
 *
 * @param truth - the true labels
 * @param scores - a score for each sample and label
 * @param k - how many labels are taken; 1 to the number of labels
 * @returns a number in [0, 1]; `NaN` when no sample has a true label
 * @throws GenrekitError `shape-mismatch` when rows or labels differ, `invalid-value` for a score that is not finite,
 * `invalid-option` for a bad k
 */
export function ndcgAtK(truth: LabelMatrix, scores: ScoreMatrix, k: number): number {
  return evaluateTerms(ndcgAtKTerms(truth, scores, k));
}

/**
 * nDCG at k as a function of sums over rows, for fast resampling.
 *
 * @param truth - the true labels
 * @param scores - a score for each sample and label
 * @param k - how many labels are taken
 * @returns the terms of `ndcgAtK`
 * @throws GenrekitError as `ndcgAtK`
 */
export function ndcgAtKTerms(truth: LabelMatrix, scores: ScoreMatrix, k: number): RowTerms {
  checkK('ndcgAtK', k, truth);
  // The base of the logarithm cancels in the ratio.
  const gains = Float64Array.from({ length: k }, (_, rank) => 1 / log(rank + 2));
  const isHit = new Uint8Array(k);
  return rankingTerms(truth, scores, (row) => {
    if (row.positiveCount === 0) return Number.NaN;
    isHit.fill(0);
    for (let place = 0; place < row.cellCount; place++) {
      if (row.truth[place] === 1) isHit[rankOf(row, place)] = 1; // places from k on fall outside the array
    }
    // Both sums run down the ranking, so that a perfect one gives 1 to the last bit.
    let gain = 0;
    let best = 0;
    for (let rank = 0; rank < k; rank++) {
      if (isHit[rank] === 1) gain += gains[rank]!;
      if (rank < row.positiveCount) best += gains[rank]!;
    }
    return gain / best;
  });
}
