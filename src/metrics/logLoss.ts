import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { log } from '../math/transcendental.ts';
import { cellLossTerms } from './cellLossTerms.ts';
import { evaluateTerms, type RowTerms } from './RowTerms.ts';

// One certain mistake must not make the mean infinite.
const SMALLEST_PROBABILITY = 1e-15;

/**
 * Log loss (cross-entropy): the mean of -ln of the probability given to the truth, over all known cells. Probabilities
 * are kept 1e-15 away from 0 and 1.
 *
 * @param truth - the true labels
 * @param probabilities - a probability for each sample and label
 * @returns a number from 0 to about 34.5, in nats; 0 is best
 * @throws GenrekitError `shape-mismatch` when rows or labels differ, `invalid-value` for a score outside 0..1
 */
export function logLoss(truth: LabelMatrix, probabilities: ScoreMatrix): number {
  return evaluateTerms(logLossTerms(truth, probabilities));
}

/**
 * Log loss as a function of sums over rows, for fast resampling.
 *
 * @param truth - the true labels
 * @param probabilities - a probability for each sample and label
 * @returns the terms of `logLoss`
 * @throws GenrekitError as `logLoss`
 */
export function logLossTerms(truth: LabelMatrix, probabilities: ScoreMatrix): RowTerms {
  return cellLossTerms(truth, probabilities, (probability, isTrue) => {
    const kept = Math.min(Math.max(probability, SMALLEST_PROBABILITY), 1 - SMALLEST_PROBABILITY);
    return -log(isTrue === 1 ? kept : 1 - kept);
  });
}
