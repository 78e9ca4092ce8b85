import { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { resolveZeroDivision, type ZeroDivisionOptions, zeroDivisionDefaults } from './averageOptions.ts';
import {
  averagePrecisionPerLabel,
  macroAveragePrecision,
  microAveragePrecision,
} from './averagePrecision.ts';
import { brierScore } from './brierScore.ts';
import { countByLabel } from './cellCounts.ts';
import { checkPredicted, checkScores, isProbability } from './checkPair.ts';
import { coverageError } from './coverageError.ts';
import { fScore, fScorePerLabel } from './fScore.ts';
import { elementwiseAccuracy, hammingLoss } from './hammingLoss.ts';
import { jaccardScore } from './jaccardScore.ts';
import { labelCardinality, labelDensity } from './labelCardinality.ts';
import { labelRankingAveragePrecision } from './labelRankingAveragePrecision.ts';
import { logLoss } from './logLoss.ts';
import type { LabelReport, MetricReport, ReportMetrics } from './MetricReport.ts';
import { oneError } from './oneError.ts';
import { precisionPerLabel, precisionScore } from './precisionScore.ts';
import { rankingLoss } from './rankingLoss.ts';
import { recallPerLabel, recallScore } from './recallScore.ts';
import { macroRocAuc, rocAucPerLabel } from './rocAuc.ts';
import { subsetAccuracy } from './subsetAccuracy.ts';

/**
 * Judges predictions by every metric at once. Cells of unknown truth are skipped throughout.
 *
 * @param truth - the true labels
 * @param predicted - the predicted labels
 * @param scores - the scores behind them; without, what needs scores is `null`, and so are the Brier score and log loss
 * when a score lies outside 0..1
 * @param options - the value of 0 / 0; with `NaN`, precision, recall and F1 of 0 / 0 are `null` and left out of averages
 * @returns a plain object in which an undefined number is `null`, never `NaN`
 * @throws GenrekitError `shape-mismatch` when rows or labels differ, `invalid-value` for a score that is not finite,
 * `invalid-data` when no cell of the truth is known, `invalid-option` for bad options
 *
 * @example
 * ```ts
 * import { evaluatePredictions, LabelMatrix } from 'genrekit/metrics';
 * const truth = LabelMatrix.fromNames([['Drama'], ['Comedy', 'Drama'], ['Comedy']]);
 * const predicted = LabelMatrix.fromNames([['Drama'], ['Drama'], ['Comedy', 'Drama']]);
 * const report = evaluatePredictions(truth, predicted);
 * console.log(report.metrics.microF1, report.perLabel[0]?.recall); // 0.75 0.5
 * ```
 */
export function evaluatePredictions(
  truth: LabelMatrix,
  predicted: LabelMatrix,
  scores?: ScoreMatrix,
  options?: ZeroDivisionOptions,
): MetricReport {
  const { zeroDivision } = resolveZeroDivision('evaluatePredictions', options, zeroDivisionDefaults);
  checkPredicted(truth, predicted);
  if (scores !== undefined) checkScores(truth, scores);
  return {
    sampleCount: truth.sampleCount,
    labels: [...truth.labels.names],
    metrics: {
      ...labelMetrics(truth, predicted, zeroDivision),
      ...scoreMetrics(truth, scores),
    },
    perLabel: labelReports(truth, predicted, scores, zeroDivision),
  };
}

type ScoreMetricName =
  | 'lrap'
  | 'coverageError'
  | 'rankingLoss'
  | 'oneError'
  | 'macroAveragePrecision'
  | 'microAveragePrecision'
  | 'macroRocAuc'
  | 'brierScore'
  | 'logLoss';

function labelMetrics(
  truth: LabelMatrix,
  predicted: LabelMatrix,
  zeroDivision: number,
): Omit<ReportMetrics, ScoreMetricName> {
  const micro = { average: 'micro', zeroDivision } as const;
  const macro = { average: 'macro', zeroDivision } as const;
  const samples = { average: 'samples', zeroDivision } as const;
  // Predictions count where truth does, or the two cardinalities could not be compared.
  const comparable = new LabelMatrix(truth.labels, truth.sampleCount, predicted.values, truth.known);
  return {
    microF1: orNull(fScore(truth, predicted, micro)),
    macroF1: orNull(fScore(truth, predicted, macro)),
    weightedF1: orNull(fScore(truth, predicted, { average: 'weighted', zeroDivision })),
    samplesF1: orNull(fScore(truth, predicted, samples)),
    microPrecision: orNull(precisionScore(truth, predicted, micro)),
    macroPrecision: orNull(precisionScore(truth, predicted, macro)),
    microRecall: orNull(recallScore(truth, predicted, micro)),
    macroRecall: orNull(recallScore(truth, predicted, macro)),
    jaccardSamples: orNull(jaccardScore(truth, predicted, samples)),
    subsetAccuracy: orNull(subsetAccuracy(truth, predicted)),
    hammingLoss: orNull(hammingLoss(truth, predicted)),
    elementwiseAccuracy: orNull(elementwiseAccuracy(truth, predicted)),
    labelCardinality: orNull(labelCardinality(truth)),
    predictedLabelCardinality: orNull(labelCardinality(comparable)),
    labelDensity: orNull(labelDensity(truth)),
    predictedLabelDensity: orNull(labelDensity(comparable)),
  };
}

function scoreMetrics(
  truth: LabelMatrix,
  scores: ScoreMatrix | undefined,
): Pick<ReportMetrics, ScoreMetricName> {
  const probabilities = scores?.values.every(isProbability) ? scores : undefined;
  const from = (
    table: ScoreMatrix | undefined,
    metric: (truth: LabelMatrix, scores: ScoreMatrix) => number,
  ) => (table === undefined ? null : orNull(metric(truth, table)));
  return {
    lrap: from(scores, labelRankingAveragePrecision),
    coverageError: from(scores, coverageError),
    rankingLoss: from(scores, rankingLoss),
    oneError: from(scores, oneError),
    macroAveragePrecision: from(scores, macroAveragePrecision),
    microAveragePrecision: from(scores, microAveragePrecision),
    macroRocAuc: from(scores, macroRocAuc),
    brierScore: from(probabilities, brierScore),
    logLoss: from(probabilities, logLoss),
  };
}

function labelReports(
  truth: LabelMatrix,
  predicted: LabelMatrix,
  scores: ScoreMatrix | undefined,
  zeroDivision: number,
): LabelReport[] {
  const { actual } = countByLabel(truth, predicted);
  const precision = precisionPerLabel(truth, predicted, { zeroDivision });
  const recall = recallPerLabel(truth, predicted, { zeroDivision });
  const f1 = fScorePerLabel(truth, predicted, { zeroDivision });
  const averagePrecision = scores && averagePrecisionPerLabel(truth, scores);
  const rocAuc = scores && rocAucPerLabel(truth, scores);
  return truth.labels.names.map((label, i) => ({
    label,
    support: actual[i]!,
    precision: orNull(precision[i]),
    recall: orNull(recall[i]),
    f1: orNull(f1[i]),
    averagePrecision: orNull(averagePrecision?.[i]),
    rocAuc: orNull(rocAuc?.[i]),
  }));
}

function orNull(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
