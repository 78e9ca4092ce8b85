import { checkSameLabels } from '../calibration/checkSameLabels.ts';
import { checkProbabilities } from '../calibration/checkTables.ts';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import type { RowDecoder } from './RowDecoder.ts';

/**
 * Decides a whole table, row by row.
 *
 * @param decoder - decides one row
 * @param probabilities - samples x labels, 0 to 1
 * @returns the labels of each sample
 * @throws GenrekitError `shape-mismatch` when the labels are others; `invalid-value` for a number outside 0 to 1
 */
export function decodeRows(decoder: RowDecoder, probabilities: ScoreMatrix): LabelMatrix {
  checkSameLabels(probabilities.labels, decoder.labels);
  checkProbabilities(probabilities);
  const { values, labelCount } = probabilities;
  const chosen = new Uint8Array(values.length);
  for (let start = 0; start < values.length; start += labelCount) decoder.decodeRow(values, start, chosen);
  return new LabelMatrix(decoder.labels, probabilities.sampleCount, chosen);
}
