import { GenrekitError } from '../errors.ts';

/** A matrix with all its cells, row by row, in single precision. */
export class DenseMatrix {
  /**
   * @param rowCount - number of rows
   * @param columnCount - number of columns
   * @param values - `rowCount` times `columnCount` cells
   * @throws GenrekitError `shape-mismatch` when there are more or fewer cells
   */
  constructor(
    readonly rowCount: number,
    readonly columnCount: number,
    readonly values: Float32Array,
  ) {
    if (values.length !== rowCount * columnCount) {
      throw new GenrekitError(
        'shape-mismatch',
        `A matrix of ${rowCount} rows and ${columnCount} columns needs ${rowCount * columnCount} values; got ${values.length}.`,
      );
    }
  }
}
