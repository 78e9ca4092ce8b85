import { describeValue, GenrekitError } from '../errors.ts';
import type { CsrMatrix } from '../math/CsrMatrix.ts';
import { PlainRowLanes } from './PlainRowLanes.ts';
import type { RowLanes } from './RowLanes.ts';
import { createWasmRowLanes } from './wasmRowLanes.ts';

/** Below this many entries a fit is over before a WebAssembly memory would be set up. */
const WASM_MIN_ENTRIES = 20_000;

/**
 * Checks a matrix and makes its rows ready for any number of fits, one after the other.
 *
 * @param matrix - rows x columns; leave it alone until the last fit has ended
 * @returns its rows, in WebAssembly where that pays and the host allows it; the bits of the results are the same
 * @throws GenrekitError `invalid-value` for a value that is not finite, `shape-mismatch` for a column outside the matrix
 */
export function prepareRows(matrix: CsrMatrix): RowLanes {
  const squaredNorms = checkedSquaredNorms(matrix);
  const fast = matrix.entryCount < WASM_MIN_ENTRIES ? undefined : createWasmRowLanes(matrix, squaredNorms);
  return fast ?? new PlainRowLanes(matrix, squaredNorms);
}

/**
 * @param matrix - rows x columns
 * @returns |x|² of each row
 * @throws GenrekitError `invalid-value` for a value that is not finite, `shape-mismatch` for a column outside the matrix
 */
export function checkedSquaredNorms(matrix: CsrMatrix): Float64Array {
  const { rowCount, columnCount, rowOffsets, columns, values } = matrix;
  const squaredNorms = new Float64Array(rowCount);
  for (let row = 0; row < rowCount; row++) {
    let sum = 0;
    for (let k = rowOffsets[row]!; k < rowOffsets[row + 1]!; k++) {
      const column = columns[k]!;
      if (column < 0 || column >= columnCount) {
        throw new GenrekitError(
          'shape-mismatch',
          `Row ${row} has an entry in column ${column}, but the matrix has ${columnCount} columns.`,
        );
      }
      sum += values[k]! * values[k]!;
    }
    if (!Number.isFinite(sum)) {
      throw new GenrekitError(
        'invalid-value',
        `The features of row ${row} must be finite numbers of moderate size; their squares sum to ${describeValue(sum)}.`,
      );
    }
    squaredNorms[row] = sum;
  }
  return squaredNorms;
}
