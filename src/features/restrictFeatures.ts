import { CsrMatrix } from '../math/CsrMatrix.ts';
import type { Field, Movie } from '../text/Movie.ts';
import type { FeatureExtractor } from './FeatureExtractor.ts';
import type { Features } from './Features.ts';
import { TfidfFeatures } from './TfidfFeatures.ts';
import { SEPARATOR, type TokenRows } from './TokenRows.ts';

/**
 * Features as they would be if only some fields had been given.
 *
 * @param extractor - what made the features
 * @param features - one row a movie
 * @param fields - the fields to keep
 * @param movies - what they were made from, row by row; without it, blocks of the plot do not read titles
 * @returns features of the same kind and size, in which all other fields are empty
 */
export function restrictFeatures(
  extractor: FeatureExtractor,
  features: Features,
  fields: readonly Field[],
  movies?: (row: number) => Movie,
): Features {
  if (features.kind === 'tokens') return { kind: 'tokens', tokens: keepFields(features.tokens, fields) };
  let { matrix } = features;
  if (!(extractor instanceof TfidfFeatures)) return features;
  // Blocks of the plot that read titles do so only where there is no plot: those entries have to be made.
  if (
    movies !== undefined &&
    !fields.includes('plot') &&
    extractor.blocks.some(({ titleWeight }) => titleWeight > 0)
  ) {
    const rows = Array.from({ length: matrix.rowCount }, (_, row) => movies(row));
    return extractor.transform(rows.map(({ title }) => ({ title })));
  }
  for (const { field, firstColumn, transform } of extractor.blocks) {
    if (!fields.includes(field)) matrix = dropColumns(matrix, firstColumn, firstColumn + transform.termCount);
  }
  return { kind: 'sparse', matrix };
}

/**
 * Removes the entries of a range of columns; columns keep their numbers.
 *
 * @param matrix - not changed
 * @param first - first column emptied
 * @param end - one past the last column emptied
 * @returns a matrix of the same shape
 */
function dropColumns(matrix: CsrMatrix, first: number, end: number): CsrMatrix {
  const { rowCount, columnCount, entryCount } = matrix;
  const rowOffsets = new Int32Array(rowCount + 1);
  const columns = new Int32Array(entryCount);
  const values = new Float64Array(entryCount);
  let count = 0;
  for (let row = 0; row < rowCount; row++) {
    for (let k = matrix.rowOffsets[row]!; k < matrix.rowOffsets[row + 1]!; k++) {
      const column = matrix.columns[k]!;
      if (column >= first && column < end) continue;
      columns[count] = column;
      values[count++] = matrix.values[k]!;
    }
    rowOffsets[row + 1] = count;
  }
  return new CsrMatrix(rowCount, columnCount, rowOffsets, columns.slice(0, count), values.slice(0, count));
}

/** Cuts rows after the separator, which ends the title; a row without one is a plot alone. */
function keepFields(rows: TokenRows, fields: readonly Field[]): TokenRows {
  const all = Int32Array.from({ length: rows.rowCount }, (_, row) => row);
  return rows.select(all, (row) => {
    const [first, end] = rows.rangeOf(row);
    const separator = rows.ids.subarray(first, end).indexOf(SEPARATOR);
    const plot = first + separator + 1;
    return [fields.includes('title') ? first : plot, fields.includes('plot') ? end : plot];
  });
}
