import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { checkScores } from './checkPair.ts';
import { meanOfDefined, type SplitScores, splitScores } from './splitScores.ts';

/**
 * Average precision of each label: the area under its precision-recall curve as a sum of steps, precision times the
 * gain in recall at each distinct score, not the trapezoids that flatter it (Davis and Goadrich 2006). Cells of unknown
 * truth are skipped.
 *
 * @param truth - the true labels
 * @param scores - a score for each sample and label
 * @returns one number in [0, 1] a label; `NaN` for a label without support (scikit-learn: 0 and a warning)
 * @throws GenrekitError `shape-mismatch` when rows or labels differ, `invalid-value` for a score that is not finite
 */
export function averagePrecisionPerLabel(truth: LabelMatrix, scores: ScoreMatrix): Float64Array {
  checkScores(truth, scores);
  return Float64Array.from(truth.labels.names, (_, label) => areaOf(splitScores(truth, scores, label)));
}

/**
 * Macro average precision: the mean over labels with support. Labels without any are left out, where scikit-learn
 * counts them as 0, because no ranking can do better on them.
 *
 * @param truth - the true labels
 * @param scores - a score for each sample and label
 * @returns a number in [0, 1]; `NaN` when no label has support
 * @throws GenrekitError as `averagePrecisionPerLabel`
 */
export function macroAveragePrecision(truth: LabelMatrix, scores: ScoreMatrix): number {
  return meanOfDefined(averagePrecisionPerLabel(truth, scores));
}

/**
 * Micro average precision: all known cells as one list, so scores must be comparable between labels.
 *
 * @param truth - the true labels
 * @param scores - a score for each sample and label
 * @returns a number in [0, 1]; `NaN` when no label has support
 * @throws GenrekitError as `averagePrecisionPerLabel`
 */
export function microAveragePrecision(truth: LabelMatrix, scores: ScoreMatrix): number {
  checkScores(truth, scores);
  return areaOf(splitScores(truth, scores));
}

function areaOf({ positives, negatives }: SplitScores): number {
  let area = 0;
  let negativesBelow = negatives.length;
  for (let end = positives.length; end > 0; ) {
    const score = positives[end - 1]!;
    let start = end;
    while (start > 0 && positives[start - 1] === score) start--;
    while (negativesBelow > 0 && negatives[negativesBelow - 1]! >= score) negativesBelow--;
    const truePositives = positives.length - start;
    const falsePositives = negatives.length - negativesBelow;
    area += ((end - start) * truePositives) / (truePositives + falsePositives);
    end = start;
  }
  return area / positives.length;
}
