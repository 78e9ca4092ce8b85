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
 * Recall: how much of what is true is predicted. Cells of unknown truth are skipped.
 *
 * @param truth - the true labels
 * @param predicted - the predicted labels
 * @param options - the average (`micro` by default) and the value of 0 / 0
 * @returns a number in [0, 1]
 * @throws GenrekitError `shape-mismatch` when rows or labels differ, `invalid-option` for bad options
 */
export function recallScore(truth: LabelMatrix, predicted: LabelMatrix, options?: AverageOptions): number {
  return evaluateTerms(recallTerms(truth, predicted, options));
}

/**
 * Recall as a function of sums over rows, for fast resampling.
 *
 * @param truth - the true labels
 * @param predicted - the predicted labels
 * @param options - the average and the value of 0 / 0
 * @returns the terms of `recallScore`
 * @throws GenrekitError as `recallScore`
 */
export function recallTerms(truth: LabelMatrix, predicted: LabelMatrix, options?: AverageOptions): RowTerms {
  const { average, zeroDivision } = resolveAverage('recallScore', options, averageDefaults);
  return averageTerms(truth, predicted, recallOr(zeroDivision), average);
}

/**
 * Recall of each label.
 *
 * @param truth - the true labels
 * @param predicted - the predicted labels
 * @param options - the value of 0 / 0
 * @returns one number in [0, 1] a label
 * @throws GenrekitError as `recallScore`
 */
export function recallPerLabel(
  truth: LabelMatrix,
  predicted: LabelMatrix,
  options?: ZeroDivisionOptions,
): Float64Array {
  const { zeroDivision } = resolveZeroDivision('recallPerLabel', options, zeroDivisionDefaults);
  return measureLabels(truth, predicted, recallOr(zeroDivision));
}

function recallOr(zeroDivision: number): CountMeasure {
  return (truePositives, _, actual) => (actual === 0 ? zeroDivision : truePositives / actual);
}
