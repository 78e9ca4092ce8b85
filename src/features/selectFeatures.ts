import { selectCsrRows } from '../math/selectCsrRows.ts';
import type { Features } from './Features.ts';

/**
 * Copies a selection of samples, in the given order.
 *
 * @param features - of any kind
 * @param rows - row numbers
 * @returns features of `rows.length` samples
 */
export function selectFeatures(features: Features, rows: ArrayLike<number>): Features {
  return features.kind === 'sparse'
    ? { kind: 'sparse', matrix: selectCsrRows(features.matrix, rows) }
    : { kind: 'tokens', tokens: features.tokens.select(rows) };
}
