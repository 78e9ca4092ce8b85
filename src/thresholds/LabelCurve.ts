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
 * The cells of each label, highest score first. Sorting is most of the work of a sweep, and it does not depend on which
 * samples take part, so it is done once for all folds and objectives.
 *
 * @param scores - samples x labels
 * @returns one list of cells a label
 */
export function sortedColumns(scores: ScoreMatrix): Int32Array[] {
  return scores.labels.names.map((_, label) => sortedCells(scores.values, label, scores.labelCount));
}

/**
 * Sweeps the scores of each label.
 *
 * @param scores - samples x labels
 * @param truth - samples x labels; unknown cells are left out
 * @param smoothing - 0 counts what is true; 1 counts what the scores, taken as probabilities, expect to be true; numbers
 * between mix both
 * @param columns - from {@link sortedColumns}
 * @returns one curve a label
 */
export function labelCurves(
  scores: ScoreMatrix,
  truth: LabelMatrix,
  smoothing: number,
  columns: readonly Int32Array[] = sortedColumns(scores),
): LabelCurve[] {
  return columns.map((cells) => curveOf(scores, truth, cells, smoothing));
}

/**
 * Sweeps all cells together, as if there were one label.
 *
 * @param scores - samples x labels
 * @param truth - samples x labels; unknown cells are left out
 * @param smoothing - as in {@link labelCurves}
 */
export function pooledCurve(scores: ScoreMatrix, truth: LabelMatrix, smoothing: number): LabelCurve {
  return curveOf(scores, truth, sortedCells(scores.values, 0, 1), smoothing);
}

function curveOf(
  { values }: ScoreMatrix,
  truth: LabelMatrix,
  cells: Int32Array,
  smoothing: number,
): LabelCurve {
  const { known, values: labels } = truth;
  const distinctScores = new Float64Array(cells.length);
  const truePositives = new Float64Array(cells.length + 1);
  const predicted = new Float64Array(cells.length + 1);
  let cut = 0;
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i]!;
    if (known !== undefined && known[cell] === 0) continue;
    const score = values[cell]!;
    if (cut === 0 || score !== distinctScores[cut - 1]) {
      distinctScores[cut++] = score;
      predicted[cut] = predicted[cut - 1]!;
      truePositives[cut] = truePositives[cut - 1]!;
    }
    predicted[cut]!++;
    truePositives[cut]! +=
      smoothing === 0 ? labels[cell]! : (1 - smoothing) * labels[cell]! + smoothing * score;
  }
  const curveScores = distinctScores.slice(0, cut);
  return {
    scores: curveScores,
    thresholds: thresholdsOf(curveScores, cells.length > 0 ? values[cells[0]!]! : Number.NEGATIVE_INFINITY),
    truePositives: truePositives.slice(0, cut + 1),
    predicted: predicted.slice(0, cut + 1),
    positives: truePositives[cut]!,
    known: predicted[cut]!,
  };
}

/**
 * Sorts cells by falling score, equal ones by cell. Engines sort typed arrays without a comparison function several
 * times faster than with one, so only the scores are sorted, and each cell then looks its place up.
 */
function sortedCells(values: Float64Array, first: number, stride: number): Int32Array {
  const count = Math.ceil((values.length - first) / stride);
  const rising = new Float64Array(count);
  for (let i = 0; i < count; i++) rising[i] = values[first + i * stride]!;
  rising.sort();
  const taken = new Int32Array(count);
  const cells = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const cell = first + i * stride;
    const above = firstAbove(rising, values[cell]!);
    cells[count - above + taken[above - 1]!++] = cell;
  }
  return cells;
}

/** The first place in rising numbers that holds more than `value`. */
function firstAbove(rising: Float64Array, value: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rising[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
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
