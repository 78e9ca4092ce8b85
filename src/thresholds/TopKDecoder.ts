import type { LabelSet } from '../labels/LabelSet.ts';
import type { RowDecoder } from './RowDecoder.ts';
import { TopSelector } from './TopSelector.ts';

/** Gives every sample the same number of labels, the most probable ones: RCut (Yang 2001). */
export class TopKDecoder implements RowDecoder {
  private readonly selector: TopSelector;

  /**
   * @param labels - the columns
   * @param k - how many labels a sample gets, at most as many as there are
   */
  constructor(
    readonly labels: LabelSet,
    private readonly k: number,
  ) {
    this.selector = new TopSelector(labels.size);
  }

  decodeRow(probabilities: Float64Array, start: number, chosen: Uint8Array): void {
    this.selector.mark(probabilities, start, this.k, chosen, start);
  }
}
