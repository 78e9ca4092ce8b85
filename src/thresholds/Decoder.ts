import { checkProbabilities, checkSameLabels } from '../calibration/checkTables.ts';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { LabelSet } from '../labels/LabelSet.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';

/** Decides which labels samples get. Equal claims go to the label with the lower number. */
export interface Decoder {
  /** The columns. */
  readonly labels: LabelSet;
  /**
   * @param probabilities - samples x labels, 0 to 1
   * @returns the labels of each sample
   * @throws GenrekitError `shape-mismatch` when the labels are others; `invalid-value` for a number outside 0 to 1
   */
  decode(probabilities: ScoreMatrix): LabelMatrix;
  /**
   * Decides one sample, without checks and without making anything new.
   *
   * @param probabilities - rows of probabilities, 0 to 1
   * @param start - where the sample's row starts, in both arrays
   * @param chosen - gets 1 for each label of the sample, 0 for each other
   */
  decodeRow(probabilities: Float64Array, start: number, chosen: Uint8Array): void;
}

/**
 * Decides row by row: the `decode` of every decoder.
 *
 * @param decoder - decides one row
 * @param probabilities - samples x labels
 * @throws GenrekitError as {@link Decoder.decode}
 */
export function decodeRows(
  decoder: Pick<Decoder, 'labels' | 'decodeRow'>,
  probabilities: ScoreMatrix,
): LabelMatrix {
  checkSameLabels(probabilities.labels, decoder.labels);
  checkProbabilities(probabilities);
  const { values, labelCount } = probabilities;
  const chosen = new Uint8Array(values.length);
  for (let start = 0; start < values.length; start += labelCount) decoder.decodeRow(values, start, chosen);
  return new LabelMatrix(decoder.labels, probabilities.sampleCount, chosen);
}
