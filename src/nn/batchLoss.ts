import { cellLoss, type LossSettings } from './Loss.ts';
import type { Table } from './Pass.ts';
import type { TrainingTruth } from './TrainingRows.ts';

/**
 * Sums the losses of the known cells of some samples, and leaves their derivatives.
 *
 * @param batch - the samples, and what the weights of all that make a step with them sum to
 * @param truth - of all samples
 * @param settings - which loss, and how far targets are drawn towards one half
 * @param scores - one row a sample of the batch
 * @param dScores - of the same size, overwritten
 * @returns the sum, each sample's part divided by the weight of all
 */
export function batchLoss(
  { rows, totalWeight }: { readonly rows: Int32Array; readonly totalWeight: number },
  { values, known, weights }: TrainingTruth,
  { loss, labelSmoothing }: { readonly loss: LossSettings; readonly labelSmoothing: number },
  scores: Table,
  dScores: Table,
): number {
  const { width } = scores;
  const result = { value: 0, slope: 0 };
  let sum = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const weight = (weights === undefined ? 1 : weights[row]!) / totalWeight;
    for (let label = 0; label < width; label++) {
      const cell = i * width + label;
      const truth = row * width + label;
      if (known !== undefined && known[truth] === 0) {
        dScores.data[cell] = 0;
        continue;
      }
      const target = values[truth]! * (1 - labelSmoothing) + labelSmoothing / 2;
      cellLoss(loss, scores.data[cell]!, target, result);
      sum += weight * result.value;
      dScores.data[cell] = weight * result.slope;
    }
  }
  return sum;
}
