import type { DecoderOptions, Field, GenreClassifier, LabelledMovie, ThresholdObjective } from 'genrekit';
import {
  bootstrapInterval,
  fScoreTerms,
  hammingLossTerms,
  LabelMatrix,
  LabelSet,
  labelRankingAveragePrecisionTerms,
  ScoreMatrix,
  subsetAccuracyTerms,
} from 'genrekit/metrics';

/** How probabilities become the genres that are judged. */
export interface Way {
  readonly name: string;
  readonly objective: ThresholdObjective;
  readonly decoder: DecoderOptions;
}

/** The ways in which every table is judged. */
export const WAYS: readonly Way[] = [
  { name: 'thresholds for micro-F1', objective: 'microF1', decoder: { kind: 'threshold', atLeast: 1 } },
  { name: 'thresholds for macro-F1', objective: 'macroF1', decoder: { kind: 'threshold', atLeast: 1 } },
  { name: 'label set', objective: 'microF1', decoder: { kind: 'labelSet' } },
  { name: 'calibrated 0.5', objective: 'microF1', decoder: { kind: 'calibrated' } },
];
/** The columns of a table of results. */
export const HEADER = ['input', 'system', 'micro-F1', 'macro-F1', 'subset accuracy', 'Hamming loss', 'LRAP'];

/**
 * Judges a classifier on test rows.
 *
 * @returns for each way a row of the table from the column `system` on, with 95 % bootstrap intervals
 */
export function judgeWays(
  classifier: GenreClassifier,
  test: readonly LabelledMovie[],
  fields: readonly Field[],
  ways: readonly Way[],
): string[][] {
  const labels = new LabelSet(classifier.labels);
  const truth = truthOf(test, labels);
  const given = test.map((movie) => ({
    title: fields.includes('title') ? movie.title : undefined,
    plot: fields.includes('plot') ? movie.plot : undefined,
  }));
  const scores = ScoreMatrix.fromRows(
    classifier.predictProbaAll(given).map((genres) => {
      const row = new Float64Array(labels.size);
      for (const { label, score } of genres) row[labels.indexOf(label)] = score;
      return row;
    }),
    labels,
  );
  const lrap = bootstrapInterval(truth, scores, labelRankingAveragePrecisionTerms);
  return ways.map(({ name, objective, decoder }) => {
    const predicted = LabelMatrix.fromNames(classifier.predictAll(given, { objective, decoder }), labels);
    const intervals = [
      bootstrapInterval(truth, predicted, (t, p) => fScoreTerms(t, p, { average: 'micro' })),
      bootstrapInterval(truth, predicted, (t, p) => fScoreTerms(t, p, { average: 'macro' })),
      bootstrapInterval(truth, predicted, subsetAccuracyTerms),
      bootstrapInterval(truth, predicted, hammingLossTerms),
      lrap,
    ];
    const cells = intervals.map(
      ({ estimate, lower, upper }) => `${show(estimate)} (${show(lower)}–${show(upper)})`,
    );
    return [`genrekit, ${name}`, ...cells];
  });
}

/** The genres of movies among those of a label set. */
export function truthOf(movies: readonly LabelledMovie[], labels: LabelSet): LabelMatrix {
  return LabelMatrix.fromNames(
    movies.map(({ genres }) => genres.filter((genre) => labels.find(genre) >= 0)),
    labels,
  );
}

/** Four digits; a dash for what is not known. */
export function show(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(4);
}
