import { CsrMatrix } from '../math/CsrMatrix.ts';

/**
 * A metric as a function of sums over rows.
 *
 * Most metrics need no more of the rows than a few sums: micro F1 three, subset accuracy two, macro F1 three a label.
 * Written so, a metric of resampled rows costs one addition for each entry, not a new look at every cell.
 */
export interface RowTerms {
  /** What each row adds: samples x sums. A row without any entry takes no part. */
  readonly terms: CsrMatrix;
  /** The metric, from one sum a column; `NaN` when the sums do not define it. */
  readonly combine: (sums: Float64Array) => number;
}

/**
 * Evaluates a metric on all rows.
 *
 * @param rowTerms - the metric
 * @returns its value; `NaN` when the data do not define it
 */
export function evaluateTerms(rowTerms: RowTerms): number {
  const { terms, combine } = rowTerms;
  const sums = new Float64Array(terms.columnCount);
  for (let k = 0; k < terms.entryCount; k++) sums[terms.columns[k]!]! += terms.values[k]!;
  return combine(sums);
}

/**
 * Adds rows to sums, each as often as its weight says.
 *
 * @param terms - what each row adds
 * @param weights - one a row; 0 leaves a row out
 * @param sums - one a column of `terms`; changed in place
 */
export function addWeightedRows(terms: CsrMatrix, weights: ArrayLike<number>, sums: Float64Array): void {
  const { rowCount, rowOffsets, columns, values } = terms;
  for (let row = 0; row < rowCount; row++) {
    const weight = weights[row]!;
    if (weight === 0) continue;
    const end = rowOffsets[row + 1]!;
    for (let k = rowOffsets[row]!; k < end; k++) sums[columns[k]!]! += weight * values[k]!;
  }
}

/**
 * A metric that is one sum divided by another.
 *
 * @param numerators - one a row
 * @param denominators - one a row, at least 0; a row of 0 takes no part
 * @returns the metric; `NaN` when the denominators sum to 0
 */
export function ratioTerms(numerators: ArrayLike<number>, denominators: ArrayLike<number>): RowTerms {
  return { terms: columnTerms([numerators, denominators]), combine: (sums) => sums[0]! / sums[1]! };
}

/**
 * A metric that is the mean of a value a row.
 *
 * @param rowValues - one a row; rows of `NaN` are left out
 * @returns the metric; `NaN` when every row is left out
 */
export function rowMeanTerms(rowValues: Float64Array): RowTerms {
  const isCounted = Uint8Array.from(rowValues, (value) => (Number.isNaN(value) ? 0 : 1));
  return ratioTerms(
    rowValues.map((value) => (Number.isNaN(value) ? 0 : value)),
    isCounted,
  );
}

/**
 * Puts columns of row terms side by side, leaving zeros out.
 *
 * @param columns - at least one array with an entry a row
 * @returns samples x `columns.length`
 */
export function columnTerms(columns: readonly ArrayLike<number>[]): CsrMatrix {
  const rowCount = columns[0]?.length ?? 0;
  const rowOffsets = new Int32Array(rowCount + 1);
  const entryColumns = new Int32Array(rowCount * columns.length);
  const values = new Float64Array(rowCount * columns.length);
  let count = 0;
  for (let row = 0; row < rowCount; row++) {
    for (let column = 0; column < columns.length; column++) {
      const value = columns[column]![row]!;
      if (value === 0) continue;
      entryColumns[count] = column;
      values[count++] = value;
    }
    rowOffsets[row + 1] = count;
  }
  return new CsrMatrix(
    rowCount,
    columns.length,
    rowOffsets,
    entryColumns.slice(0, count),
    values.slice(0, count),
  );
}
