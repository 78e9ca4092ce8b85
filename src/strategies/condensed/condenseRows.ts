import type { CsrMatrix } from '../../math/CsrMatrix.ts';
import { log } from '../../math/transcendental.ts';
import { type CondensedTable, powerOf, writeNumber } from '../../neighbours/CondensedIndex.ts';
import { rowScale } from '../../neighbours/rowDirections.ts';

/** What else decides how rows are condensed. */
export interface CondenseOptions {
  /**
   * How much an entry tells; the entries of a row that tell most are kept, ties by lower column. What is not above 0 is left
   * out. Absent = its value.
   */
  readonly telling?: (row: number, column: number, value: number) => number;
  /** What queries are multiplied with, column by column, as eighths of powers of 2; absent = once. */
  readonly weights?: Int8Array;
  /** How often each row counts: rows of weight 0 decide on no scale. Absent = once. */
  readonly rowWeights?: Float64Array | undefined;
  /** Whether the numbers of a column are all the same: the mean of those that are kept. */
  readonly isUniform?: boolean;
}

/**
 * Cuts rows to the terms that tell most, and writes their numbers roughly.
 *
 * @param matrix - rows x columns; values below 0 are left out
 * @param termsPerRow - how many entries of each row to keep
 * @param options - see {@link CondenseOptions}
 * @throws GenrekitError `invalid-value` for a value that is not finite, `shape-mismatch` for a column out of order
 */
export function condenseRows(
  matrix: CsrMatrix,
  termsPerRow: number,
  { telling, weights, rowWeights, isUniform = false }: CondenseOptions = {},
): CondensedTable {
  const { rowCount, columnCount, rowOffsets, columns, values } = matrix;
  const lists: [rows: number[], values: number[]][] = Array.from({ length: columnCount }, () => [[], []]);
  for (let row = 0; row < rowCount; row++) {
    const { largest, length } = rowScale(matrix, row);
    const entries: { readonly k: number; readonly value: number; readonly tells: number }[] = [];
    for (let k = rowOffsets[row]!; k < rowOffsets[row + 1]!; k++) {
      const value = values[k]! / largest / length;
      const tells = telling?.(row, columns[k]!, value) ?? value;
      if (value > 0 && tells > 0) entries.push({ k, value, tells });
    }
    entries.sort((a, b) => b.tells - a.tells || a.k - b.k);
    for (const { k, value } of entries.slice(0, termsPerRow)) {
      const [listRows, listValues] = lists[columns[k]!]!;
      listRows.push(row);
      listValues.push(value);
    }
  }
  const entryCount = lists.reduce((sum, [rows]) => sum + rows.length, 0);
  const codes = new Uint8Array(entryCount);
  const scales = new Int8Array(columnCount);
  const counts: number[] = [];
  const gaps: number[] = [];
  let at = 0;
  lists.forEach(([listRows, listValues], column) => {
    writeNumber(counts, listRows.length);
    const counted = listValues.filter((_, i) => rowWeights?.[listRows[i]!] !== 0);
    const peak = isUniform
      ? counted.reduce((sum, value) => sum + value, 0) / Math.max(1, counted.length)
      : counted.reduce((most, value) => Math.max(most, value), 0) / 255;
    if (peak > 0) {
      // Rounded up where numbers differ, so that the largest one of a column fits a byte.
      const code = (log(peak) * 8) / Math.LN2;
      scales[column] = Math.max(-128, Math.min(127, isUniform ? Math.round(code) : Math.ceil(code - 1e-9)));
    }
    const scale = powerOf(scales[column]!);
    listRows.forEach((row, i) => {
      writeNumber(gaps, row - (i === 0 ? -1 : listRows[i - 1]!) - 1);
      codes[at++] = isUniform ? 1 : Math.max(1, Math.min(255, Math.round(listValues[i]! / scale)));
    });
  });
  return {
    ...{ rowCount, columnCount, scales, values: codes },
    ...{ counts: Uint8Array.from(counts), gaps: Uint8Array.from(gaps) },
    weights: weights ?? new Int8Array(columnCount),
  };
}
