import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import { countByLabel } from './cellCounts.ts';

/** The four counts of one label. */
export interface LabelConfusion {
  readonly label: string;
  readonly trueNegatives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly truePositives: number;
}

/**
 * Counts hits and misses of each label. Cells of unknown truth are skipped, so the four counts of a label sum to the
 * number of samples on which it is known.
 *
 * @param truth - the true labels
 * @param predicted - the predicted labels
 * @returns one entry a label, in label order
 * @throws GenrekitError `shape-mismatch` when rows or labels differ
 */
export function multilabelConfusion(truth: LabelMatrix, predicted: LabelMatrix): LabelConfusion[] {
  const counts = countByLabel(truth, predicted);
  return truth.labels.names.map((label, i) => {
    const truePositives = counts.truePositives[i]!;
    const falsePositives = counts.predicted[i]! - truePositives;
    const falseNegatives = counts.actual[i]! - truePositives;
    const trueNegatives = counts.known[i]! - truePositives - falsePositives - falseNegatives;
    return { label, trueNegatives, falsePositives, falseNegatives, truePositives };
  });
}
