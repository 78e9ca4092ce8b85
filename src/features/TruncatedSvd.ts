import { describeValue, GenrekitError } from '../errors.ts';
import type { CsrMatrix } from '../math/CsrMatrix.ts';
import { DenseMatrix } from '../math/DenseMatrix.ts';

/**
 * Reduces sparse rows to a few dimensions: their products with the leading right singular vectors of the rows that it
 * was fitted on (latent semantic analysis; Deerwester et al. 1990). Made by `fitTruncatedSvd`.
 */
export class TruncatedSvd {
  /**
   * @param components - features x dimensions: the singular vectors as columns, so that each feature's numbers lie
   * together
   */
  constructor(readonly components: DenseMatrix) {}

  /** Number of features of the sparse rows. */
  get featureCount(): number {
    return this.components.rowCount;
  }

  /** Number of dimensions that are left. */
  get dimensions(): number {
    return this.components.columnCount;
  }

  /**
   * @param matrix - samples x features
   * @returns samples x dimensions
   * @throws GenrekitError `shape-mismatch` for another number of features or a column outside of them; `invalid-value`
   * for a value that is not finite
   */
  reduce(matrix: CsrMatrix): DenseMatrix {
    const reduced = new Float32Array(matrix.rowCount * this.dimensions);
    const sums = new Float64Array(this.dimensions);
    for (let row = 0; row < matrix.rowCount; row++) {
      this.reduceRow(matrix, row, sums);
      reduced.set(sums, row * this.dimensions);
    }
    return new DenseMatrix(matrix.rowCount, this.dimensions, reduced);
  }

  /**
   * Reduces one row.
   *
   * @param matrix - samples x features
   * @param row - row number
   * @param sums - one number a dimension, overwritten
   */
  reduceRow(matrix: CsrMatrix, row: number, sums: Float64Array): void {
    const { featureCount, dimensions } = this;
    const { values: weights } = this.components;
    const { rowOffsets, columns, values } = matrix;
    if (matrix.columnCount !== featureCount) {
      throw new GenrekitError(
        'shape-mismatch',
        `The reduction was fitted on ${featureCount} features; got ${matrix.columnCount}. Use the same extractor.`,
      );
    }
    sums.fill(0);
    for (let k = rowOffsets[row]!; k < rowOffsets[row + 1]!; k++) {
      const column = columns[k]!;
      const value = values[k]!;
      if (!(column >= 0 && column < featureCount)) {
        throw new GenrekitError(
          'shape-mismatch',
          `The columns of row ${row} must be below ${featureCount}; got ${describeValue(column)}.`,
        );
      }
      if (!Number.isFinite(value)) {
        throw new GenrekitError(
          'invalid-value',
          `The features of row ${row} must be finite numbers; got ${describeValue(value)} in column ${column}.`,
        );
      }
      for (let j = 0, at = column * dimensions; j < dimensions; j++, at++) sums[j]! += value * weights[at]!;
    }
  }
}
