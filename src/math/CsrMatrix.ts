import { GenrekitError } from '../errors.ts';

/**
 * A sparse matrix by compressed rows: the entries of row `i` are
 * `columns[k]`, `values[k]` for `rowOffsets[i] <= k < rowOffsets[i + 1]`, columns ascending within a row.
 */
export class CsrMatrix {
  /**
   * @param rowCount - number of rows
   * @param columnCount - number of columns
   * @param rowOffsets - `rowCount + 1` offsets into the two arrays below
   * @param columns - column of each entry
   * @param values - value of each entry
   * @throws GenrekitError `shape-mismatch` when the array lengths contradict the counts
   */
  constructor(
    readonly rowCount: number,
    readonly columnCount: number,
    readonly rowOffsets: Int32Array,
    readonly columns: Int32Array,
    readonly values: Float64Array,
  ) {
    if (
      rowOffsets.length !== rowCount + 1 ||
      columns.length !== values.length ||
      rowOffsets[rowCount] !== values.length
    ) {
      throw new GenrekitError(
        'shape-mismatch',
        `A sparse matrix of ${rowCount} rows needs ${rowCount + 1} offsets that end at its entry count; ` +
          `got ${rowOffsets.length} offsets, ${columns.length} columns and ${values.length} values.`,
      );
    }
  }

  /** Number of stored entries. */
  get entryCount(): number {
    return this.values.length;
  }

  /**
   * Copies a selection of rows, in the given order.
   *
   * @param rows - row numbers; may repeat
   * @returns a matrix with `rows.length` rows and the same columns
   */
  selectRows(rows: ArrayLike<number>): CsrMatrix {
    const rowOffsets = new Int32Array(rows.length + 1);
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      rowOffsets[i + 1] = rowOffsets[i]! + this.rowOffsets[row + 1]! - this.rowOffsets[row]!;
    }
    const columns = new Int32Array(rowOffsets[rows.length]!);
    const values = new Float64Array(columns.length);
    for (let i = 0; i < rows.length; i++) {
      const start = this.rowOffsets[rows[i]!]!;
      const end = this.rowOffsets[rows[i]! + 1]!;
      columns.set(this.columns.subarray(start, end), rowOffsets[i]!);
      values.set(this.values.subarray(start, end), rowOffsets[i]!);
    }
    return new CsrMatrix(rows.length, this.columnCount, rowOffsets, columns, values);
  }

  /**
   * Removes the entries of a range of columns; columns keep their numbers.
   *
   * @param first - first column emptied
   * @param end - one past the last column emptied
   * @returns a matrix of the same shape
   */
  dropColumns(first: number, end: number): CsrMatrix {
    const rowOffsets = new Int32Array(this.rowCount + 1);
    const columns = new Int32Array(this.entryCount);
    const values = new Float64Array(this.entryCount);
    let count = 0;
    for (let row = 0; row < this.rowCount; row++) {
      for (let k = this.rowOffsets[row]!; k < this.rowOffsets[row + 1]!; k++) {
        const column = this.columns[k]!;
        if (column >= first && column < end) continue;
        columns[count] = column;
        values[count++] = this.values[k]!;
      }
      rowOffsets[row + 1] = count;
    }
    return new CsrMatrix(
      this.rowCount,
      this.columnCount,
      rowOffsets,
      columns.slice(0, count),
      values.slice(0, count),
    );
  }

  /**
   * Builds a sparse matrix from dense rows, leaving zeros out.
   *
   * @param rows - equally long rows
   * @param columnCount - needed only when there is no row
   * @returns the same numbers, sparse
   */
  static fromDense(rows: readonly ArrayLike<number>[], columnCount = rows[0]?.length ?? 0): CsrMatrix {
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
}
