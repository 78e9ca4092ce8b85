import type { CsrMatrix } from '../math/CsrMatrix.ts';
import type { Tall } from './orthonormalise.ts';

/**
 * Multiplies a sparse matrix with a dense one.
 *
 * @param matrix - rows x features
 * @param right - features x count, row by row
 * @param count - number of columns
 * @param product - rows x width, overwritten from column `first` on
 * @param first - its first column
 */
export function addProducts(
  { rowCount, rowOffsets, columns, values }: CsrMatrix,
  right: Float64Array,
  count: number,
  product: Tall,
  first: number,
): void {
  const sums = new Float64Array(count);
  for (let row = 0; row < rowCount; row++) {
    sums.fill(0);
    for (let k = rowOffsets[row]!; k < rowOffsets[row + 1]!; k++) {
      const value = values[k]!;
      for (let j = 0, at = columns[k]! * count; j < count; j++, at++) sums[j]! += value * right[at]!;
    }
    product.values.set(sums, row * product.width + first);
  }
}

/**
 * Multiplies a transposed sparse matrix with columns of a dense one.
 *
 * @param matrix - rows x features
 * @param left - rows x width
 * @param first - the first column to take
 * @param count - how many
 * @param product - features x count, row by row; added to
 */
export function addTransposedProducts(
  { rowCount, rowOffsets, columns, values }: CsrMatrix,
  left: Tall,
  first: number,
  count: number,
  product: Float64Array,
): void {
  for (let row = 0; row < rowCount; row++) {
    const start = row * left.width + first;
    const own = left.values.subarray(start, start + count);
    for (let k = rowOffsets[row]!; k < rowOffsets[row + 1]!; k++) {
      const value = values[k]!;
      for (let j = 0, at = columns[k]! * count; j < count; j++, at++) product[at]! += value * own[j]!;
    }
  }
}
