import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { evaluateTerms, type RowTerms } from './RowTerms.ts';
import { type KnownRow, rankingTerms } from './rankingTerms.ts';

/**
 * Label-ranking average precision, LRAP (Schapire and Singer 2000): for each true label, the share of true ones among
 * the labels that score as high or higher; averaged over the sample's true labels, then over samples. A sample with no
 * true label, or with all of them, counts 1. Only known cells of a sample count.
 *
 * @param truth - the true labels
 * @param scores - a score for each sample and label
 * @returns a number in (0, 1]; 1 when every true label scores above every other
 * @throws GenrekitError `shape-mismatch` when rows or labels differ, `invalid-value` for a score that is not finite
 */
export function labelRankingAveragePrecision(truth: LabelMatrix, scores: ScoreMatrix): number {
  return evaluateTerms(labelRankingAveragePrecisionTerms(truth, scores));
}

/**
 * LRAP as a function of sums over rows, for fast resampling.
 *
 * @param truth - the true labels
 * @param scores - a score for each sample and label
 * @returns the terms of `labelRankingAveragePrecision`
 * @throws GenrekitError as `labelRankingAveragePrecision`
 */
export function labelRankingAveragePrecisionTerms(truth: LabelMatrix, scores: ScoreMatrix): RowTerms {
  return rankingTerms(truth, scores, averagePrecisionOf);
}

function averagePrecisionOf(row: KnownRow): number {
  const { cellCount, positiveCount, scores, truth } = row;
  if (positiveCount === 0 || positiveCount === cellCount) return 1;
  let sum = 0;
  for (let place = 0; place < cellCount; place++) {
    if (truth[place] === 0) continue;
    let rank = 0;
    let hits = 0;
    for (let other = 0; other < cellCount; other++) {
      if (scores[other]! < scores[place]!) continue;
      rank++;
      hits += truth[other]!;
    }
    sum += hits / rank;
  }
  return sum / positiveCount;
}
