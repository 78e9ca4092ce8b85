import { fitPlatt } from '../calibration/fitPlatt.ts';
import { scoreAt } from '../calibration/scoreAt.ts';
import { GenrekitError } from '../errors.ts';
import { type Background, backgroundOf } from '../features/backgroundOf.ts';
import { restrictFeatures } from '../features/restrictFeatures.ts';
import { log } from '../math/transcendental.ts';
import { checkNumber, resolveOptions } from '../options.ts';
import { FewExampleLearner, type LearnedSum, type Typical } from '../strategies/FewExampleLearner.ts';
import { FIELDS, type Field, type Movie } from '../text/Movie.ts';
import { type AddedGenre, MAX_ADDED_GENRES } from './Adaptation.ts';
import { applyAdaptation, requireLinear } from './applyAdaptation.ts';
import { checkMovies } from './checkMovies.ts';
import type { FittedModel } from './FittedModel.ts';
import { type InputShape, requireShape } from './InputShape.ts';
import { fieldsOf } from './shapesOf.ts';
import { summaryOf } from './summaryOf.ts';

/** How a genre is learned from examples. */
export interface AddGenreOptions {
  /**
   * Movies that have the genre not, the closer to it the better.
   * @defaultValue `[]`
   */
  readonly negatives?: readonly Movie[] | undefined;
  /**
   * The share of movies that one expects to have the genre.
   * @defaultValue `0.05`
   */
  readonly prior?: number | undefined;
}

/* The middle of each twentieth of a standard normal distribution, above 0. */
const QUANTILES = [0.0627, 0.1891, 0.3186, 0.4538, 0.5978, 0.7554, 0.9346, 1.1503, 1.4395, 1.96] as const;
/** How many movies the prior counts for in the calibration. */
const PRIOR_ROWS = 400;

/**
 * @param model - a fitted model of binary relevance, left as it is
 * @param label - the new genre
 * @param given - movies that have it
 * @param asked - negatives and prior
 * @throws GenrekitError as `GenreClassifier.addGenre`
 */
export function addGenre(
  model: FittedModel,
  label: string,
  given: readonly Movie[],
  asked?: AddGenreOptions,
): FittedModel {
  const options = resolveOptions('addGenre', asked, { negatives: [] as readonly Movie[], prior: 0.05 });
  checkNumber('addGenre.prior', options.prior, { above: 0, below: 1 });
  const base = model.adaptation?.base ?? model;
  const { strategy, features } = requireLinear(base);
  checkLabel(model, label);
  const before = model.adaptation?.genres ?? [];
  if (before.length >= MAX_ADDED_GENRES) {
    throw new GenrekitError(
      'invalid-data',
      `A model takes at most ${MAX_ADDED_GENRES} added genres; fit a new one to all movies that there are.`,
    );
  }
  const examples = checkMovies(given);
  if (examples.length < 2) {
    throw new GenrekitError(
      'invalid-data',
      `A genre is learned from 2 movies or more, better 20; got ${examples.length} for ${label}.`,
    );
  }
  const shapes = examples.map((movie, row) => requireShape(movie, row, features.fields));
  const width = base.labels.size;
  const weights = Float64Array.from({ length: features.columnCount * width }, (_, cell) =>
    strategy.weightOf(Math.floor(cell / width), cell % width),
  );
  const background = backgroundOf(features);
  const typical = new Map(
    [...base.decisions.keys(), ...shapes].map((shape) => [
      shape,
      typicalOf(base, weights, background, shape),
    ]),
  );
  const summary = summaryOf(base);
  const positive = features.transform(examples);
  const negative = features.transform(checkMovies(options.negatives));
  const learner = new FewExampleLearner(weights, summary.supports, background, {
    matrix: positive.matrix,
    typical: shapes.map((shape) => typical.get(shape)!),
    negatives: negative.matrix,
  });
  const learned = learner.learn();
  const leftOut = examples.map((_, row) => learner.learn(row));
  const curves = new Map<InputShape, readonly [number, number]>();
  for (const shape of base.decisions.keys()) {
    const fields = fieldsOf(shape);
    const isUsable = (own: InputShape) => fields.every((field) => fieldsOf(own).includes(field));
    // With no example of the shape, those that there are must do.
    const rows = [...shapes.keys()].filter((row) => isUsable(shapes[row]!) || !shapes.some(isUsable));
    const kept = shapes.some(isUsable) ? fields : FIELDS;
    const scoresIn = (all: typeof positive, one: (row: number) => LearnedSum) => {
      const { matrix } = restrictFeatures(features, all, kept) as typeof positive;
      const labelScores = learner.scoresOf(matrix);
      return Array.from({ length: matrix.rowCount }, (_, row) => sumOf(one(row), matrix, row, labelScores));
    };
    const positives = scoresIn(positive, (row) => leftOut[row]!).filter((_, row) => rows.includes(row));
    const negatives = scoresIn(negative, () => learned);
    const { scores, row } = typical.get(shape)!;
    const middle =
      learned.links.reduce((sum, link, at) => sum + link * scores[at]!, 0) +
      learned.columns.reduce((sum, column, i) => sum + learned.values[i]! * row[column]!, 0);
    curves.set(shape, curveOf(positives, negatives, middle, options.prior));
  }
  const genre: AddedGenre = { label, support: examples.length, curves, ...learned };
  return applyAdaptation({
    base,
    genres: [...before, genre],
    changes: model.adaptation?.changes ?? [],
  });
}

