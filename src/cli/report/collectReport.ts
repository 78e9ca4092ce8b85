import { reliability } from '../../calibration/reliability.ts';
import type { EvaluateOptions } from '../../classifier/evaluateModel.ts';
import type { GenreClassifier } from '../../classifier/GenreClassifier.ts';
import { LabelMatrix } from '../../labels/LabelMatrix.ts';
import { LabelSet } from '../../labels/LabelSet.ts';
import { ScoreMatrix } from '../../labels/ScoreMatrix.ts';
import { type PrecisionRecallCurve, precisionRecallCurve } from '../../metrics/precisionRecallCurve.ts';
import type { Field, LabelledMovie } from '../../text/Movie.ts';
import type { CoPrediction, CurvePoint, ReportData } from './ReportData.ts';

/** A point nearer than this to the one before it, in every direction, cannot be told from it. */
const FINEST = 0.01;

/**
 * Judges a classifier on movies, and gathers what there is to draw.
 *
 * @param classifier - the model
 * @param movies - movies with their genres
 * @param options - the fields to look at, how to predict, which genres to judge, and what to call it
 * @throws GenrekitError as `GenreClassifier.evaluate`
 */
export async function collectReport(
  classifier: GenreClassifier,
  movies: readonly LabelledMovie[],
  options: EvaluateOptions & { readonly fields: readonly Field[]; readonly title: string },
): Promise<ReportData> {
  const { title, fields, objective, decoder, catalogue } = options;
  const evaluation = await classifier.evaluate(movies, {
    fields,
    objective,
    decoder,
    catalogue,
    labels: options.labels,
  });
  const { strategy, epochs } = await classifier.inspect({ wordCount: 0 });
  const labels = new LabelSet(evaluation.labels);
  const given = movies.map((movie) => ({
    title: fields.includes('title') ? movie.title : undefined,
    plot: fields.includes('plot') ? movie.plot : undefined,
    catalogue: movie.catalogue,
  }));
  const truth = LabelMatrix.fromNames(
    movies.map(({ genres }) => genres.filter((genre) => labels.find(genre) >= 0)),
    labels,
    (row) => movies[row]!.knownGenres,
  );
  const probabilities = ScoreMatrix.fromRows(
    classifier.predictProbaAll(given, { catalogue }).map((scores) => {
      const scoreOf = new Map(scores.map(({ label, score }) => [label, score]));
      return labels.names.map((label) => scoreOf.get(label)!);
    }),
    labels,
  );
  return {
    title,
    strategy,
    epochs,
    evaluation,
    bins: reliability(probabilities, truth).bins,
    curves: evaluation.perLabel.map(({ label, support, averagePrecision, threshold }) => ({
      label,
      support,
      averagePrecision: averagePrecision ?? 0,
      threshold,
      points: pointsOf(precisionRecallCurve(truth, probabilities, label)),
    })),
    coPredictions: coPredictionsOf(truth, classifier.predictAll(given, { objective, decoder, catalogue })),
  };
}

function pointsOf({ thresholds, precision, recall }: PrecisionRecallCurve): CurvePoint[] {
  const points: CurvePoint[] = [];
  thresholds.forEach((threshold, i) => {
    const [p, r] = [precision[i]!, recall[i]!];
    const last = points.at(-1);
    const isNew =
      last === undefined ||
      threshold - last.threshold >= FINEST ||
      last.recall - r >= FINEST ||
      Math.abs(last.precision - p) >= FINEST;
    if (isNew || i === thresholds.length - 1) {
      points.push({ threshold, precision: p, recall: r, f1: p + r > 0 ? (2 * p * r) / (p + r) : 0 });
    }
  });
  return points;
}

function coPredictionsOf(truth: LabelMatrix, predicted: readonly (readonly string[])[]): CoPrediction[] {
  const { names } = truth.labels;
  return names.flatMap((name, label) => {
    const rows = [...predicted.keys()].filter((row) => truth.values[row * names.length + label] === 1);
    return names.map((other) => ({
      truth: name,
      predicted: other,
      share: rows.filter((row) => predicted[row]!.includes(other)).length / Math.max(1, rows.length),
    }));
  });
}
