import type { LabelMatrix } from '../../src/labels/LabelMatrix.ts';
import type { LabelSet } from '../../src/labels/LabelSet.ts';
import { CsrMatrix } from '../../src/math/CsrMatrix.ts';
import { CondensedIndex, powerOf } from '../../src/neighbours/CondensedIndex.ts';
import type { Neighbours } from '../../src/neighbours/Neighbours.ts';
import { condensedIndex } from '../../src/strategies/condensed/condensedIndex.ts';
import { condenseRows } from '../../src/strategies/condensed/condenseRows.ts';
import { fitPosteriors } from '../../src/strategies/fitPosteriors.ts';
import { LabelledRows } from '../../src/strategies/LabelledRows.ts';
import { MlKnn } from '../../src/strategies/MlKnn.ts';
import { mlKnn } from '../../src/strategies/MlKnnOptions.ts';
import { packBits } from '../../src/strategies/packBits.ts';
import type { HashedTerms } from './hashTerms.ts';
import { isPopular } from './judgedFolds.ts';
import { type LinearFit, truthOf } from './LinearFit.ts';
import type { TrainingRow } from './readTrainingRows.ts';
import { CATALOGUES } from './settings.ts';

/** How neighbours are condensed. */
export interface KnnRecipe {
  /** How many films are kept. */
  readonly filmCount: number;
  /** How many terms of each. */
  readonly termsPerFilm: number;
  readonly k: number;
  /** The weight of a term is how much it moves the scores of the default model, to the power of this. */
  readonly weightPower: number;
  /** On how many of the films the posteriors are counted. */
  readonly countedFilms: number;
}

/**
 * Condenses train rows to neighbours.
 *
 * A film keeps the terms that speak for the genres it has, rather than for others, by the weights of the default model; all of them
 * count alike wherever they are. The distance is weighed: terms that tell genres apart count more. Genres are counted on a part of
 * the films, among neighbours that are other films, going by their titles.
 *
 * @param train - rows to choose from
 * @param terms - hashed features
 * @param fit - the default model of the same rows, on the features that were hashed
 * @param labels - the genres
 * @param recipe - see {@link KnnRecipe}
 */
export async function fitKnn(
  train: readonly TrainingRow[],
  { extractor, columns }: HashedTerms,
  fit: LinearFit,
  labels: LabelSet,
  recipe: KnnRecipe,
): Promise<MlKnn> {
  const { termsPerFilm, k, weightPower } = recipe;
  const rows = chooseFilms(train, recipe.filmCount, labels);
  const truth = truthOf(rows, labels);
  const width = labels.size;
  const weightOf = (column: number, label: number) => fit.weights[columns[column]! * width + label]!;
  const weights = columnWeights(columns.length, width, weightOf, weightPower, truth);
  const factors = Float64Array.from(weights, powerOf);
  const { matrix } = extractor.transform(rows.map(({ movie }) => movie));
  const table = condenseRows(weighed(matrix, factors), termsPerFilm, {
    weights,
    isUniform: true,
    telling: (row, column, value) => (value / factors[column]!) * speaksFor(truth, row, column, weightOf),
  });
  const settings = mlKnn({ k, index: condensedIndex({ termsPerRow: termsPerFilm }) });
  const state = {
    id: 'ml-knn' as const,
    settings: { k, index: settings.index },
    arrays: {
      ...new CondensedIndex(table).arrays(),
      labelBits: packBits(truth.values),
      knownBits: packBits(truth.known!),
    },
  };
  const labelled = LabelledRows.fromState(state, labels, matrix.columnCount, settings);
  const every = Math.max(1, Math.floor(rows.length / recipe.countedFilms));
  const posteriors = await fitPosteriors(labelled, matrix, settings, { seed: 1 }, (row) =>
    row % every === 0
      ? otherFilms(labelled.index.nearest(matrix, row, { count: k + 30 }), row, rows, k)
      : undefined,
  );
  return MlKnn.fromState(
    ...([
      { ...state, arrays: { ...state.arrays, ...posteriors.arrays() } },
      labels,
      matrix.columnCount,
    ] as const),
  );
}

