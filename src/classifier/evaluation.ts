import { type ReliabilityReport, reliability } from '../calibration/reliability.ts';
import { GenrekitError } from '../errors.ts';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import { LabelSet } from '../labels/LabelSet.ts';
import { evaluatePredictions } from '../metrics/evaluatePredictions.ts';
import type { LabelReport, MetricReport } from '../metrics/MetricReport.ts';
import type { Field, LabelledMovie } from '../text/Movie.ts';
import type { DecoderOptions } from '../thresholds/DecoderOptions.ts';
import type { ThresholdObjective } from '../thresholds/ThresholdOptions.ts';
import type { FittedModel } from './FittedModel.ts';

/** How a classifier is judged. */
export interface EvaluateOptions {
  /**
   * How probabilities become genres.
   * @defaultValue the classifier's own
   */
  readonly decoder?: DecoderOptions | undefined;
  /**
   * Which of the stored thresholds to use.
   * @defaultValue the objective that the classifier was fitted for
   */
  readonly objective?: ThresholdObjective | undefined;
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
  /** The threshold it was decided with; `null` where movies of several shapes had several. */
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

/**
 * Predicts movies and judges the predictions.
 *
 * @param model - a fitted model
 * @param movies - checked movies
 * @param options - how to predict, and which genres to judge
 */
export function evaluateModel(
  model: FittedModel,
  movies: readonly LabelledMovie[],
  options: EvaluateOptions & { readonly decoder: DecoderOptions },
): EvaluationReport {
  const labels = judgedLabels(movies, model.labels, options.labels);
  const { probabilities, shapes } = model.probabilities(movies);
  const width = model.labels.size;
  const chosen = new Uint8Array(movies.length * width);
  shapes.forEach((shape, row) => {
    const decoder = model.decisionFor(shape).decoderFor(options.decoder, options.objective);
    decoder.decodeRow(probabilities.values, row * width, chosen);
  });
  const truth = LabelMatrix.fromNames(
    movies.map(({ genres }) => genres.filter((genre) => labels.find(genre) >= 0)),
    labels,
    (row) => movies[row]!.knownGenres,
  );
  const predicted = new LabelMatrix(model.labels, movies.length, chosen).selectLabels(labels.names);
  const judged = probabilities.selectLabels(labels);
  const { perLabel, ...report } = evaluatePredictions(truth, predicted, judged);
  const { perLabel: _, ...calibration } = reliability(judged, truth);
  const thresholds = [...new Set(shapes)].map((shape) =>
    model.decisionFor(shape).thresholdsFor(options.objective),
  );
  return {
    ...report,
    perLabel: perLabel.map((genre) => {
      const index = model.labels.indexOf(genre.label);
      return { ...genre, threshold: thresholds.length === 1 ? thresholds[0]!.values[index]! : null };
    }),
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
    for (const name of asked) known.indexOf(name);
    if (asked.length === 0) throw new GenrekitError('invalid-option', 'evaluate.labels must not be empty.');
    return new LabelSet(asked);
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