function checkLabel({ labels }: FittedModel, label: unknown): void {
  const isName = typeof label === 'string' && label.trim() !== '';
  if (isName && labels.find(label) < 0) return;
  throw new GenrekitError(
    'invalid-labels',
    isName
      ? `The classifier knows the genre ${JSON.stringify(label)} already; correct it with adapt(corrections).`
      : "A new genre must have a name, such as 'Heist'.",
  );
}

/**
 * What a movie of the training data looks like on average. The mean score follows from the document frequencies, and again
 * from the calibration: it is near where the probability is the share of the genre. The mean of both tells more than each.
 */
function typicalOf(
  base: FittedModel,
  weights: Float64Array,
  { shares, sizes }: Background,
  shape: InputShape,
): Typical {
  const { summary, labels, pairCounts } = base;
  const { strategy, features } = requireLinear(base);
  const fields: readonly Field[] = fieldsOf(shape);
  const row = shares.map((share, column) => share * sizes[column]!);
  for (const { field, firstColumn, transform } of features.blocks) {
    if (!fields.includes(field)) row.fill(0, firstColumn, firstColumn + transform.termCount);
  }
  const { calibrators } = base.decisionFor(shape).calibration;
  const scores = Float64Array.from(labels.names, (_, label) => {
    let mean = 0;
    row.forEach((value, column) => {
      mean += value * weights[column * labels.size + label]!;
    });
    const known = pairCounts?.known[label * (labels.size + 1)] || summary.sampleCount;
    const share = summary.supports[label]! / known;
    const atShare = scoreAt(calibrators[label]!, share) - strategy.biasOf(label);
    return Number.isFinite(atShare) ? (mean + atShare) / 2 : mean;
  });
  return { row, scores };
}

function sumOf(
  { links, columns, values }: LearnedSum,
  matrix: { readonly rowOffsets: Int32Array; readonly columns: Int32Array; readonly values: Float64Array },
  row: number,
  labelScores: Float64Array,
): number {
  let sum = links.reduce((total, link, label) => total + link * labelScores[row * links.length + label]!, 0);
  const own = new Map(Array.from(columns, (column, i) => [column, values[i]!]));
  for (let k = matrix.rowOffsets[row]!; k < matrix.rowOffsets[row + 1]!; k++)
    sum += matrix.values[k]! * (own.get(matrix.columns[k]!) ?? 0);
  return sum;
}

/**
 * Platt's curve through the examples, each scored without itself, and a background that spreads as they do around its own
 * mean, both weighted to the prior. It is a guess, as good as the prior and the likeness of the examples to what comes.
 */
function curveOf(
  positives: readonly number[],
  negatives: readonly number[],
  middle: number,
  prior: number,
): readonly [number, number] {
  const mean = positives.reduce((sum, score) => sum + score, 0) / positives.length;
  const variance = positives.reduce((sum, score) => sum + (score - mean) ** 2, 0) / positives.length;
  const spread = Math.max(1, Math.sqrt(variance));
  const others = [...QUANTILES.flatMap((at) => [middle + at * spread, middle - at * spread]), ...negatives];
  const positiveWeight = prior * PRIOR_ROWS;
  const negativeWeight = PRIOR_ROWS - positiveWeight;
  const curve = fitPlatt({
    scores: Float64Array.from([...positives, ...others]),
    truth: Uint8Array.from([...positives.map(() => 1), ...others.map(() => 0)]),
    weights: Float64Array.from([
      ...positives.map(() => positiveWeight / positives.length),
      ...others.map(() => negativeWeight / others.length),
    ]),
    positiveCount: positives.length,
    negativeCount: others.length,
    positiveWeight,
    negativeWeight,
  });
  // Examples that look like all other movies: the genre is as likely everywhere.
  return curve === undefined ? [0, log(prior / (1 - prior))] : [curve.slope, curve.intercept];
}
