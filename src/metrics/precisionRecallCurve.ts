import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { checkScores } from './checkPair.ts';
import { splitScores } from './splitScores.ts';

/** Precision and recall at every distinct score, as scikit-learn's `precision_recall_curve` gives them. */
export interface PrecisionRecallCurve {
  /** The distinct scores, ascending: a sample has the label if its score is at least the threshold. */
  readonly thresholds: Float64Array;
  /** Precision at each threshold, and 1 at the end, where nothing is predicted. */
  readonly precision: Float64Array;
  /** Recall at each threshold, and 0 at the end; `NaN` for a label without support. */
  readonly recall: Float64Array;
}

/**
 * Traces how precision and recall of one label change with its threshold. Cells of unknown truth are skipped.
 *
 * @param truth - the true labels
 * @param scores - a score for each sample and label
 * @param label - name of the label
 * @returns one point a distinct score, and the end point (1, 0)
 * @throws GenrekitError `shape-mismatch` when rows or labels differ, `invalid-value` for a score that is not finite,
 * `unknown-label` for a label that the table does not have
 */
export function precisionRecallCurve(
  truth: LabelMatrix,
  scores: ScoreMatrix,
  label: string,
): PrecisionRecallCurve {
  checkScores(truth, scores);
  const { positives, negatives } = splitScores(truth, scores, truth.labels.indexOf(label));
  const thresholds = Float64Array.from(new Set([...positives, ...negatives])).sort();
  const precision = new Float64Array(thresholds.length + 1);
  const recall = new Float64Array(thresholds.length + 1);
  let missed = 0;
  let rejected = 0;
  thresholds.forEach((threshold, i) => {
    while (missed < positives.length && positives[missed]! < threshold) missed++;
    while (rejected < negatives.length && negatives[rejected]! < threshold) rejected++;
    const truePositives = positives.length - missed;
    precision[i] = truePositives / (truePositives + negatives.length - rejected);
    recall[i] = truePositives / positives.length;
  });
  precision[thresholds.length] = 1;
  return { thresholds, precision, recall };
}
