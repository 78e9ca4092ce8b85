import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { cellLossTerms } from './cellLossTerms.ts';
import { evaluateTerms, type RowTerms } from './RowTerms.ts';

/**
 * The Brier score (Brier 1950): the mean squared difference between probability and truth over all known cells.
 *
 * @param truth - the true labels
 * @param probabilities - a probability for each sample and label
 * @returns a number in [0, 1]; 0 is best
 * @throws GenrekitError `shape-mismatch` when rows or labels differ, `invalid-value` for a score outside 0..1
 */
export function brierScore(truth: LabelMatrix, probabilities: ScoreMatrix): number {
  return evaluateTerms(brierScoreTerms(truth, probabilities));
}

/**
 * The Brier score as a function of sums over rows, for fast resampling.
 *
 * @param truth - the true labels
 * @param probabilities - a probability for each sample and label
 * @returns the terms of `brierScore`
 * @throws GenrekitError as `brierScore`
 */
export function brierScoreTerms(truth: LabelMatrix, probabilities: ScoreMatrix): RowTerms {
  return cellLossTerms(truth, probabilities, (probability, isTrue) => (probability - isTrue) ** 2);
}
