import { describeValue, GenrekitError } from '../errors.ts';

/**
 * @param weights - of the rows of an index
 * @param rowCount - number of rows
 * @throws GenrekitError `shape-mismatch` when there is not one weight a row, `invalid-value` for a bad weight
 */
export function checkWeights(weights: Float64Array | undefined, rowCount: number): void {
  if (weights?.every((weight) => weight >= 0 && Number.isFinite(weight)) === false) {
    throw new GenrekitError('invalid-value', 'Every row weight must be a finite number of at least 0.');
  }
  if (weights !== undefined && weights.length !== rowCount) {
    throw new GenrekitError(
      'shape-mismatch',
      `The index has ${rowCount} rows but ${weights.length} weights; give one weight a row.`,
    );
  }
}

/**
 * @param columnCount - of the queries
 * @param wanted - of the index
 * @param count - how many neighbours are asked for
 * @throws GenrekitError `shape-mismatch` for another number of columns, `invalid-value` for a count that is not above 0
 */
export function checkQuery(columnCount: number, wanted: number, count: number): void {
  if (columnCount !== wanted) {
    throw new GenrekitError(
      'shape-mismatch',
      `The neighbours were fitted on ${wanted} features; got ${columnCount}. Use the same extractor.`,
    );
  }
  if (!(count > 0 && Number.isFinite(count))) {
    throw new GenrekitError(
      'invalid-value',
      `The number of neighbours must be above 0; got ${describeValue(count)}.`,
    );
  }
}
