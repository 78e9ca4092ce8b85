import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import { countByRow } from './cellCounts.ts';
import { evaluateTerms, type RowTerms, ratioTerms } from './RowTerms.ts';

/**
 * Subset accuracy: the share of samples whose labels are all right, none missing and none too many.
 * Only known cells of a sample are compared; a sample without any is left out.
 *
 * @param truth - the true labels
 * @param predicted - the predicted labels
 * @returns a number in [0, 1]
 * @throws GenrekitError `shape-mismatch` when rows or labels differ
 */
export function subsetAccuracy(truth: LabelMatrix, predicted: LabelMatrix): number {
  return evaluateTerms(subsetAccuracyTerms(truth, predicted));
}

/**
 * Subset accuracy as a function of sums over rows, for fast resampling.
 *
 * @param truth - the true labels
 * @param predicted - the predicted labels
 * @returns the terms of `subsetAccuracy`
 * @throws GenrekitError as `subsetAccuracy`
 */
export function subsetAccuracyTerms(truth: LabelMatrix, predicted: LabelMatrix): RowTerms {
  const counts = countByRow(truth, predicted);
  const isCounted = counts.known.map((known) => (known > 0 ? 1 : 0));
  const isExact = isCounted.map((counted, sample) => {
    const truePositives = counts.truePositives[sample];
    const isSame = truePositives === counts.predicted[sample] && truePositives === counts.actual[sample];
    return isSame ? counted : 0;
  });
  return ratioTerms(isExact, isCounted);
}
