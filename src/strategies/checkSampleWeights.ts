import { GenrekitError } from '../errors.ts';

/**
 * Checked before anything is counted with them; whether they are numbers from 0 the learners check.
 *
 * @param sampleWeights - one a row, or none
 * @param rowCount - number of rows
 * @throws GenrekitError `shape-mismatch` for another number of weights
 */
export function checkSampleWeights(sampleWeights: Float64Array | undefined, rowCount: number): void {
  if (sampleWeights === undefined || sampleWeights.length === rowCount) return;
  throw new GenrekitError(
    'shape-mismatch',
    `sampleWeights must have one entry for each of the ${rowCount} rows; got ${sampleWeights.length}.`,
  );
}
