import { fitCalibration } from '../calibration/fitCalibration.ts';
import { reliability } from '../calibration/reliability.ts';
import { GenrekitError } from '../errors.ts';
import { fitTfidfFeatures } from '../features/fitTfidfFeatures.ts';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import { LabelSet } from '../labels/LabelSet.ts';
import { throwIfAborted } from '../learners/abort.ts';
import type { FitContext } from '../learners/FitContext.ts';
import { deriveSeed } from '../math/SeededRandom.ts';
import { fScore } from '../metrics/fScore.ts';
import { labelCardinality } from '../metrics/labelCardinality.ts';
import { labelRankingAveragePrecision } from '../metrics/labelRankingAveragePrecision.ts';
import { duplicateGroups } from '../splits/duplicateGroups.ts';
import { stratifiedFolds } from '../splits/folds.ts';
import { createStrategy } from '../strategies/registry.ts';
import type { LabelledMovie } from '../text/Movie.ts';
import { createDecoder } from '../thresholds/createDecoder.ts';
import { fitLabelSets } from '../thresholds/fitLabelSets.ts';
import type { LabelSets } from '../thresholds/LabelSets.ts';
import type { ResolvedThresholdOptions, ThresholdOptions } from '../thresholds/ThresholdOptions.ts';
import { ThresholdTuner } from '../thresholds/tuneThresholds.ts';
import { VERSION } from '../version.ts';
import type { ResolvedClassifierOptions } from './ClassifierOptions.ts';
import { checkLabelledMovies, weightsOf } from './checkLabelledMovies.ts';
import { Decision } from './Decision.ts';
import { checkFitOptions, type FitOptions } from './FitOptions.ts';
import { FittedModel } from './FittedModel.ts';
import { type InputShape, requireShape } from './InputShape.ts';
import { type OutOfFoldScores, outOfFoldScores } from './outOfFold.ts';
import type { OutOfFoldQuality } from './TrainingSummary.ts';

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
  const movies = checkLabelledMovies(given, options.fields);
  const groups = groupsOf(movies, foldCount);
  const context: FitContext = { ...asked, signal, seed, sampleWeights: weightsOf(movies) };
  const truth = labelsOf(movies, options);
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
    createStrategy: () => createStrategy(options.strategy),
    context: { ...context, seed: deriveSeed(seed, 1) },
  });
  const { decisions, quality } = decide(outOfFold, truth, options);

  const strategy = createStrategy(options.strategy);
  await strategy.fit(features, truth, {
    ...context,
    seed: deriveSeed(seed, 2),
    onProgress: ({ done, total }) => context.onProgress?.({ stage: 'all rows', done, total }),
  });
  throwIfAborted(signal);
  return new FittedModel(truth.labels, extractor, strategy, decisions, {
    version: VERSION,
    sampleCount: movies.length,
    supports: truth.labels.names.map((_, label) => truth.supportOf(label)),
    cardinality: labelCardinality(truth),
    featureCount: extractor.columnCount,
    seed,
    foldCount,
    outOfFold: quality,
  });
}

function labelsOf(movies: readonly LabelledMovie[], options: ResolvedClassifierOptions): LabelMatrix {
  const labels =
    options.labels === 'occurring'
      ? LabelSet.collect(movies.map(({ genres }) => genres))
      : new LabelSet(options.labels);
  if (labels.size === 0) {
    throw new GenrekitError(
      'invalid-labels',
      'No movie has a genre, so there is nothing to learn; give genres.',
    );
  }
  const rows = movies.map(({ genres }) =>
    options.labels === 'occurring' ? genres : genres.filter((genre) => labels.find(genre) >= 0),
  );
  return LabelMatrix.fromNames(rows, labels, (row) => movies[row]!.knownGenres);
}

/** Calibrates and tunes each shape on its out-of-fold scores. */
function decide(
  outOfFold: readonly OutOfFoldScores[],
  truth: LabelMatrix,
  options: ResolvedClassifierOptions,
) {
  const decisions = new Map<InputShape, Decision>();
  const quality: Partial<Record<InputShape, OutOfFoldQuality>> = {};
  let labelSets: LabelSets | undefined;
  for (const { shape, rows, scores, folds } of outOfFold) {
    const known = truth.selectRows(rows);
    const calibration = fitCalibration(scores, known, options.calibration);
    const probabilities = calibration.apply(scores);
    const tuner = new ThresholdTuner(probabilities, known, folds);
    const thresholds = objectivesOf(options.thresholds).map((objective) => tuner.tune(objective));
    // The first shape is the one with most text; the company that genres keep does not depend on the text.
    labelSets ??= hasCompleteRow(known) ? fitLabelSets(probabilities, known, undefined, folds) : undefined;
    const decision = new Decision(calibration, thresholds, labelSets);
    decisions.set(shape, decision);
    const f1 = (objective: 'microF1' | 'macroF1') =>
      fScore(known, decision.decoderFor({ kind: 'threshold' }, objective).decode(probabilities), {
        average: objective === 'microF1' ? 'micro' : 'macro',
      });
    quality[shape] = {
      sampleCount: rows.length,
      microF1: f1('microF1'),
      macroF1: f1('macroF1'),
      lrap: labelRankingAveragePrecision(known, probabilities),
      ece: reliability(probabilities, known).expectedCalibrationError,
    };
  }
  return { decisions, quality };
}

/** The caller's objective first, then those that are always kept. */
function objectivesOf(asked: ResolvedThresholdOptions): ThresholdOptions[] {
  const { smoothing, combination, scope } = asked;
  const always = (['microF1', 'macroF1'] as const).filter((objective) => objective !== asked.objective);
  return [asked, ...always.map((objective) => ({ objective, smoothing, combination, scope }))];
}

function hasCompleteRow({ known, labelCount, sampleCount }: LabelMatrix): boolean {
  if (known === undefined) return true;
  for (let row = 0; row < sampleCount; row++) {
    if (known.subarray(row * labelCount, (row + 1) * labelCount).every((cell) => cell === 1)) return true;
  }
  return false;
}
