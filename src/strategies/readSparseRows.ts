import { GenrekitError } from '../errors.ts';
import type { SparseLists } from '../neighbours/SparseLists.ts';
import { requireArray } from './requireArray.ts';
import type { StateArray } from './Strategy.ts';

/**
 * Checks sparse rows from a saved model before anything is looked up by their numbers.
 *
 * @param arrays - of the state: `rowOffsets`, `columns` and `values`
 * @param columnCount - number of columns the rows must have
 * @returns the rows
 * @throws GenrekitError `invalid-model` when an array is missing, or the three do not describe rows
 */
export function readSparseRows(
  arrays: Readonly<Record<string, StateArray>>,
  columnCount: number,
): SparseLists {
  const offsets = requireArray(arrays, 'rowOffsets', Int32Array, Math.max(1, arrays.rowOffsets?.length ?? 0));
  const places = requireArray(arrays, 'columns', Int32Array, Math.max(0, offsets.at(-1)!));
  const values = requireArray(arrays, 'values', Float32Array, places.length);
  const isAscending = offsets.every((offset, row) => offset >= (row === 0 ? 0 : offsets[row - 1]!));
  if (offsets[0] !== 0 || !isAscending) throw malformed('the offsets of the rows do not ascend from 0');
  for (let row = 0; row < offsets.length - 1; row++) {
    for (let k = offsets[row]!, least = 0; k < offsets[row + 1]!; k++) {
      if (places[k]! < least || places[k]! >= columnCount)
        throw malformed(`the columns of row ${row} do not ascend within the features`);
      least = places[k]! + 1;
    }
  }
  return { offsets, places, values };
}

function malformed(what: string): GenrekitError {
  return new GenrekitError(
    'invalid-model',
    `The saved neighbours are malformed: ${what}. Save the model again.`,
  );
}
