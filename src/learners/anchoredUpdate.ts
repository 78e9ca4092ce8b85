import type { CsrMatrix } from '../math/CsrMatrix.ts';

/** What a linear function is to learn of a few samples. */
export interface AnchoredProblem {
  /** samples x features */
  readonly matrix: CsrMatrix;
  /** +1 for samples that should score above their cut, -1 for below. */
  readonly signs: Int8Array;
  /** How far each sample scores above its cut now. */
  readonly heights: Float64Array;
  /** How much each sample may pull: the upper bound of its dual variable; a sample with 0 is passed by. */
  readonly costs: Float64Array;
  /** How far beyond its cut each sample should come. */
  readonly margin: number;
}

const PASS_LIMIT = 1000;
const TOLERANCE = 1e-6; // of a score

/**
 * Moves a linear function as little as the samples ask for:
 *
 * min over d of 0.5 |d|² + sum of cᵢ max(0, margin - yᵢ (hᵢ + d·xᵢ)).
 *
 * This is the passive-aggressive update PA-I (Crammer, Dekel, Keshet, Shalev-Shwartz and Singer 2006) for many samples at
 * once, solved in its dual by coordinate descent as in Hsieh et al. 2008: 0 <= aᵢ <= cᵢ, d = sum of aᵢ yᵢ xᵢ. The bias
 * stays, since it would move the scores of all samples there are.
 *
 * @param problem - the samples
 * @returns d, one number a feature; 0 wherever no sample has the feature
 */
export function anchoredUpdate({ matrix, signs, heights, costs, margin }: AnchoredProblem): Float64Array {
  const { rowOffsets, columns, values, rowCount, columnCount } = matrix;
  const change = new Float64Array(columnCount);
  const dual = new Float64Array(rowCount);
  for (let pass = 0; pass < PASS_LIMIT; pass++) {
    let largest = 0;
    for (let row = 0; row < rowCount; row++) {
      let squaredNorm = 0;
      let sum = heights[row]!;
      for (let k = rowOffsets[row]!; k < rowOffsets[row + 1]!; k++) {
        squaredNorm += values[k]! * values[k]!;
        sum += values[k]! * change[columns[k]!]!;
      }
      if (squaredNorm === 0 || costs[row] === 0) continue;
      const old = dual[row]!;
      const missing = margin - signs[row]! * sum;
      const moved = Math.min(Math.max(old + missing / squaredNorm, 0), costs[row]!);
      if (moved === old) continue;
      dual[row] = moved;
      largest = Math.max(largest, Math.abs(moved - old) * squaredNorm);
      const step = (moved - old) * signs[row]!;
      for (let k = rowOffsets[row]!; k < rowOffsets[row + 1]!; k++) change[columns[k]!]! += step * values[k]!;
    }
    if (largest <= TOLERANCE) break;
  }
  return change;
}
