import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import { countByRow } from './cellCounts.ts';
import { evaluateTerms, type RowTerms, ratioTerms } from './RowTerms.ts';

/**
 * Hamming loss: the share of cells, over all samples and labels, that are wrong. Cells of unknown truth are skipped.
 *
 * @param truth - the true labels
 * @param predicted - the predicted labels
 * @returns a number in [0, 1]; 0 is best
 * @throws GenrekitError `shape-mismatch` when rows or labels differ
 */
export function hammingLoss(truth: LabelMatrix, predicted: LabelMatrix): number {
  return evaluateTerms(hammingLossTerms(truth, predicted));
}

/**
 * Hamming loss as a function of sums over rows, for fast resampling.
 *
 * @param truth - the true labels
 * @param predicted - the predicted labels
 * @returns the terms of `hammingLoss`
 * @throws GenrekitError as `hammingLoss`
 */
export function hammingLossTerms(truth: LabelMatrix, predicted: LabelMatrix): RowTerms {
  const counts = countByRow(truth, predicted);
  const wrong = counts.truePositives.map((hits, sample) => {
    return counts.predicted[sample]! + counts.actual[sample]! - 2 * hits;
  });
  return ratioTerms(wrong, counts.known);
}

/**
 * Elementwise accuracy: the share of cells that are right, 1 - Hamming loss. Several published tables call this
 * "accuracy"; with few labels a sample it is high even for a model that predicts nothing.
 *
 * @param truth - the true labels
 * @param predicted - the predicted labels
 * @returns a number in [0, 1]
 * @throws GenrekitError `shape-mismatch` when rows or labels differ
 */
export function elementwiseAccuracy(truth: LabelMatrix, predicted: LabelMatrix): number {
  return evaluateTerms(elementwiseAccuracyTerms(truth, predicted));
}

/**
 * Elementwise accuracy as a function of sums over rows, for fast resampling.
 *
 * @param truth - the true labels
 * @param predicted - the predicted labels
 * @returns the terms of `elementwiseAccuracy`
 * @throws GenrekitError as `elementwiseAccuracy`
 */
export function elementwiseAccuracyTerms(truth: LabelMatrix, predicted: LabelMatrix): RowTerms {
  const { terms, combine } = hammingLossTerms(truth, predicted);
  return { terms, combine: (sums) => 1 - combine(sums) };
}
