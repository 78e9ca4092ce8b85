import { CsrMatrix } from '../math/CsrMatrix.ts';

/**
 * Puts columns behind those of a matrix.
 *
 * @param matrix - rows x columns; not changed
 * @param added - the new columns, one number a row each
 * @returns rows x (columns + added columns)
 */
export function appendColumns(matrix: CsrMatrix, added: readonly Float64Array[]): CsrMatrix {
  if (added.length === 0) return matrix;
  const { rowCount, columnCount, rowOffsets } = matrix;
  const offsets = new Int32Array(rowCount + 1);
  for (let row = 0; row < rowCount; row++) {
    let entryCount = rowOffsets[row + 1]! - rowOffsets[row]!;
    for (const column of added) if (column[row] !== 0) entryCount++;
    offsets[row + 1] = offsets[row]! + entryCount;
  }
  const columns = new Int32Array(offsets[rowCount]!);
  const values = new Float64Array(columns.length);
  for (let row = 0; row < rowCount; row++) {
    const start = rowOffsets[row]!;
    const end = rowOffsets[row + 1]!;
    let at = offsets[row]!;
    columns.set(matrix.columns.subarray(start, end), at);
    values.set(matrix.values.subarray(start, end), at);
    at += end - start;
    for (let j = 0; j < added.length; j++) {
      if (added[j]![row] === 0) continue;
      columns[at] = columnCount + j;
      values[at++] = added[j]![row]!;
    }
  }
  return new CsrMatrix(rowCount, columnCount + added.length, offsets, columns, values);
}
