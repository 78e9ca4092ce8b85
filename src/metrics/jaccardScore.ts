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
 * The Jaccard index: what is true and predicted, over what is either. Its `samples` average is the "multi-label
 * accuracy" of Godbole and Sarawagi (2004). Cells of unknown truth are skipped.
 *
 * @param truth - the true labels
 * @param predicted - the predicted labels
 * @param options - the average (`micro` by default) and the value of 0 / 0
 * @returns a number in [0, 1]
 * @throws GenrekitError `shape-mismatch` when rows or labels differ, `invalid-option` for bad options
 */
export function jaccardScore(truth: LabelMatrix, predicted: LabelMatrix, options?: AverageOptions): number {
  return evaluateTerms(jaccardTerms(truth, predicted, options));
}

/**
 * The Jaccard index as a function of sums over rows, for fast resampling.
 *
 * @param truth - the true labels
 * @param predicted - the predicted labels
 * @param options - the average and the value of 0 / 0
 * @returns the terms of `jaccardScore`
 * @throws GenrekitError as `jaccardScore`
 */
export function jaccardTerms(truth: LabelMatrix, predicted: LabelMatrix, options?: AverageOptions): RowTerms {
  const { average, zeroDivision } = resolveAverage('jaccardScore', options, averageDefaults);
  return averageTerms(truth, predicted, jaccardOr(zeroDivision), average);
}

/**
 * The Jaccard index of each label.
 *
 * @param truth - the true labels
 * @param predicted - the predicted labels
 * @param options - the value of 0 / 0
 * @returns one number in [0, 1] a label
 * @throws GenrekitError as `jaccardScore`
 */
export function jaccardPerLabel(
  truth: LabelMatrix,
  predicted: LabelMatrix,
  options?: ZeroDivisionOptions,
): Float64Array {
  const { zeroDivision } = resolveZeroDivision('jaccardPerLabel', options, zeroDivisionDefaults);
  return measureLabels(truth, predicted, jaccardOr(zeroDivision));
}

function jaccardOr(zeroDivision: number): CountMeasure {
  return (truePositives, predicted, actual) => {
    const either = predicted + actual - truePositives;
    return either === 0 ? zeroDivision : truePositives / either;
  };
}
