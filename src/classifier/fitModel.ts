import { GenrekitError } from '../errors.ts';
import type { FeatureExtractor } from '../features/FeatureExtractor.ts';
import { fitTfidfFeatures } from '../features/fitTfidfFeatures.ts';
import { selectFeatures } from '../features/selectFeatures.ts';
import type { TfidfFeaturesSettings } from '../features/TfidfFeatures.ts';
import type { TokenSettings } from '../features/TokenOptions.ts';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import { LabelSet } from '../labels/LabelSet.ts';
import { countPairs } from '../labels/PairCounts.ts';
import { throwIfAborted } from '../learners/abort.ts';
import type { FitContext } from '../learners/FitContext.ts';
import { deriveSeed } from '../math/SeededRandom.ts';
import { labelCardinality } from '../metrics/labelCardinality.ts';
import { duplicateGroups } from '../splits/duplicateGroups.ts';
import { rowsInFold, stratifiedFolds } from '../splits/folds.ts';
import { stratifiedSplit } from '../splits/stratifiedSplit.ts';
import { createStrategy } from '../strategies/registry.ts';
import type { Strategy } from '../strategies/Strategy.ts';
import type { LabelledMovie } from '../text/Movie.ts';
import { createRowDecoder } from '../thresholds/createRowDecoder.ts';
import type { DecoderOptions } from '../thresholds/DecoderOptions.ts';
import { Thresholds } from '../thresholds/Thresholds.ts';
import { VERSION } from '../version.ts';
import type { ResolvedClassifierOptions } from './ClassifierOptions.ts';
import { checkLabelledMovies, weightsOf } from './checkLabelledMovies.ts';
import { checkFitOptions, type FitOptions } from './FitOptions.ts';
import { FittedModel, type ShapeDecisions } from './FittedModel.ts';
import { type FittedDecisions, fitDecisions } from './fitDecisions.ts';
import { addStyles, fitStyles } from './fitStyles.ts';
import { requireShape } from './InputShape.ts';
import { heldOutScores, type OutOfFoldScores, outOfFoldScores } from './outOfFold.ts';
import type { Styles } from './Styles.ts';
import type { TrainingSummary } from './TrainingSummary.ts';

/**
 * Fits all parts of a classifier: vocabulary, strategy, and calibration and thresholds on scores of rows that the
 * strategy had not seen when it scored them.
 *
 * @param given - movies with their genres
 * @param options - checked settings
 * @param caller - signal, progress, trainer
 * @throws GenrekitError `invalid-movie` or `invalid-labels` for a bad row, naming it; `invalid-data` when there is too
 * little to learn from; `aborted`
 */
export async function fitModel(
  given: readonly LabelledMovie[],
  options: ResolvedClassifierOptions,
  caller: FitOptions,
): Promise<FittedModel> {
  const { seed, foldCount } = options;
  const { signal, ...asked } = checkFitOptions(caller);
  throwIfAborted(signal);
  const strategy = createStrategy(options.strategy);
  const movies = checkLabelledMovies(given, options.fields);
  const groups = groupsOf(movies, foldCount);
  const context: FitContext = {
    ...{ ...asked, signal, seed },
    sampleWeights: weightsOf(movies),
    // Of the movies as given: a title may be a name to show even where it is not read.
    titles: given.map(({ title }) => title),
  };
  const truth = labelsOf(movies, options);
  checkDecoder(options.decoder, truth.labels);
  const task: FitTask = { movies, truth, groups, strategy, options, context };
  const fit = await (options.calibrateOn === 'folds'
    ? fitOnFolds(task)
    : fitAndHoldOut(task, options.calibrateOn.heldOut));
  throwIfAborted(signal);
  const summary: TrainingSummary = {
    version: VERSION,
    sampleCount: movies.length,
    heldOutCount: fit.heldOutCount,
    supports: truth.labels.names.map((_, label) => truth.supportOf(label)),
    cardinality: labelCardinality(truth),
    featureCount: fit.extractor.columnCount,
    seed,
    foldCount,
    outOfFold: fit.quality,
  };
  const model = new FittedModel(
    ...([truth.labels, fit.extractor, strategy, fit.decisions, summary] as const),
    ...([countPairs(truth), undefined, fit.catalogues, fit.styles] as const),
  );
  model.decisionsFor([], options.catalogue); // refuses a name that too few of the movies bear
  return model;
}

