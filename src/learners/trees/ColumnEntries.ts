import type { CsrMatrix } from '../../math/CsrMatrix.ts';

/** The entries of a sparse matrix that are not 0, by column, then ascending by value, then by row. */
export interface ColumnEntries {
  readonly columns: Int32Array;
  readonly rows: Int32Array;
  readonly values: Float64Array;
}

/**
 * Sorts the entries of each column once, so that no node of a tree has to.
 *
 * @param matrix - not changed
 * @param isWanted - one a row: 0 leaves its entries out
 * @returns the entries of the other rows
 */
export function sortColumns(matrix: CsrMatrix, isWanted: Uint8Array): ColumnEntries {
  const { rowOffsets, columns, values, rowCount, columnCount } = matrix;
  const ends = new Int32Array(columnCount + 1);
  const forEachEntry = (visit: (row: number, k: number) => void) => {
    for (let row = 0; row < rowCount; row++) {
      if (isWanted[row] === 0) continue;
      for (let k = rowOffsets[row]!; k < rowOffsets[row + 1]!; k++) if (values[k] !== 0) visit(row, k);
    }
  };
  forEachEntry((_, k) => {
    ends[columns[k]! + 1]!++;
  });
  for (let column = 0; column < columnCount; column++) ends[column + 1]! += ends[column]!;
  const count = ends[columnCount]!;
  const places = new Int32Array(count);
  const rowOf = new Int32Array(count);
  const starts = ends.slice(0, columnCount);
  forEachEntry((row, k) => {
    const place = starts[columns[k]!]!++;
    places[place] = k;
    rowOf[place] = row;
  });
  const sorted = {
    columns: new Int32Array(count),
    rows: new Int32Array(count),
    values: new Float64Array(count),
  };
  for (let column = 0; column < columnCount; column++) {
    const start = ends[column]!;
    const end = ends[column + 1]!;
    const order = Int32Array.from({ length: end - start }, (_, i) => start + i);
    // Places ascend with rows.
    order.sort((a, b) => values[places[a]!]! - values[places[b]!]! || a - b);
    for (let i = start; i < end; i++) {
      const from = order[i - start]!;
      sorted.columns[i] = column;
      sorted.rows[i] = rowOf[from]!;
      sorted.values[i] = values[places[from]!]!;
    }
  }
  return sorted;
}
