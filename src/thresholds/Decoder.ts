import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import type { RowDecoder } from './RowDecoder.ts';

/** Decides which labels samples get, one at a time or a whole table. */
export interface Decoder extends RowDecoder {
  /**
   * @param probabilities - samples x labels, 0 to 1
   * @returns the labels of each sample
   * @throws GenrekitError `shape-mismatch` when the labels are others; `invalid-value` for a number outside 0 to 1
   */
  decode(probabilities: ScoreMatrix): LabelMatrix;
}