/** What both ways of fitting work on; everything is checked. */
interface FitTask {
  readonly movies: readonly LabelledMovie[];
  readonly truth: LabelMatrix;
  /** Rows with the same number hold the same text. */
  readonly groups: Int32Array;
  /** Holds the fit when all is done. */
  readonly strategy: Strategy;
  readonly options: ResolvedClassifierOptions;
  readonly context: FitContext;
}

/** What both ways of fitting give, beside the strategy. */
interface FitResult extends FittedDecisions {
  readonly catalogues: ReadonlyMap<string, ShapeDecisions>;
  readonly styles: Styles | undefined;
  readonly extractor: FeatureExtractor;
  readonly heldOutCount: number;
}

/** Lets every row be scored by a fit on other folds, and then fits all rows. */
async function fitOnFolds({
  movies,
  truth,
  groups,
  strategy,
  options,
  context,
}: FitTask): Promise<FitResult> {
  const { seed, foldCount } = options;
  const extractor = await fitFeatures(movies, options, context);
  const rowShapes = movies.map((movie, row) => requireShape(movie, row, extractor.fields));
  const features = extractor.transform(movies);
  const folds = stratifiedFolds(truth, { foldCount, seed: deriveSeed(seed, 0), groups });
  const plain = await outOfFoldScores({
    ...{ extractor, features, movies, labels: truth, rowShapes, folds, foldCount, strategy },
    context: withoutCheckpoints({ ...context, titles: undefined, seed: deriveSeed(seed, 1) }),
  });
  const styles = await fitStyles(plain, truth, movies, options);
  const outOfFold = addStyles(plain, styles, movies);
  const decided = await fitDecisions(outOfFold, truth, options);
  const catalogues = await ownDecisions(movies, outOfFold, truth, options, decided);
  await strategy.fit(features, truth, lastFit({ ...context, seed: deriveSeed(seed, 2) }, 'all rows'));
  return { ...decided, catalogues, styles, extractor, heldOutCount: 0 };
}

/** Fits once, without a share of the rows, and lets the fit score those. */
async function fitAndHoldOut(task: FitTask, share: number): Promise<FitResult> {
  const { movies, truth, groups, strategy, options, context } = task;
  const { seed, foldCount } = options;
  const parts = stratifiedSplit(truth, {
    proportions: [1 - share, share],
    seed: deriveSeed(seed, 0),
    groups,
  });
  const learned = rowsInFold(parts, 0);
  const heldOut = rowsInFold(parts, 1);
  checkHeldOut(heldOut, groups, foldCount, share);
  // Words of held-out movies alone must be as unknown as those of movies to come.
  const extractor = await fitFeatures(
    Array.from(learned, (row) => movies[row]!),
    options,
    context,
  );
  const rowShapes = movies.map((movie, row) => requireShape(movie, row, extractor.fields));
  const features = extractor.transform(movies);
  const { sampleWeights, titles } = context;
  await strategy.fit(
    selectFeatures(features, learned),
    truth.selectRows(learned),
    lastFit(
      {
        ...{ ...context, seed: deriveSeed(seed, 2) },
        sampleWeights: sampleWeights && Float64Array.from(learned, (row) => sampleWeights[row]!),
        titles: Array.from(learned, (row) => titles![row]),
      },
      'training rows',
    ),
  );
  const labels = truth.selectRows(heldOut);
  const plain = heldOutScores({
    ...{ extractor, features: selectFeatures(features, heldOut), labels, strategy },
    movies: Array.from(heldOut, (row) => movies[row]!),
    rowShapes: Array.from(heldOut, (row) => rowShapes[row]!),
    folds: stratifiedFolds(labels, {
      ...{ foldCount, seed: deriveSeed(seed, 1) },
      groups: heldOut.map((row) => groups[row]!),
    }),
  });
  const own = Array.from(heldOut, (row) => movies[row]!);
  const styles = await fitStyles(plain, labels, own, options);
  const outOfFold = addStyles(plain, styles, own);
  const decided = await fitDecisions(outOfFold, labels, options);
  const catalogues = await ownDecisions(own, outOfFold, labels, options, decided);
  return { ...decided, catalogues, styles, extractor, heldOutCount: heldOut.length };
}

