import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import {
  type AverageOptions,
  averageDefaults,
  resolveAverage,
  resolveZeroDivision,
  type ZeroDivisionOptions,
  zeroDivisionDefaults,
} from './averageOptions.ts';
import { averageTerms, type CountMeasure, measureLabels } from './countMeasure.ts';
import { evaluateTerms, type RowTerms } from './RowTerms.ts';

/**
 * Precision: how much of what is predicted is true. Cells of unknown truth are skipped.
 *
 * @param truth - the true labels
 * @param predicted - the predicted labels
 * @param options - the average (`micro` by default) and the value of 0 / 0
 * @returns a number in [0, 1]
 * @throws GenrekitError `shape-mismatch` when rows or labels differ, `invalid-option` for bad options
 */
export function precisionScore(truth: LabelMatrix, predicted: LabelMatrix, options?: AverageOptions): number {
  return evaluateTerms(precisionTerms(truth, predicted, options));
}

/**
 * Precision as a function of sums over rows, for fast resampling.
 *
 * @param truth - the true labels
 * @param predicted - the predicted labels
 * @param options - the average and the value of 0 / 0
 * @returns the terms of `precisionScore`
 * @throws GenrekitError as `precisionScore`
 */
export function precisionTerms(
  truth: LabelMatrix,
  predicted: LabelMatrix,
  options?: AverageOptions,
): RowTerms {
  const { average, zeroDivision } = resolveAverage('precisionScore', options, averageDefaults);
  return averageTerms(truth, predicted, precisionOr(zeroDivision), average);
}

/**
 * Precision of each label.
 *
 * @param truth - the true labels
 * @param predicted - the predicted labels
 * @param options - the value of 0 / 0
 * @returns one number in [0, 1] a label
 * @throws GenrekitError as `precisionScore`
 */
export function precisionPerLabel(
  truth: LabelMatrix,
  predicted: LabelMatrix,
  options?: ZeroDivisionOptions,
): Float64Array {
  const { zeroDivision } = resolveZeroDivision('precisionPerLabel', options, zeroDivisionDefaults);
  return measureLabels(truth, predicted, precisionOr(zeroDivision));
}

function precisionOr(zeroDivision: number): CountMeasure {
  return (truePositives, predicted) => (predicted === 0 ? zeroDivision : truePositives / predicted);
}
