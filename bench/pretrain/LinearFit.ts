import type { TfidfFeatures } from '../../src/features/TfidfFeatures.ts';
import { LabelMatrix } from '../../src/labels/LabelMatrix.ts';
import type { LabelSet } from '../../src/labels/LabelSet.ts';
import { linearSvm } from '../../src/learners/linearSvm.ts';
import { trainLabels } from '../../src/learners/trainLabels.ts';
import { CsrMatrix } from '../../src/math/CsrMatrix.ts';
import type { Movie } from '../../src/text/Movie.ts';
import type { TrainingRow } from './readTrainingRows.ts';
import { CATALOGUES, SETTINGS } from './settings.ts';

/** Linear functions of the features alone: what the sources add is left out. */
export interface LinearFit {
  /** features x labels. */
  readonly weights: Float32Array;
  readonly biases: Float64Array;
}

/** What {@link fitRows} works on, which can be asked for more than once. */
export interface LinearTask {
  /** Rows with all their text, then the same rows with their titles alone. */
  readonly matrix: CsrMatrix;
  readonly labels: LabelMatrix;
  readonly sampleWeights: Float64Array;
}

/**
 * @param extractor - makes the features
 * @param rows - to learn from
 * @param labels - the genres
 */
export function linearTask(
  extractor: TfidfFeatures,
  rows: readonly TrainingRow[],
  labels: LabelSet,
): LinearTask {
  const whole = extractor.transform(rows.map(({ movie }) => movie)).matrix;
  const titles = extractor.transform(rows.map(({ movie }) => titleOf(movie))).matrix;
  const truth = truthOf(rows, labels);
  const all = Array.from(rows.keys());
  const weights = rows.map(({ catalogue }) => SETTINGS.rowWeights[catalogue]);
  return {
    matrix: withSources([whole, titles], rows),
    labels: truth.selectRows([...all, ...all]),
    sampleWeights: Float64Array.from([
      ...weights,
      ...weights.map((weight) => weight * SETTINGS.titleAloneShare),
    ]),
  };
}

/** @returns the movie, known by its title alone */
export function titleOf({ title }: Movie): Movie {
  return { title };
}

/**
 * @param rows - movies with their genres
 * @param labels - the columns
 */
export function truthOf(rows: readonly TrainingRow[], labels: LabelSet): LabelMatrix {
  return LabelMatrix.fromNames(
    rows.map(({ movie }) => movie.genres),
    labels,
    (row) => rows[row]!.movie.knownGenres,
  );
}

/**
 * Fits one linear function a genre.
 *
 * Each source has a column of its own while fitting, for rows with a plot and for rows without: how freely a source
 * gives a genre is then no reason to move the weights of words. The columns are dropped; calibration, which is done for
 * each source apart, makes up for them.
 *
 * @param task - from {@link linearTask}
 * @param onLabel - told of each finished genre
 */
export async function fitRows(
  { matrix, labels, sampleWeights }: LinearTask,
  onLabel?: (done: number) => void,
): Promise<LinearFit> {
  const { learner, seed } = SETTINGS;
  const fits = await trainLabels(matrix, labels, linearSvm(learner), {
    seed,
    sampleWeights,
    onProgress: ({ done }) => onLabel?.(done),
  });
  const width = labels.labelCount;
  const featureCount = matrix.columnCount - 2 * CATALOGUES.length;
  const weights = new Float32Array(featureCount * width);
  fits.forEach((fit, label) => {
    for (let feature = 0; feature < featureCount; feature++)
      weights[feature * width + label] = fit.weights[feature]!;
  });
  return { weights, biases: Float64Array.from(fits, ({ bias }) => bias) };
}

/** Puts matrices of the same rows under each other, and gives every entry row the column of its source. */
function withSources(parts: readonly CsrMatrix[], rows: readonly TrainingRow[]): CsrMatrix {
  const { columnCount } = parts[0]!;
  const rowCount = rows.length * parts.length;
  const entryCount = parts.reduce((sum, part) => sum + part.entryCount, rowCount);
  const rowOffsets = new Int32Array(rowCount + 1);
  const columns = new Int32Array(entryCount);
  const values = new Float64Array(entryCount);
  let k = 0;
  parts.forEach((part, index) => {
    rows.forEach(({ catalogue }, row) => {
      for (let from = part.rowOffsets[row]!; from < part.rowOffsets[row + 1]!; from++, k++) {
        columns[k] = part.columns[from]!;
        values[k] = part.values[from]!;
      }
      columns[k] = columnCount + index * CATALOGUES.length + CATALOGUES.indexOf(catalogue);
      values[k++] = 1;
      rowOffsets[index * rows.length + row + 1] = k;
    });
  });
  return new CsrMatrix(rowCount, columnCount + parts.length * CATALOGUES.length, rowOffsets, columns, values);
}
