import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import type { LabelCurve } from './LabelCurve.ts';

/** What decisions come to, label by label. */
export class LabelCounts {
  /** Samples that were predicted and have the label. */
  readonly truePositives: Float64Array;
  /** Samples that were predicted. */
  readonly predicted: Float64Array;
  /** Samples that have the label. */
  readonly positives: Float64Array;
  /** Samples of which it is known. */
  readonly known: Float64Array;

  /** @param labelCount - number of labels; all counts start at 0 */
  constructor(readonly labelCount: number) {
    this.truePositives = new Float64Array(labelCount);
    this.predicted = new Float64Array(labelCount);
    this.positives = new Float64Array(labelCount);
    this.known = new Float64Array(labelCount);
  }

  /**
   * Adds the decisions that thresholds make.
   *
   * @param scores - samples x labels
   * @param truth - samples x labels; unknown cells are left out
   * @param thresholds - one a label; a score from it up is predicted
   */
  add(scores: ScoreMatrix, truth: LabelMatrix, thresholds: Float64Array): void {
    const width = this.labelCount;
    for (
      let cell = 0, label = 0;
      cell < scores.values.length;
      cell++, label = label + 1 === width ? 0 : label + 1
    ) {
      if (truth.known?.[cell] === 0) continue;
      this.known[label]!++;
      const isPositive = truth.values[cell] === 1;
      if (isPositive) this.positives[label]!++;
      if (!(scores.values[cell]! >= thresholds[label]!)) continue;
      this.predicted[label]!++;
      if (isPositive) this.truePositives[label]!++;
    }
  }

  /** Counts of nothing predicted. */
  static ofCurves(curves: readonly LabelCurve[]): LabelCounts {
    const counts = new LabelCounts(curves.length);
    curves.forEach((curve, label) => {
      counts.positives[label] = curve.positives;
      counts.known[label] = curve.known;
    });
    return counts;
  }
}