/** Films that say less than this many letters are poor neighbours. */
const LEAST_PLOT = 100;

/** Popular films first, then others evenly; sorted so that like films stand together, which takes fewer bytes. */
function chooseFilms(train: readonly TrainingRow[], count: number, labels: LabelSet): TrainingRow[] {
  const popular = train.filter(isPopular);
  const others = train.filter((row) => !isPopular(row) && (row.movie.plot ?? '').length >= LEAST_PLOT);
  const wanted = Math.max(0, Math.min(others.length, count - popular.length));
  const chosen = [...popular];
  for (let i = 0; i < wanted; i++) chosen.push(others[Math.floor((i * others.length) / wanted)]!);
  const keyOf = ({ catalogue, movie }: TrainingRow) =>
    [CATALOGUES.indexOf(catalogue), ...movie.genres.map((genre) => labels.indexOf(genre) + 10).sort()].join();
  const keys = new Map(chosen.map((row) => [row, keyOf(row)]));
  return chosen.sort((a, b) => (keys.get(a)! < keys.get(b)! ? -1 : keys.get(a)! > keys.get(b)! ? 1 : 0));
}

/** How much each term moves scores, rare genres by one over the root of their share, as a code for `powerOf`. */
function columnWeights(
  columnCount: number,
  width: number,
  weightOf: (column: number, label: number) => number,
  power: number,
  truth: LabelMatrix,
): Int8Array {
  const loudness = Array.from({ length: width }, (_, label) =>
    Math.sqrt(truth.sampleCount / Math.max(1, truth.supportOf(label))),
  );
  const sizes = Float64Array.from({ length: columnCount }, (_, column) =>
    Math.sqrt(loudness.reduce((sum, loud, label) => sum + loud * weightOf(column, label) ** 2, 0)),
  );
  const codes = sizes.map((size) => power * 8 * Math.log2(Math.max(1e-4, size)));
  return Int8Array.from(codes, (code) => Math.max(-127, Math.min(127, Math.round(code))));
}

function weighed(matrix: CsrMatrix, factors: Float64Array): CsrMatrix {
  const { rowCount, columnCount, rowOffsets, columns, values } = matrix;
  const scaled = values.map((value, k) => value * factors[columns[k]!]!);
  return new CsrMatrix(rowCount, columnCount, rowOffsets, columns, scaled);
}

/** The mean weight of a term for the genres that a film has, less that for those it has not. */
function speaksFor(
  { values, known, labelCount }: LabelMatrix,
  row: number,
  column: number,
  weightOf: (column: number, label: number) => number,
): number {
  let own = 0;
  let ownCount = 0;
  let other = 0;
  let otherCount = 0;
  for (let label = 0; label < labelCount; label++) {
    const cell = row * labelCount + label;
    if (known?.[cell] === 0) continue;
    if (values[cell] === 1) {
      own += weightOf(column, label);
      ownCount++;
    } else {
      other += weightOf(column, label);
      otherCount++;
    }
  }
  return own / Math.max(1, ownCount) - other / Math.max(1, otherCount);
}

/** The nearest neighbours without the rows of the same film. */
function otherFilms(
  { rows: places, similarities, weights }: Neighbours,
  row: number,
  rows: readonly TrainingRow[],
  count: number,
): Neighbours {
  const kept = Array.from(places.keys())
    .filter((i) => rows[places[i]!]!.key !== rows[row]!.key)
    .slice(0, count);
  return {
    rows: Int32Array.from(kept, (i) => places[i]!),
    similarities: Float64Array.from(kept, (i) => similarities[i]!),
    weights: Float64Array.from(kept, (i) => weights[i]!),
  };
}
