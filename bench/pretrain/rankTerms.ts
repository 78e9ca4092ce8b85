import { TfidfFeatures } from '../../src/features/TfidfFeatures.ts';
import { TfidfTransform } from '../../src/features/TfidfTransform.ts';
import type { LinearFit, LinearTask } from './LinearFit.ts';

/**
 * Ranks features by how much they move scores: the sum over training rows of the squares of what a feature adds to the
 * scores. Genres count by one over the root of their share, so that rare ones keep their words.
 *
 * @param fit - fitted on all features
 * @param task - what it was fitted on
 * @returns their columns, those that move scores most first
 */
export function rankTerms(fit: LinearFit, task: LinearTask): Int32Array {
  const { matrix, labels, sampleWeights } = task;
  const width = labels.labelCount;
  const loudness = Float64Array.from(
    { length: width },
    (_, label) => 1 / Math.sqrt(labels.supportOf(label) / labels.sampleCount),
  );
  const featureCount = fit.weights.length / width;
  const mass = new Float64Array(matrix.columnCount);
  for (let row = 0; row < matrix.rowCount; row++) {
    for (let k = matrix.rowOffsets[row]!; k < matrix.rowOffsets[row + 1]!; k++)
      mass[matrix.columns[k]!]! += sampleWeights[row]! * matrix.values[k]! ** 2;
  }
  const importance = Float64Array.from({ length: featureCount }, (_, feature) => {
    let sum = 0;
    for (let label = 0; label < width; label++)
      sum += fit.weights[feature * width + label]! ** 2 * loudness[label]!;
    return sum * mass[feature]!;
  });
  return Int32Array.from(importance.keys()).sort((a, b) => importance[b]! - importance[a]! || a - b);
}

/**
 * @param extractor - fitted features
 * @param columns - the columns to keep, rising
 * @returns features of those terms alone, their document frequencies rounded to two binary digits, which take half the
 * bytes
 */
export function keepTerms(extractor: TfidfFeatures, columns: Int32Array): TfidfFeatures {
  return new TfidfFeatures(
    extractor.blocks.map(({ firstColumn, transform, ...block }) => {
      const end = firstColumn + transform.termCount;
      const own = columns.filter((column) => column >= firstColumn && column < end);
      const { terms, documentFrequencies, documentCount } = transform.vocabulary;
      const vocabulary = {
        terms: Array.from(own, (column) => terms[column - firstColumn]!),
        documentFrequencies: Uint32Array.from(own, (column) =>
          rounded(documentFrequencies[column - firstColumn]!),
        ),
        documentCount,
      };
      // Whoever fits the bundled model anew has fewer films than it took to choose these terms.
      return { ...block, transform: new TfidfTransform(vocabulary, { ...transform.options, minDf: 2 }) };
    }),
  );
}

function rounded(frequency: number): number {
  const unit = 2 ** Math.max(0, Math.floor(Math.log2(frequency)) - 1);
  return Math.floor(frequency / unit) * unit;
}
