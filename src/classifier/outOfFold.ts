import type { FeatureExtractor } from '../features/FeatureExtractor.ts';
import type { Features } from '../features/Features.ts';
import { restrictFeatures } from '../features/restrictFeatures.ts';
import { selectFeatures } from '../features/selectFeatures.ts';
import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import type { FitContext } from '../learners/FitContext.ts';
import { deriveSeed } from '../math/SeededRandom.ts';
import { rowsInFold, rowsOutsideFold } from '../splits/folds.ts';
import type { Strategy } from '../strategies/Strategy.ts';
import type { Movie } from '../text/Movie.ts';
import type { InputShape } from './InputShape.ts';
import { fieldsOf, shapesOf } from './shapesOf.ts';

/** Scores of rows by models that did not see them, for each shape that the rows can be given in. */
export interface OutOfFoldScores {
  readonly shape: InputShape;
  /** The training rows that can be given in this shape. */
  readonly rows: Int32Array;
  /** `rows.length` x labels. */
  readonly scores: ScoreMatrix;
  /** The fold of each of `rows`. */
  readonly folds: Int32Array;
}

/** What {@link outOfFoldScores} works on. */
export interface OutOfFoldTask {
  readonly extractor: FeatureExtractor;
  readonly features: Features;
  readonly labels: LabelMatrix;
  /** What the features were made from. */
  readonly movies: readonly Movie[];
  /** The shape of each row. */
  readonly rowShapes: readonly InputShape[];
  /** The fold of each row. */
  readonly folds: Int32Array;
  readonly foldCount: number;
  /** Fitted once a fold; the last of these fits is left in it. */
  readonly strategy: Strategy;
  readonly context: FitContext;
}

/**
 * Fits the strategy once a fold on all other folds, and scores the rows of the fold. A row that has both fields is
 * scored as if it had both, the title alone, and the plot alone, so that each shape is calibrated on all rows there are.
 *
 * @param task - data, folds and strategy
 * @returns scores for each shape that some row can be given in
 */
export async function outOfFoldScores(task: OutOfFoldTask): Promise<OutOfFoldScores[]> {
  const { extractor, features, labels, rowShapes, folds, foldCount, strategy, context } = task;
  const shapes = shapesOf(extractor.fields).map((shape) => newShape(shape, rowShapes, folds, labels));
  for (let fold = 0; fold < foldCount; fold++) {
    const rows = rowsOutsideFold(folds, fold);
    await strategy.fit(selectFeatures(features, rows), labels.selectRows(rows), {
      ...context,
      seed: deriveSeed(context.seed, fold),
      sampleWeights: context.sampleWeights && Float64Array.from(rows, (row) => context.sampleWeights![row]!),
      onProgress: (step) => context.onProgress?.({ ...step, stage: `fold ${fold + 1} of ${foldCount}` }),
    });
    for (const part of shapes) scoreRows(task, rowsInFold(folds, fold), part);
  }
  return finished(shapes, folds, labels);
}

/**
 * Scores rows that the strategy was not fitted on, in each shape that they can be given in.
 *
 * @param task - those rows, and a strategy that is fitted; its folds are passed on
 * @returns scores for each shape that some row can be given in
 */
export function heldOutScores(task: Omit<OutOfFoldTask, 'foldCount' | 'context'>): OutOfFoldScores[] {
  const { extractor, labels, rowShapes, folds } = task;
  const shapes = shapesOf(extractor.fields).map((shape) => newShape(shape, rowShapes, folds, labels));
  for (const part of shapes) scoreRows(task, part.rows, part);
  return finished(shapes, folds, labels);
}

/** Scores those of the rows that can be given in a shape, as if they had no other fields. */
function scoreRows(
  {
    extractor,
    features,
    movies,
    labels,
    strategy,
  }: Pick<OutOfFoldTask, 'extractor' | 'features' | 'movies' | 'labels' | 'strategy'>,
  rows: Int32Array,
  { shape, placeOf, values }: ShapeInProgress,
): void {
  const usable = rows.filter((row) => placeOf[row]! >= 0);
  const scores = strategy.scores(
    restrictFeatures(
      extractor,
      selectFeatures(features, usable),
      fieldsOf(shape),
      (row) => movies[usable[row]!]!,
    ),
  );
  const width = labels.labelCount;
  usable.forEach((row, i) => {
    values.set(scores.values.subarray(i * width, (i + 1) * width), placeOf[row]! * width);
  });
}

function finished(
  shapes: readonly ShapeInProgress[],
  folds: Int32Array,
  labels: LabelMatrix,
): OutOfFoldScores[] {
  return shapes
    .filter(({ rows }) => rows.length > 0)
    .map(({ shape, rows, values }) => ({
      shape,
      rows,
      scores: new ScoreMatrix(labels.labels, rows.length, values),
      folds: Int32Array.from(rows, (row) => folds[row]!),
    }));
}

type ShapeInProgress = ReturnType<typeof newShape>;

function newShape(
  shape: InputShape,
  rowShapes: readonly InputShape[],
  folds: Int32Array,
  labels: LabelMatrix,
) {
  const fields = fieldsOf(shape);
  const canBeGiven = (row: number) => fields.every((field) => fieldsOf(rowShapes[row]!).includes(field));
  const rows = Int32Array.from(folds.keys()).filter(canBeGiven);
  const placeOf = new Int32Array(folds.length).fill(-1);
  rows.forEach((row, place) => {
    placeOf[row] = place;
  });
  return { shape, rows, placeOf, values: new Float64Array(rows.length * labels.labelCount) };
}
