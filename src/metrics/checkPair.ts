import { describeValue, GenrekitError } from '../errors.ts';
import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { LabelSet } from '../labels/LabelSet.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';

/**
 * Refuses a truth that nothing can be measured against.
 *
 * @param truth - the true labels
 * @throws GenrekitError `invalid-value` when it is no label matrix, `invalid-data` when it has no known cell
 */
export function checkTruth(truth: LabelMatrix): void {
  checkLabelMatrix('truth', truth);
  if (truth.values.length === 0 || truth.known?.includes(1) === false) {
    throw new GenrekitError(
      'invalid-data',
      `A metric needs at least one known cell of truth; got ${truth.sampleCount} samples by ` +
        `${truth.labelCount} labels with none.`,
    );
  }
}

/**
 * Refuses predicted labels that do not fit the truth.
 *
 * @param truth - the true labels
 * @param predicted - the labels predicted for the same samples; a mask of unknown cells in it is ignored
 * @throws GenrekitError `shape-mismatch` when rows or labels differ, `invalid-value` for the wrong kind of table,
 * `invalid-data` when no cell of the truth is known
 */
export function checkPredicted(truth: LabelMatrix, predicted: LabelMatrix): void {
  checkTruth(truth);
  checkLabelMatrix('predicted', predicted);
  checkSameShape(truth, predicted);
}

/**
 * Refuses scores that do not fit the truth.
 *
 * @param truth - the true labels
 * @param scores - a score for each sample and label
 * @throws GenrekitError `shape-mismatch` when rows or labels differ, `invalid-value` for the wrong kind of table or a
 * score that is not finite, `invalid-data` when no cell of the truth is known
 */
export function checkScores(truth: LabelMatrix, scores: ScoreMatrix): void {
  checkTruth(truth);
  if (!(scores?.values instanceof Float64Array)) {
    throw new GenrekitError(
      'invalid-value',
      `scores must be a ScoreMatrix; got ${describeValue(scores)}. Build one with ScoreMatrix.fromRows.`,
    );
  }
  checkSameShape(truth, scores);
  checkCells(scores, Number.isFinite, 'a finite number');
}

/**
 * Refuses scores that are not probabilities.
 *
 * @param truth - the true labels
 * @param scores - a probability for each sample and label
 * @throws GenrekitError as `checkScores`, and `invalid-value` for a score outside 0..1
 */
export function checkProbabilities(truth: LabelMatrix, scores: ScoreMatrix): void {
  checkScores(truth, scores);
  checkCells(scores, isProbability, 'a probability from 0 to 1; calibrate the scores first');
}

/** Tells whether a score can be read as a probability: from 0 to 1. */
export function isProbability(score: number): boolean {
  return score >= 0 && score <= 1;
}

// The kind is told by its cells, not by `instanceof`: a program may hold both the ESM and the CommonJS class.
function checkLabelMatrix(name: string, matrix: LabelMatrix): void {
  if (matrix?.values instanceof Uint8Array) return;
  throw new GenrekitError(
    'invalid-value',
    `${name} must be a LabelMatrix; got ${describeValue(matrix)}. Build one with LabelMatrix.fromRows or fromNames.`,
  );
}

function checkSameShape(truth: LabelMatrix, other: LabelMatrix | ScoreMatrix): void {
  if (truth.sampleCount !== other.sampleCount) {
    throw new GenrekitError(
      'shape-mismatch',
      `The truth has ${truth.sampleCount} samples, but there are predictions for ${other.sampleCount}.`,
    );
  }
  if (!hasSameNames(truth.labels, other.labels)) {
    throw new GenrekitError(
      'shape-mismatch',
      `The truth has the labels ${truth.labels.names.join(', ')}, but the predictions have ` +
        `${other.labels.names.join(', ')}. Bring both to the same labels in the same order with selectLabels.`,
    );
  }
}

function hasSameNames(first: LabelSet, second: LabelSet): boolean {
  if (first === second) return true;
  return first.size === second.size && first.names.every((name, label) => name === second.names[label]);
}

function checkCells(scores: ScoreMatrix, isAllowed: (score: number) => boolean, wanted: string): void {
  const wrong = scores.values.findIndex((score) => !isAllowed(score));
  if (wrong < 0) return;
  const sample = Math.floor(wrong / scores.labelCount);
  const label = scores.labels.names[wrong % scores.labelCount]!;
  throw new GenrekitError(
    'invalid-value',
    `The score of sample ${sample}, label ${describeValue(label)} is ${scores.values[wrong]}; it must be ${wanted}.`,
  );
}
