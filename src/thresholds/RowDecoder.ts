import type { LabelSet } from '../labels/LabelSet.ts';

/** Decides which labels one sample gets. Equal claims go to the label with the lower number. */
export interface RowDecoder {
  /** The columns. */
  readonly labels: LabelSet;
  /**
   * Decides one sample, without checks and without making anything new.
   *
   * @param probabilities - rows of probabilities, 0 to 1
   * @param start - where the sample's row starts, in both arrays
   * @param chosen - gets 1 for each label of the sample, 0 for each other
   */
  decodeRow(probabilities: Float64Array, start: number, chosen: Uint8Array): void;
}
