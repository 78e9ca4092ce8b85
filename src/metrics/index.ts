/**
 * Multi-label metrics on tables of labels and scores.
 *
 * @packageDocumentation
 */

export { LabelMatrix } from '../labels/LabelMatrix.ts';
export { LabelSet } from '../labels/LabelSet.ts';
export { ScoreMatrix } from '../labels/ScoreMatrix.ts';
export {
  type Average,
  type AverageOptions,
  averageDefaults,
  type ResolvedAverageOptions,
  type ZeroDivisionOptions,
  zeroDivisionDefaults,
} from './averageOptions.ts';
export {
  averagePrecisionPerLabel,
  macroAveragePrecision,
  microAveragePrecision,
} from './averagePrecision.ts';
export { type ResamplingOptions, type ResolvedResamplingOptions, resamplingDefaults } from './bootstrap.ts';
export { bootstrapInterval, type MetricInterval } from './bootstrapInterval.ts';
export { brierScore, brierScoreTerms } from './brierScore.ts';
export { comparePredictions, type PredictionComparison } from './comparePredictions.ts';
export { coverageError, coverageErrorTerms } from './coverageError.ts';
export { evaluatePredictions } from './evaluatePredictions.ts';
export {
  type BetaOptions,
  type FScoreOptions,
  type FScorePerLabelOptions,
  fScore,
  fScoreDefaults,
  fScorePerLabel,
  fScorePerLabelDefaults,
  fScoreTerms,
} from './fScore.ts';
export {
  elementwiseAccuracy,
  elementwiseAccuracyTerms,
  hammingLoss,
  hammingLossTerms,
} from './hammingLoss.ts';
export { jaccardPerLabel, jaccardScore, jaccardTerms } from './jaccardScore.ts';
export { labelCardinality, labelDensity } from './labelCardinality.ts';
export {
  labelRankingAveragePrecision,
  labelRankingAveragePrecisionTerms,
} from './labelRankingAveragePrecision.ts';
export { logLoss, logLossTerms } from './logLoss.ts';
export { type BoundMetric, bindMetric, type Metric } from './Metric.ts';
export type { LabelReport, MetricReport, ReportMetrics } from './MetricReport.ts';
export { type LabelConfusion, multilabelConfusion } from './multilabelConfusion.ts';
export { ndcgAtK, ndcgAtKTerms } from './ndcgAtK.ts';
export { type OneErrorOptions, oneError, oneErrorDefaults, oneErrorTerms } from './oneError.ts';
export { checkK, precisionAtK, precisionAtKTerms, recallAtK, recallAtKTerms } from './precisionAtK.ts';
export { type PrecisionRecallCurve, precisionRecallCurve } from './precisionRecallCurve.ts';
export { precisionPerLabel, precisionScore, precisionTerms } from './precisionScore.ts';
export type { Predictions } from './predictionRows.ts';
export type { RowTerms } from './RowTerms.ts';
export { rankingLoss, rankingLossTerms } from './rankingLoss.ts';
export { recallPerLabel, recallScore, recallTerms } from './recallScore.ts';
export { macroRocAuc, rocAucPerLabel } from './rocAuc.ts';
export { subsetAccuracy, subsetAccuracyTerms } from './subsetAccuracy.ts';
