import { CsrMatrix } from './CsrMatrix.ts';
import { GrowableFloat64, GrowableInt32 } from './growable.ts';

/** Builds a sparse matrix row by row: push the entries of a row, columns ascending, then end the row. */
export class CsrBuilder {
  readonly columns: GrowableInt32;
  readonly values: GrowableFloat64;
  private readonly rowOffsets = new GrowableInt32();

  /**
   * @param columnCount - number of columns of the matrix
   * @param expectedEntries - room to make at first
   */
  constructor(
    private readonly columnCount: number,
    expectedEntries = 64,
  ) {
    this.columns = new GrowableInt32(expectedEntries);
    this.values = new GrowableFloat64(expectedEntries);
    this.rowOffsets.push(0);
  }

  /** Ends the current row; the next entries belong to the next one. */
  endRow(): void {
    this.rowOffsets.push(this.columns.length);
  }

  /** @returns the matrix of all ended rows */
  build(): CsrMatrix {
    return new CsrMatrix(
      this.rowOffsets.length - 1,
      this.columnCount,
      this.rowOffsets.array.slice(0, this.rowOffsets.length),
      this.columns.array.slice(0, this.columns.length),
      this.values.array.slice(0, this.values.length),
    );
  }
}
