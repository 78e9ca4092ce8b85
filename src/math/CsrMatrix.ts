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
}
