import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { evaluateTerms, type RowTerms } from './RowTerms.ts';
import { type KnownRow, rankingTerms } from './rankingTerms.ts';

/**
 * Coverage error (Schapire and Singer 2000): how far down the ranking one must go, on average, to meet all true labels.
 * Tied scores count in full; a sample without true labels counts 0; only known cells of a sample count. The coverage
 * of Tsoumakas, Katakis and Vlahavas (2010) is this minus 1.
 *
 * @param truth - the true labels
 * @param scores - a score for each sample and label
 * @returns a number from 0 to the number of labels; the label cardinality is best
 * @throws GenrekitError `shape-mismatch` when rows or labels differ, `invalid-value` for a score that is not finite
 */
export function coverageError(truth: LabelMatrix, scores: ScoreMatrix): number {
  return evaluateTerms(coverageErrorTerms(truth, scores));
}

/**
 * Coverage error as a function of sums over rows, for fast resampling.
 *
 * @param truth - the true labels
 * @param scores - a score for each sample and label
 * @returns the terms of `coverageError`
 * @throws GenrekitError as `coverageError`
 */
export function coverageErrorTerms(truth: LabelMatrix, scores: ScoreMatrix): RowTerms {
  return rankingTerms(truth, scores, depthOf);
}

function depthOf({ cellCount, scores, truth }: KnownRow): number {
  let lowest = Number.POSITIVE_INFINITY;
  for (let place = 0; place < cellCount; place++) {
    if (truth[place] === 1 && scores[place]! < lowest) lowest = scores[place]!;
  }
  let depth = 0;
  for (let place = 0; place < cellCount; place++) if (scores[place]! >= lowest) depth++;
  return depth;
}
