import { describeValue, GenrekitError } from '../errors.ts';
import type { CsrMatrix } from '../math/CsrMatrix.ts';
import type { SparseLists } from './SparseLists.ts';

/** What the values of a row are divided by, one after the other, to give the row the length 1. */
export interface RowScale {
  /** The largest absolute value; after division by it no square leaves the range of a double. 1 for a row of zeros. */
  readonly largest: number;
  /** The length of the row so divided. 1 for a row of zeros. */
  readonly length: number;
}

/**
 * Checks and measures a row.
 *
 * @param matrix - rows x columns
 * @param row - row number
 * @throws GenrekitError `invalid-value` for a value that is not finite, `shape-mismatch` for a column out of order or
 * outside the matrix
 */
export function rowScale(matrix: CsrMatrix, row: number): RowScale {
  const { rowOffsets, columns, values, columnCount } = matrix;
  const first = rowOffsets[row]!;
  const end = rowOffsets[row + 1]!;
  let largest = 0;
  let before = -1;
  for (let k = first; k < end; k++) {
    const column = columns[k]!;
    if (column <= before || column >= columnCount) {
      throw new GenrekitError(
        'shape-mismatch',
        `The columns of row ${row} must ascend from 0 to below ${columnCount}; got ${column} after ${before}.`,
      );
    }
    before = column;
    if (!Number.isFinite(values[k])) {
      throw new GenrekitError(
        'invalid-value',
        `The features of row ${row} must be finite numbers; got ${describeValue(values[k])} in column ${column}.`,
      );
    }
    largest = Math.max(largest, Math.abs(values[k]!));
  }
  if (largest === 0) return { largest: 1, length: 1 };
  let sum = 0;
  for (let k = first; k < end; k++) sum += (values[k]! / largest) ** 2;
  return { largest, length: Math.sqrt(sum) };
}

/**
 * Keeps the direction of each row in single precision. A row that single precision holds exactly, such as one of
 * counts, stays as it is, so that equal angles stay equal; any other is given the length 1 first, so that rows of the
 * same direction become the same numbers.
 *
 * @param matrix - rows x columns; not changed
 * @returns its rows
 * @throws GenrekitError `invalid-value` for a value that is not finite, `shape-mismatch` for a column out of order or
 * outside the matrix
 */
export function rowDirections(matrix: CsrMatrix): SparseLists {
  const { rowCount, rowOffsets, columns, values } = matrix;
  const kept = Float32Array.from(values);
  for (let row = 0; row < rowCount; row++) {
    const { largest, length } = rowScale(matrix, row);
    const end = rowOffsets[row + 1]!;
    let k = rowOffsets[row]!;
    while (k < end && kept[k] === values[k]) k++;
    if (k === end) continue;
    for (k = rowOffsets[row]!; k < end; k++) kept[k] = values[k]! / largest / length;
  }
  return { offsets: rowOffsets.slice(), places: columns.slice(), values: kept };
}
