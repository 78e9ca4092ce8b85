import { GenrekitError } from '../errors.ts';
import { fitTfidfFeatures } from '../features/fitTfidfFeatures.ts';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import { LabelSet } from '../labels/LabelSet.ts';
import { countPairs } from '../labels/PairCounts.ts';
import { throwIfAborted } from '../learners/abort.ts';
import type { FitContext } from '../learners/FitContext.ts';
import { deriveSeed } from '../math/SeededRandom.ts';
import { labelCardinality } from '../metrics/labelCardinality.ts';
import { duplicateGroups } from '../splits/duplicateGroups.ts';
import { stratifiedFolds } from '../splits/folds.ts';
import { createStrategy } from '../strategies/registry.ts';
import type { LabelledMovie } from '../text/Movie.ts';
import { createRowDecoder } from '../thresholds/createRowDecoder.ts';
import type { DecoderOptions } from '../thresholds/DecoderOptions.ts';
import { Thresholds } from '../thresholds/Thresholds.ts';
import { VERSION } from '../version.ts';
import type { ResolvedClassifierOptions } from './ClassifierOptions.ts';
import { checkLabelledMovies, weightsOf } from './checkLabelledMovies.ts';
import { checkFitOptions, type FitOptions } from './FitOptions.ts';
import { FittedModel } from './FittedModel.ts';
import { fitDecisions } from './fitDecisions.ts';
import { requireShape } from './InputShape.ts';
import { outOfFoldScores } from './outOfFold.ts';

/**
 * Fits all parts of a classifier: vocabulary, out-of-fold scores, calibration and thresholds on those, and the
 * strategy on all rows.
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
  // Of the movies as given: a title may be a name to show even where it is not read.
  const titles = given.map(({ title }) => title);
  const groups = groupsOf(movies, foldCount);
  const context: FitContext = { ...asked, signal, seed, sampleWeights: weightsOf(movies) };
  const truth = labelsOf(movies, options);
  checkDecoder(options.decoder, truth.labels);
  context.onProgress?.({ stage: 'features', done: 0, total: 1 });
  const extractor = fitTfidfFeatures(movies, options.features, options.fields);
  const rowShapes = movies.map((movie, row) => requireShape(movie, row, extractor.fields));
  const features = extractor.transform(movies);
  context.onProgress?.({ stage: 'features', done: 1, total: 1 });

  const folds = stratifiedFolds(truth, {
    foldCount,
    seed: deriveSeed(seed, 0),
    groups,
  });
  const outOfFold = await outOfFoldScores({
    extractor,
    features,
    labels: truth,
    rowShapes,
    folds,
    foldCount,
    strategy,
    context: { ...context, seed: deriveSeed(seed, 1) },
  });
  const { decisions, quality } = fitDecisions(outOfFold, truth, options);

  await strategy.fit(features, truth, {
    ...context,
    seed: deriveSeed(seed, 2),
    titles,
    onProgress: ({ done, total }) => context.onProgress?.({ stage: 'all rows', done, total }),
  });
  throwIfAborted(signal);
  return new FittedModel(
    truth.labels,
    extractor,
    strategy,
    decisions,
    {
      version: VERSION,
      sampleCount: movies.length,
      supports: truth.labels.names.map((_, label) => truth.supportOf(label)),
      cardinality: labelCardinality(truth),
      featureCount: extractor.columnCount,
      seed,
      foldCount,
      outOfFold: quality,
    },
    countPairs(truth),
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

function labelsOf(movies: readonly LabelledMovie[], options: ResolvedClassifierOptions): LabelMatrix {
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
