import { CsrMatrix } from './CsrMatrix.ts';

/**
 * Builds a sparse matrix from dense rows, leaving zeros out.
 *
 * @param rows - equally long rows
 * @param columnCount - needed only when there is no row
 * @returns the same numbers, sparse
 */
export function csrFromDense(
  rows: readonly ArrayLike<number>[],
  columnCount = rows[0]?.length ?? 0,
): CsrMatrix {
  const rowOffsets = new Int32Array(rows.length + 1);
  const columns: number[] = [];
  const values: number[] = [];
  rows.forEach((row, i) => {
    for (let column = 0; column < row.length; column++) {
      if (row[column] === 0) continue;
      columns.push(column);
      values.push(row[column]!);
    }
    rowOffsets[i + 1] = columns.length;
  });
  return new CsrMatrix(
    rows.length,
    columnCount,
    rowOffsets,
    Int32Array.from(columns),
    Float64Array.from(values),
  );
}
