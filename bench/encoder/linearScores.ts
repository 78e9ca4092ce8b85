import { fitTfidfFeatures } from '../../src/features/fitTfidfFeatures.ts';
import { tfidf } from '../../src/features/TfidfFeatures.ts';
import type { LabelSet } from '../../src/labels/LabelSet.ts';
import { ScoreMatrix } from '../../src/labels/ScoreMatrix.ts';
import { linearSvm } from '../../src/learners/linearSvm.ts';
import { trainLabels } from '../../src/learners/trainLabels.ts';
import { CsrMatrix } from '../../src/math/CsrMatrix.ts';
import type { Recipe } from './recipe.ts';
import { labelsOf, type Row, SOURCES } from './tables.ts';

/** Words, pairs of words and stems of plots. */
const FEATURES = tfidf({
  title: [],
  plot: [
    { ngrams: [1, 2], minDf: 3, stopWords: 'english', hasSublinearTf: true },
    { prefixLength: 5, minDf: 3, stopWords: 'english', hasSublinearTf: true, weight: 0.8 },
  ],
});

/**
 * Fits linear SVMs on the plots of rows, each source with a column of its own, and scores the plots of others: the peer
 * that an encoder is blended with.
 *
 * @param learned - rows to learn from
 * @param scored - rows to score
 * @param labels - all genres
 * @param weights - how much a row of each source counts
 * @returns scores of the words alone, without what a source's column adds
 */
export async function linearScores(
  learned: readonly Row[],
  scored: readonly Row[],
  labels: LabelSet,
  weights: Recipe['weights'],
): Promise<ScoreMatrix> {
  const rows = learned.filter(({ movie }) => movie.plot !== undefined);
  const features = fitTfidfFeatures(
    rows.map(({ movie }) => movie),
    FEATURES,
    ['plot'],
  );
  const matrix = withSources(features.transform(rows.map(({ movie }) => movie)).matrix, rows);
  const fits = await trainLabels(matrix, labelsOf(rows, labels), linearSvm({ c: 0.1 }), {
    seed: 1,
    sampleWeights: Float64Array.from(rows, ({ source }) => weights[source] ?? 0),
    onProgress: ({ done, total }) => console.log(`linear: ${done} of ${total} genres`),
  });
  const { matrix: words } = features.transform(scored.map(({ movie }) => ({ plot: movie.plot })));
  const scores = new Float64Array(scored.length * labels.size);
  fits.forEach(({ weights: own, bias }, label) => {
    for (let row = 0; row < scored.length; row++) {
      let sum = bias;
      for (let k = words.rowOffsets[row]!; k < words.rowOffsets[row + 1]!; k++)
        sum += own[words.columns[k]!]! * words.values[k]!;
      scores[row * labels.size + label] = sum;
    }
  });
  return new ScoreMatrix(labels, scored.length, scores);
}

/** The same rows, each with a 1 in the column of its source. */
function withSources(matrix: CsrMatrix, rows: readonly Row[]): CsrMatrix {
  const { rowCount, columnCount, rowOffsets } = matrix;
  const columns = new Int32Array(matrix.entryCount + rowCount);
  const values = new Float64Array(columns.length);
  for (let row = 0; row < rowCount; row++) {
    const [first, end] = [rowOffsets[row]!, rowOffsets[row + 1]!];
    columns.set(matrix.columns.subarray(first, end), first + row);
    values.set(matrix.values.subarray(first, end), first + row);
    columns[end + row] = columnCount + SOURCES.indexOf(rows[row]!.source);
    values[end + row] = 1;
  }
  const offsets = rowOffsets.map((offset, row) => offset + row);
  return new CsrMatrix(rowCount, columnCount + SOURCES.length, offsets, columns, values);
}
