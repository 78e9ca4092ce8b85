import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { thresholdAbove, thresholdBetween } from './cutPoints.ts';

/**
 * Everything that a threshold can do to a column of scores. Cut `c` predicts the samples with the `c` highest distinct
 * scores: cut 0 predicts none, the last cut predicts all. Equal scores are never parted.
 */
export interface LabelCurve {
  /** The distinct known scores, highest first: one fewer than there are cuts. */
  readonly scores: Float64Array;
  /** For each cut, a threshold that makes it: a score from the threshold up is predicted. Falling. */
  readonly thresholds: Float64Array;
  /** For each cut, how many of the predicted samples have the label; not whole when smoothed. */
  readonly truePositives: Float64Array;
  /** For each cut, how many samples are predicted. */
  readonly predicted: Float64Array;
  /** How many samples have the label; not whole when smoothed. */
  readonly positives: number;
  /** How many samples are known to have the label or not. */
  readonly known: number;
}

/**
 * Sweeps the scores of each label.
 *
 * @param scores - samples x labels
 * @param truth - samples x labels; unknown cells are left out
 * @param smoothing - 0 counts what is true; 1 counts what the scores, taken as probabilities, expect to be true; numbers
 * between mix both
 * @returns one curve a label
 */
export function labelCurves(scores: ScoreMatrix, truth: LabelMatrix, smoothing: number): LabelCurve[] {
  return truth.labels.names.map((_, label) => curveOf(scores, truth, label, truth.labelCount, smoothing));
}

/**
 * Sweeps all cells together, as if there were one label.
 *
 * @param scores - samples x labels
 * @param truth - samples x labels; unknown cells are left out
 * @param smoothing - as in {@link labelCurves}
 */
export function pooledCurve(scores: ScoreMatrix, truth: LabelMatrix, smoothing: number): LabelCurve {
  return curveOf(scores, truth, 0, 1, smoothing);
}

function curveOf(
  scores: ScoreMatrix,
  truth: LabelMatrix,
  firstCell: number,
  stride: number,
  smoothing: number,
): LabelCurve {
  const { positives, negatives, highest } = partCells(scores, truth, firstCell, stride);
  const known = positives.length + negatives.length;
  const distinctScores = new Float64Array(known);
  const truePositives = new Float64Array(known + 1);
  const predicted = new Float64Array(known + 1);
  let cut = 0;
  let positive = positives.length - 1;
  let negative = negatives.length - 1;
  while (positive >= 0 || negative >= 0) {
    const score = Math.max(
      positive >= 0 ? positives[positive]! : Number.NEGATIVE_INFINITY,
      negative >= 0 ? negatives[negative]! : Number.NEGATIVE_INFINITY,
    );
    let trueCount = 0;
    let falseCount = 0;
    for (; positive >= 0 && positives[positive] === score; positive--) trueCount++;
    for (; negative >= 0 && negatives[negative] === score; negative--) falseCount++;
    const count = trueCount + falseCount;
    distinctScores[cut] = score;
    predicted[cut + 1] = predicted[cut]! + count;
    truePositives[cut + 1] =
      truePositives[cut]! +
      (smoothing === 0 ? trueCount : (1 - smoothing) * trueCount + smoothing * score * count);
    cut++;
  }
  const curveScores = distinctScores.slice(0, cut);
  return {
    scores: curveScores,
    thresholds: thresholdsOf(curveScores, highest),
    truePositives: truePositives.slice(0, cut + 1),
    predicted: predicted.slice(0, cut + 1),
    positives: truePositives[cut]!,
    known,
  };
}

/** Sorts positives and negatives apart: typed arrays sort fastest without a comparison function and a payload. */
function partCells(scores: ScoreMatrix, truth: LabelMatrix, firstCell: number, stride: number) {
  const cellCount = truth.values.length;
  const positives = new Float64Array(Math.ceil(cellCount / stride));
  const negatives = new Float64Array(positives.length);
  let positiveCount = 0;
  let negativeCount = 0;
  let highest = Number.NEGATIVE_INFINITY;
  for (let cell = firstCell; cell < cellCount; cell += stride) {
    const score = scores.values[cell]!;
    highest = Math.max(highest, score);
    if (truth.known?.[cell] === 0) continue;
    if (truth.values[cell] === 1) positives[positiveCount++] = score;
    else negatives[negativeCount++] = score;
  }
  return {
    positives: positives.subarray(0, positiveCount).sort(),
    negatives: negatives.subarray(0, negativeCount).sort(),
    highest,
  };
}

function thresholdsOf(scores: Float64Array, highest: number): Float64Array {
  const thresholds = new Float64Array(scores.length + 1);
  // Where nothing is known, no score that was seen may pass.
  thresholds[0] = thresholdAbove(scores.length > 0 ? scores[0]! : highest);
  for (let cut = 1; cut < scores.length; cut++) {
    thresholds[cut] = thresholdBetween(scores[cut]!, scores[cut - 1]!);
  }
  if (scores.length > 0) thresholds[scores.length] = scores[scores.length - 1]!;
  return thresholds;
}
