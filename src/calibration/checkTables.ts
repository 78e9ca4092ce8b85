import { GenrekitError } from '../errors.ts';
import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { LabelSet } from '../labels/LabelSet.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';

/** Scores beyond this are refused, so that a difference, a square or a sum of scores never overflows. */
export const LARGEST_SCORE = 1e150;

/**
 * Refuses tables whose columns are not the same labels in the same order.
 *
 * @param given - the labels of the table at hand
 * @param expected - the labels it must have
 * @throws GenrekitError `shape-mismatch`
 */
export function checkSameLabels(given: LabelSet, expected: LabelSet): void {
  if (given === expected) return;
  if (given.size === expected.size && given.names.every((name, label) => name === expected.names[label]))
    return;
  throw new GenrekitError(
    'shape-mismatch',
    `Expected the labels ${expected.names.join(', ')} in this order; got ${given.names.join(', ')}.`,
  );
}

/**
 * Refuses scores that do not belong to the truth given beside them, or that are not usable numbers.
 *
 * @param scores - samples x labels
 * @param truth - samples x labels
 * @throws GenrekitError `shape-mismatch` when rows or labels differ; `invalid-data` without a row; `invalid-value` for
 * a score that is not a finite number of moderate size
 */
export function checkTables(scores: ScoreMatrix, truth: LabelMatrix): void {
  checkSameLabels(scores.labels, truth.labels);
  if (scores.sampleCount !== truth.sampleCount) {
    throw new GenrekitError(
      'shape-mismatch',
      `Scores and labels must have the same samples; got ${scores.sampleCount} and ${truth.sampleCount} rows.`,
    );
  }
  if (scores.sampleCount === 0) {
    throw new GenrekitError('invalid-data', 'Scores and labels have no row; give at least one sample.');
  }
  for (let cell = 0; cell < scores.values.length; cell++) {
    if (!(Math.abs(scores.values[cell]!) <= LARGEST_SCORE)) throw badScore(scores, cell);
  }
}

/**
 * Refuses probabilities outside 0 to 1.
 *
 * @param probabilities - samples x labels
 * @throws GenrekitError `invalid-value`
 */
export function checkProbabilities(probabilities: ScoreMatrix): void {
  const { values, labelCount } = probabilities;
  for (let cell = 0; cell < values.length; cell++) {
    if (!(values[cell]! >= 0 && values[cell]! <= 1)) {
      throw new GenrekitError(
        'invalid-value',
        `Probabilities must lie between 0 and 1; got ${values[cell]} in row ${Math.floor(cell / labelCount)} for ` +
          `${probabilities.labels.names[cell % labelCount]}. Calibrate the scores first.`,
      );
    }
  }
}

/** The error for a score that is not a finite number of moderate size. */
export function badScore(scores: ScoreMatrix, cell: number): GenrekitError {
  const label = scores.labels.names[cell % scores.labelCount];
  return new GenrekitError(
    'invalid-value',
    `Scores must be finite and within ${LARGEST_SCORE} of 0; got ${scores.values[cell]} in row ` +
      `${Math.floor(cell / scores.labelCount)} for ${label}.`,
  );
}
