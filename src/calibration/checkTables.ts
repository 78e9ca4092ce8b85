import { GenrekitError } from '../errors.ts';
import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { checkSameLabels } from './checkSameLabels.ts';
import { badScore, LARGEST_SCORE } from './scoreRange.ts';

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
