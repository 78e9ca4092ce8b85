import type { LabelSet } from '../labels/LabelSet.ts';
import type { RowDecoder } from './RowDecoder.ts';
import { TopSelector } from './TopSelector.ts';

/**
 * Gives each sample its k most probable labels, with the k >= 1 that makes
 * 2 (p1 + ... + pk) / (p1 + ... + pL + k) greatest: the F1 to be expected of that sample, to a first order
 * (Lewis 1995). A sample whose probabilities are all 0 gets no label.
 */
export class ExpectedF1Decoder implements RowDecoder {
  private readonly selector: TopSelector;

  /** @param labels - the columns */
  constructor(readonly labels: LabelSet) {
    this.selector = new TopSelector(labels.size);
  }

  decodeRow(probabilities: Float64Array, start: number, chosen: Uint8Array): void {
    const sorted = this.selector.sort(probabilities, start);
    let expected = 0;
    for (let i = 0; i < sorted.length; i++) expected += sorted[i]!;
    let best = 0;
    let bestF = 0;
    let sum = 0;
    for (let k = 1; k <= sorted.length; k++) {
      sum += sorted[sorted.length - k]!;
      const f = (2 * sum) / (expected + k);
      if (f <= bestF) continue;
      best = k;
      bestF = f;
    }
    this.selector.mark(probabilities, start, best, chosen, start);
  }
}
