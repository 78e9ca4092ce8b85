import type { LabelSet } from '../labels/LabelSet.ts';
import type { LabelLimits } from './DecoderOptions.ts';
import type { RowDecoder } from './RowDecoder.ts';
import { TopSelector } from './TopSelector.ts';

/**
 * Gives a sample every label whose probability reaches its threshold, within limits on their number. Where a limit
 * binds, labels compete by the ratio of probability to threshold: the odds of reaching a threshold are not the same for
 * frequent and rare labels, and the ratio judges each by its own bar.
 */
export class ThresholdDecoder implements RowDecoder {
  private readonly thresholds: Float64Array;
  private readonly atLeast: number;
  private readonly atMost: number;
  private readonly ratios: Float64Array;
  private readonly selector: TopSelector;

  /**
   * @param labels - the columns
   * @param thresholds - one a label; a probability from it up passes
   * @param limits - how many labels a sample gets
   */
  constructor(
    readonly labels: LabelSet,
    thresholds: Float64Array,
    { atLeast, atMost }: Required<LabelLimits>,
  ) {
    this.thresholds = thresholds.slice();
    this.atLeast = atLeast;
    this.atMost = atMost === 'unlimited' ? labels.size : atMost;
    this.ratios = new Float64Array(labels.size);
    this.selector = new TopSelector(labels.size);
  }

  decodeRow(probabilities: Float64Array, start: number, chosen: Uint8Array): void {
    const { thresholds } = this;
    let count = 0;
    for (let label = 0; label < thresholds.length; label++) {
      const isReached = probabilities[start + label]! >= thresholds[label]!;
      chosen[start + label] = isReached ? 1 : 0;
      if (isReached) count++;
    }
    const allowed = Math.min(this.atMost, Math.max(this.atLeast, count));
    if (allowed === count) return;
    for (let label = 0; label < thresholds.length; label++) {
      // A threshold of 0 or less is reached by any probability, which is as good as a ratio can be.
      const threshold = thresholds[label]!;
      this.ratios[label] =
        threshold > 0 ? probabilities[start + label]! / threshold : Number.POSITIVE_INFINITY;
    }
    this.selector.mark(this.ratios, 0, allowed, chosen, start);
  }
}
