import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import { checkNumber } from '../options.ts';
import {
  type AverageOptions,
  type ResolvedAverageOptions,
  resolveAverage,
  resolveZeroDivision,
  type ZeroDivisionOptions,
} from './averageOptions.ts';
import { averageTerms, type CountMeasure, measureLabels } from './countMeasure.ts';
import { evaluateTerms, type RowTerms } from './RowTerms.ts';

/** How much recall counts in F. */
export interface BetaOptions {
  /**
   * How many times as much recall counts as precision; 0 to a million.
   *
   * @defaultValue 1
   */
  readonly beta?: number | undefined;
}

/** Settings of `fScore`. */
export interface FScoreOptions extends AverageOptions, BetaOptions {}

/** Settings of `fScorePerLabel`. */
export interface FScorePerLabelOptions extends ZeroDivisionOptions, BetaOptions {}

// Above a million F-beta is recall in all but name, and the square must stay finite.
const betaRange = /* @__PURE__ */ Object.freeze({ min: 0, max: 1e6 });

/** The defaults of `FScoreOptions`: micro F1. */
export const fScoreDefaults: ResolvedAverageOptions & { readonly beta: number } =
  /* @__PURE__ */ Object.freeze({ average: 'micro', beta: 1, zeroDivision: 0 });

/** The defaults of `FScorePerLabelOptions`: F1. */
export const fScorePerLabelDefaults = /* @__PURE__ */ Object.freeze({ beta: 1, zeroDivision: 0 });

/**
 * F-beta (van Rijsbergen 1979): the weighted harmonic mean of precision and recall, F1 by default.
 * Cells of unknown truth are skipped.
 *
 * @param truth - the true labels
 * @param predicted - the predicted labels
 * @param options - the average (`micro` by default), `beta`, and the value of 0 / 0
 * @returns a number in [0, 1]
 * @throws GenrekitError `shape-mismatch` when rows or labels differ, `invalid-option` for bad options
 */
export function fScore(truth: LabelMatrix, predicted: LabelMatrix, options?: FScoreOptions): number {
  return evaluateTerms(fScoreTerms(truth, predicted, options));
}

/**
 * F-beta as a function of sums over rows, for fast resampling.
 *
 * @param truth - the true labels
 * @param predicted - the predicted labels
 * @param options - the average, `beta`, and the value of 0 / 0
 * @returns the terms of `fScore`
 * @throws GenrekitError as `fScore`
 */
export function fScoreTerms(truth: LabelMatrix, predicted: LabelMatrix, options?: FScoreOptions): RowTerms {
  const { average, beta, zeroDivision } = resolveAverage('fScore', options, fScoreDefaults);
  checkNumber('fScore.beta', beta, betaRange);
  return averageTerms(truth, predicted, fScoreOr(zeroDivision, beta), average);
}

/**
 * F-beta of each label.
 *
 * @param truth - the true labels
 * @param predicted - the predicted labels
 * @param options - `beta` and the value of 0 / 0
 * @returns one number in [0, 1] a label
 * @throws GenrekitError as `fScore`
 */
export function fScorePerLabel(
  truth: LabelMatrix,
  predicted: LabelMatrix,
  options?: FScorePerLabelOptions,
): Float64Array {
  const { beta, zeroDivision } = resolveZeroDivision('fScorePerLabel', options, fScorePerLabelDefaults);
  checkNumber('fScorePerLabel.beta', beta, betaRange);
  return measureLabels(truth, predicted, fScoreOr(zeroDivision, beta));
}

// (1 + b^2) tp / ((1 + b^2) tp + b^2 fn + fp), with tp + fn = actual and tp + fp = predicted.
function fScoreOr(zeroDivision: number, beta: number): CountMeasure {
  const square = beta * beta;
  return (truePositives, predicted, actual) => {
    // Not `denominator === 0`: with beta 0 that holds where something is true and nothing predicted, which is F = 0.
    if (predicted === 0 && actual === 0) return zeroDivision;
    if (truePositives === 0) return 0;
    return ((1 + square) * truePositives) / (square * actual + predicted);
  };
}
