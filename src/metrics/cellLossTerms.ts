import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { checkProbabilities } from './checkPair.ts';
import { type RowTerms, ratioTerms } from './RowTerms.ts';

/**
 * The mean over known cells of a loss of one cell.
 *
 * @param truth - the true labels
 * @param probabilities - a probability for each sample and label
 * @param loss - the loss of a probability where the truth is 1 or 0
 * @returns the mean as a function of sums over rows
 * @throws GenrekitError `shape-mismatch` when rows or labels differ, `invalid-value` for a score outside 0..1
 */
export function cellLossTerms(
  truth: LabelMatrix,
  probabilities: ScoreMatrix,
  loss: (probability: number, isTrue: number) => number,
): RowTerms {
  checkProbabilities(truth, probabilities);
  const losses = new Float64Array(truth.sampleCount);
  const knownCounts = new Uint32Array(truth.sampleCount);
  let cell = 0;
  for (let sample = 0; sample < truth.sampleCount; sample++) {
    for (let label = 0; label < truth.labelCount; label++, cell++) {
      if (truth.known?.[cell] === 0) continue;
      losses[sample]! += loss(probabilities.values[cell]!, truth.values[cell]!);
      knownCounts[sample]!++;
    }
  }
  return ratioTerms(losses, knownCounts);
}
