import { type ReliabilityReport, reliability } from '../calibration/reliability.ts';
import { describeValue, GenrekitError } from '../errors.ts';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import { LabelSet } from '../labels/LabelSet.ts';
import { evaluatePredictions } from '../metrics/evaluatePredictions.ts';
import type { LabelReport, MetricReport } from '../metrics/MetricReport.ts';
import { selectColumns } from '../metrics/predictionRows.ts';
import { resolveOptions } from '../options.ts';
import { checkFields, FIELDS, type Field, type LabelledMovie } from '../text/Movie.ts';
import type { DecoderOptions } from '../thresholds/DecoderOptions.ts';
import { checkLabelledMovies } from './checkLabelledMovies.ts';
import type { FittedModel } from './FittedModel.ts';
import type { Habits, PredictOptions } from './PredictOptions.ts';
import { thresholdsInUse } from './thresholdsInUse.ts';

/** How a classifier is judged. */
export interface EvaluateOptions extends PredictOptions {
  /**
   * The parts of the movies to look at.
   * @defaultValue `['title', 'plot']`
   */
  readonly fields?: readonly Field[] | undefined;
  /**
   * The genres to judge.
   * @defaultValue those that occur in the movies and that the classifier can tell
   */
  readonly labels?: readonly string[] | undefined;
}

/** What a report says of one genre. */
export interface GenreReport extends LabelReport {
  /**
   * The probability from which it was given; `null` where movies of several shapes had several, and where the decoder
   * does not go by one.
   */
  readonly threshold: number | null;
}

/** Quality of a classifier on movies whose genres are known; plain values that survive JSON. */
export interface EvaluationReport extends Omit<MetricReport, 'perLabel'> {
  /** Quality on each genre, in label order. */
  readonly perLabel: readonly GenreReport[];
  /** How far the probabilities can be taken at their word. */
  readonly calibration: Omit<ReliabilityReport, 'perLabel'>;
  /** Genres of the movies that were not judged, since the classifier does not know them or `labels` leaves them out. */
  readonly ignoredLabels: readonly string[];
}

/** {@link EvaluateOptions} with every option set. */
export interface ResolvedEvaluateOptions extends EvaluateOptions {
  readonly decoder: DecoderOptions;
  readonly catalogue: string;
  readonly fields: readonly Field[];
}

/**
 * @param given - what the caller passed
 * @param habits - the classifier's own
 * @returns the options, checked
 * @throws GenrekitError `invalid-option`
 */
function resolveEvaluateOptions(given: unknown, habits: Habits): ResolvedEvaluateOptions {
  const options = resolveOptions<ResolvedEvaluateOptions>('evaluate', given, {
    ...habits,
    fields: FIELDS,
    labels: undefined,
  });
  const { labels } = options;
  if (labels !== undefined && !(Array.isArray(labels) && labels.length > 0)) {
    throw new GenrekitError(
      'invalid-option',
      `evaluate.labels must be a list of genres that is not empty; got ${describeValue(labels)}.`,
    );
  }
  return { ...options, fields: checkFields('evaluate.fields', options.fields) };
}

/**
 * Predicts movies and judges the predictions.
 *
 * @param model - a fitted model
 * @param given - movies with their genres
 * @param habits - the classifier's own
 * @param asked - how to predict, and which genres to judge
 * @throws GenrekitError as `GenreClassifier.evaluate`
 */
export function evaluateModel(
  model: FittedModel,
  given: readonly LabelledMovie[],
  habits: Habits,
  asked: EvaluateOptions,
): EvaluationReport {
  const options = resolveEvaluateOptions(asked, habits);
  const movies = checkLabelledMovies(given, options.fields);
  const labels = judgedLabels(movies, model.labels, options.labels);
  const batch = model.probabilities(movies, options.catalogue);
  const chosen = model.choose(batch, options.decoder, options.objective);
  const truth = LabelMatrix.fromNames(
    movies.map(({ genres }) => genres.filter((genre) => labels.find(genre) >= 0)),
    labels,
    (row) => movies[row]!.knownGenres,
  );
  const predicted = new LabelMatrix(model.labels, movies.length, chosen).selectLabels(labels.names);
  const judged = selectColumns(batch.probabilities, labels);
  const { perLabel, ...report } = evaluatePredictions(truth, predicted, judged);
  const { perLabel: _, ...calibration } = reliability(judged, truth);
  const thresholds = thresholdsInUse(batch, options.decoder, options.objective);
  return {
    ...report,
    perLabel: perLabel.map((genre) => ({
      ...genre,
      threshold: thresholds?.[model.labels.indexOf(genre.label)] ?? null,
    })),
    calibration,
    ignoredLabels: LabelSet.collect(movies.map(({ genres }) => genres)).names.filter(
      (name) => labels.find(name) < 0,
    ),
  };
}

function judgedLabels(
  movies: readonly LabelledMovie[],
  known: LabelSet,
  asked: readonly string[] | undefined,
): LabelSet {
  if (asked !== undefined) {
    const labels = new LabelSet(Array.from(asked));
    for (const name of labels.names) known.indexOf(name);
    return labels;
  }
  const occurring = new Set(movies.flatMap(({ genres }) => genres));
  const names = known.names.filter((name) => occurring.has(name));
  if (names.length === 0) {
    throw new GenrekitError(
      'invalid-data',
      `No movie has a genre that the classifier knows; it knows ${known.names.join(', ')}, ` +
        `and the ${movies.length} movies have ${[...occurring].slice(0, 20).join(', ') || 'none'}.`,
    );
  }
  return new LabelSet(names);
}