/** Loads what fits decisions to catalogues only for movies that name some. */
async function ownDecisions(
  movies: readonly LabelledMovie[],
  scores: readonly OutOfFoldScores[],
  truth: LabelMatrix,
  options: ResolvedClassifierOptions,
  { decisions }: FittedDecisions,
): Promise<ReadonlyMap<string, ShapeDecisions>> {
  if (movies.every(({ catalogue }) => !catalogue)) return new Map();
  const { fitCatalogues } = await import('./fitCatalogues.ts');
  const names = movies.map(({ catalogue }) => catalogue);
  return fitCatalogues(scores, truth, options, names, decisions.values().next().value!.labelSets);
}

/** Learns the vocabulary of the features that the strategy reads. */
export async function fitFeatures(
  movies: readonly LabelledMovie[],
  { strategy, features, fields }: ResolvedClassifierOptions,
  { onProgress }: FitContext,
): Promise<FeatureExtractor> {
  onProgress?.({ stage: 'features', done: 0, total: 1 });
  const extractor =
    'kit' in strategy && strategy.kit.fitFeatures
      ? await strategy.kit.fitFeatures(movies, features as TokenSettings, fields)
      : fitTfidfFeatures(movies, features as TfidfFeaturesSettings, fields);
  onProgress?.({ stage: 'features', done: 1, total: 1 });
  return extractor;
}

/** The fit that stays. */
function lastFit(context: FitContext, stage: string): FitContext {
  const { onProgress } = context;
  return { ...context, onProgress: onProgress && ((step) => onProgress({ ...step, stage })) };
}

/** Checkpoints are of the fit that stays: those of one fold would be taken for those of another. */
function withoutCheckpoints(context: FitContext): FitContext {
  return { ...context, onCheckpoint: undefined, resumeFrom: undefined };
}

function checkHeldOut(heldOut: Int32Array, groups: Int32Array, foldCount: number, share: number): void {
  const count = new Set(heldOut.map((row) => groups[row]!)).size;
  if (count >= foldCount) return;
  throw new GenrekitError(
    'invalid-data',
    `A held-out part of ${share} is ${count} different movies of ${groups.length}, which cannot be cut into ${foldCount} ` +
      "folds; give more movies, hold out a larger part, lower foldCount, or ask for calibrateOn: 'folds'.",
  );
}

/** Numbers movies so that those of the same text share a fold; refuses movies with too few different texts. */
function groupsOf(movies: readonly LabelledMovie[], foldCount: number): Int32Array {
  const groups = duplicateGroups(movies);
  const groupCount = new Set(groups).size;
  if (groupCount >= foldCount) return groups;
  const repeats = groupCount < movies.length ? ` with ${groupCount} different texts` : '';
  throw new GenrekitError(
    'invalid-data',
    `A fit needs at least as many movies as folds, ${foldCount}; got ${movies.length}${repeats}. ` +
      'Give more movies or lower foldCount.',
  );
}

/** The labels of movies: those that occur, or those that the settings name. */
export function labelsOf(movies: readonly LabelledMovie[], options: ResolvedClassifierOptions): LabelMatrix {
  const labels =
    options.labels === 'occurring'
      ? LabelSet.collect(movies.map(({ genres }) => genres))
      : new LabelSet(options.labels);
  const rows = movies.map(({ genres }) => genres.filter((genre) => labels.find(genre) >= 0));
  if (rows.every((genres) => genres.length === 0)) {
    const wanted = labels.size === 0 ? 'a genre' : `one of the genres ${labels.names.join(', ')}`;
    throw new GenrekitError(
      'invalid-labels',
      `No movie has ${wanted}, so there is nothing to learn; give genres.`,
    );
  }
  return LabelMatrix.fromNames(rows, labels, (row) => movies[row]!.knownGenres);
}

/** Refuses a decoder that asks for more labels than there are: now rather than at the first prediction. */
function checkDecoder(decoder: DecoderOptions, labels: LabelSet): void {
  if (decoder.kind === 'labelSet' || decoder.kind === 'conformal') return; // what they choose from, the fit will tell
  createRowDecoder(decoder, { labels, thresholds: Thresholds.fixed(labels, 0.5) });
}
