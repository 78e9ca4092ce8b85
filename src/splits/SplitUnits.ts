import { describeValue, GenrekitError } from '../errors.ts';

/** The rows of a table sorted into units that a split must not part: single rows, or groups of rows. */
export interface SplitUnits {
  /** How many rows there are in all. */
  readonly rowCount: number;
  /** How many units. */
  readonly count: number;
  /** For each row the number of its unit; units are numbered in the order of their first rows. */
  readonly unitOfRow: Int32Array;
  /** For each unit how many rows it has. */
  readonly sizes: Int32Array;
  /** Where each unit's rows start in `rows`; `count + 1` places. */
  readonly rowStarts: Int32Array;
  /** All rows, unit by unit. */
  readonly rows: Int32Array;
}

/**
 * Sorts rows into units.
 *
 * @param rowCount - how many rows there are
 * @param groups - for each row any whole number; rows with the same number stay together. Absent = each row is its own.
 * @returns the units
 * @throws GenrekitError `shape-mismatch` when there is not one group a row; `invalid-value` for a group that is no whole number
 */
export function splitUnits(rowCount: number, groups?: ArrayLike<number>): SplitUnits {
  if (groups !== undefined && groups.length !== rowCount) {
    throw new GenrekitError(
      'shape-mismatch',
      `groups must have one number for each of the ${rowCount} rows; got ${groups.length}.`,
    );
  }
  const unitOfRow = new Int32Array(rowCount);
  let count = rowCount;
  if (groups === undefined) {
    for (let row = 0; row < rowCount; row++) unitOfRow[row] = row;
  } else {
    count = numberGroups(groups, unitOfRow);
  }

  const sizes = new Int32Array(count);
  for (const unit of unitOfRow) sizes[unit]!++;
  const rowStarts = new Int32Array(count + 1);
  for (let unit = 0; unit < count; unit++) rowStarts[unit + 1] = rowStarts[unit]! + sizes[unit]!;
  const rows = new Int32Array(rowCount);
  const next = rowStarts.slice();
  for (let row = 0; row < rowCount; row++) rows[next[unitOfRow[row]!]!++] = row;
  return { rowCount, count, unitOfRow, sizes, rowStarts, rows };
}

/** Writes dense numbers for the groups, in the order in which they first occur, and returns how many there are. */
function numberGroups(groups: ArrayLike<number>, unitOfRow: Int32Array): number {
  const units = new Map<number, number>();
  for (let row = 0; row < groups.length; row++) {
    const group = groups[row]!;
    if (!Number.isInteger(group)) {
      throw new GenrekitError(
        'invalid-value',
        `The group of row ${row} must be a whole number; got ${describeValue(group)}.`,
      );
    }
    let unit = units.get(group);
    if (unit === undefined) {
      unit = units.size;
      units.set(group, unit);
    }
    unitOfRow[row] = unit;
  }
  return units.size;
}
