import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { evaluateTerms, type RowTerms } from './RowTerms.ts';
import { type KnownRow, rankingTerms } from './rankingTerms.ts';

/**
 * Ranking loss (Schapire and Singer 1999): the share of pairs of a true and another label of a sample in which the true
 * one does not score higher, averaged over samples. Ties are errors; a sample without such pairs counts 0. Only known
 * cells of a sample count.
 *
 * @param truth - the true labels
 * @param scores - a score for each sample and label
 * @returns a number in [0, 1]; 0 is best
 * @throws GenrekitError `shape-mismatch` when rows or labels differ, `invalid-value` for a score that is not finite
 */
export function rankingLoss(truth: LabelMatrix, scores: ScoreMatrix): number {
  return evaluateTerms(rankingLossTerms(truth, scores));
}

/**
 * Ranking loss as a function of sums over rows, for fast resampling.
 *
 * @param truth - the true labels
 * @param scores - a score for each sample and label
 * @returns the terms of `rankingLoss`
 * @throws GenrekitError as `rankingLoss`
 */
export function rankingLossTerms(truth: LabelMatrix, scores: ScoreMatrix): RowTerms {
  return rankingTerms(truth, scores, wrongPairShareOf);
}

function wrongPairShareOf({ cellCount, positiveCount, scores, truth }: KnownRow): number {
  const pairCount = positiveCount * (cellCount - positiveCount);
  if (pairCount === 0) return 0;
  let wrong = 0;
  for (let place = 0; place < cellCount; place++) {
    if (truth[place] === 0) continue;
    for (let other = 0; other < cellCount; other++) {
      if (truth[other] === 0 && scores[other]! >= scores[place]!) wrong++;
    }
  }
  return wrong / pairCount;
}
