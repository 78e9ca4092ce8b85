import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';

/** The scores of known cells, apart by truth, each ascending. */
export interface SplitScores {
  readonly positives: Float64Array;
  readonly negatives: Float64Array;
}

/**
 * Parts the scores of one label, or of all, into those of true and of other cells. Two sorted arrays are all that
 * curves need, and typed arrays sort numbers without a comparison function.
 *
 * @param truth - the true labels
 * @param scores - a score for each sample and label; checked by the caller
 * @param label - column number; absent = all columns together
 * @returns the scores of known cells
 */
export function splitScores(truth: LabelMatrix, scores: ScoreMatrix, label?: number): SplitScores {
  const first = label ?? 0;
  const step = label === undefined ? 1 : truth.labelCount;
  const positives = new Float64Array(Math.ceil(truth.values.length / step));
  const negatives = new Float64Array(positives.length);
  let positiveCount = 0;
  let negativeCount = 0;
  for (let cell = first; cell < truth.values.length; cell += step) {
    if (truth.known?.[cell] === 0) continue;
    if (truth.values[cell] === 1) positives[positiveCount++] = scores.values[cell]!;
    else negatives[negativeCount++] = scores.values[cell]!;
  }
  return {
    positives: positives.subarray(0, positiveCount).sort(),
    negatives: negatives.subarray(0, negativeCount).sort(),
  };
}

/**
 * Averages a metric over the labels that define it.
 *
 * @param perLabel - one value a label, `NaN` where undefined
 * @returns the mean of the others; `NaN` when there is none
 */
export function meanOfDefined(perLabel: Float64Array): number {
  const defined = perLabel.filter((value) => !Number.isNaN(value));
  return defined.reduce((sum, value) => sum + value, 0) / defined.length;
}
