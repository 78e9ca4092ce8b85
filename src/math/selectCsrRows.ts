import { CsrMatrix } from './CsrMatrix.ts';

/**
 * Copies a selection of rows, in the given order.
 *
 * @param matrix - not changed
 * @param rows - row numbers; may repeat
 * @returns a matrix with `rows.length` rows and the same columns
 */
export function selectCsrRows(matrix: CsrMatrix, rows: ArrayLike<number>): CsrMatrix {
  const rowOffsets = new Int32Array(rows.length + 1);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    rowOffsets[i + 1] = rowOffsets[i]! + matrix.rowOffsets[row + 1]! - matrix.rowOffsets[row]!;
  }
  const columns = new Int32Array(rowOffsets[rows.length]!);
  const values = new Float64Array(columns.length);
  for (let i = 0; i < rows.length; i++) {
    const start = matrix.rowOffsets[rows[i]!]!;
    const end = matrix.rowOffsets[rows[i]! + 1]!;
    columns.set(matrix.columns.subarray(start, end), rowOffsets[i]!);
    values.set(matrix.values.subarray(start, end), rowOffsets[i]!);
  }
  return new CsrMatrix(rows.length, matrix.columnCount, rowOffsets, columns, values);
}
