import type { SparseFeatures } from '../features/Features.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { CsrMatrix } from '../math/CsrMatrix.ts';

/**
 * Puts the scores of several models side by side.
 *
 * @param scores - of the same movies and labels: one matrix a model
 * @returns a row a movie: the scores of the first model, then those of the next
 */
export function stackScores(scores: readonly ScoreMatrix[]): SparseFeatures {
  const { sampleCount, labelCount } = scores[0]!;
  const width = scores.length * labelCount;
  const values = new Float64Array(sampleCount * width);
  scores.forEach((own, member) => {
    for (let row = 0; row < sampleCount; row++) {
      const cells = own.values.subarray(row * labelCount, (row + 1) * labelCount);
      values.set(cells, row * width + member * labelCount);
    }
  });
  const rowOffsets = Int32Array.from({ length: sampleCount + 1 }, (_, row) => row * width);
  const columns = Int32Array.from(values, (_, cell) => cell % width);
  return { kind: 'sparse', matrix: new CsrMatrix(sampleCount, width, rowOffsets, columns, values) };
}
