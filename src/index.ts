/**
 * genrekit tells a movie's genres from its title, its plot, or both.
 *
 * @packageDocumentation
 */

export { Calibration } from './calibration/Calibration.ts';
export type { Calibrator, CalibratorKind } from './calibration/Calibrator.ts';
export type { CalibrationState } from './calibration/calibrationState.ts';
export {
  type CalibrationOptions,
  calibrationDefaults,
  fitCalibration,
  type ResolvedCalibrationOptions,
} from './calibration/fitCalibration.ts';
export {
  type Reliability,
  type ReliabilityOptions,
  type ReliabilityReport,
  reliability,
  reliabilityDefaults,
} from './calibration/reliability.ts';
export type { Binning, ReliabilityBin } from './calibration/reliabilityBins.ts';
export {
  type ClassifierOptions,
  defaultClassifierOptions,
  type ResolvedClassifierOptions,
} from './classifier/ClassifierOptions.ts';
export type { EvaluateOptions, EvaluationReport, GenreReport } from './classifier/evaluation.ts';
export {
  type FitOptions,
  GenreClassifier,
  type GenreScore,
  type PredictOptions,
} from './classifier/GenreClassifier.ts';
export type { InputShape } from './classifier/InputShape.ts';
export type { GenreOverview, ModelOverview, WordWeight } from './classifier/inspectModel.ts';
export type { LoadOptions } from './classifier/loadModel.ts';
export { type SaveOptions, saveDefaults } from './classifier/saveModel.ts';
export type { OutOfFoldQuality, TrainingSummary } from './classifier/TrainingSummary.ts';
export { GenrekitError, type GenrekitErrorCode } from './errors.ts';
export type { Features } from './features/Features.ts';
export {
  type FeatureBlock,
  type TfidfFeaturesOptions,
  type TfidfFeaturesSettings,
  tfidf,
  tfidfFeaturesDefaults,
  titleOnlyDefaults,
} from './features/TfidfFeatures.ts';
export {
  type AnalyserName,
  type ResolvedTfidfOptions,
  type TfidfOptions,
  tfidfDefaults,
} from './features/TfidfOptions.ts';
export { TfidfVectorizer, type TfidfVocabulary } from './features/TfidfVectorizer.ts';
export { type DecodedModel, type DecodeOptions, decodeDefaults, decodeModel } from './format/decodeModel.ts';
export { type EncodeOptions, encodeDefaults, encodeModel, type ModelContent } from './format/encodeModel.ts';
export type { NumericType, Section, SectionContent, SectionData, SectionType } from './format/Section.ts';
export { LabelMatrix } from './labels/LabelMatrix.ts';
export { LabelSet } from './labels/LabelSet.ts';
export { ScoreMatrix } from './labels/ScoreMatrix.ts';
export type { BinaryLearner } from './learners/BinaryLearner.ts';
export type { BinaryFit, BinaryProblem } from './learners/BinaryProblem.ts';
export type { FitContext, Progress } from './learners/FitContext.ts';
export { type BinaryFitContext, CONSTANT_SCORE, fitBinary } from './learners/fitBinary.ts';
export type { LabelTrainer } from './learners/LabelTrainer.ts';
export type { ClassWeight, LinearLearnerOptions } from './learners/LinearLearnerOptions.ts';
export { type LinearSvm, type LinearSvmOptions, linearSvm, linearSvmDefaults } from './learners/linearSvm.ts';
export {
  type LogisticRegression,
  type LogisticRegressionOptions,
  logisticRegression,
  logisticRegressionDefaults,
} from './learners/logisticRegression.ts';
export type { RowLanes } from './learners/RowLanes.ts';
export { CsrMatrix } from './math/CsrMatrix.ts';
export { SeededRandom } from './math/SeededRandom.ts';
export {
  type Average,
  type AverageOptions,
  averageDefaults,
  type ResolvedAverageOptions,
  type ZeroDivisionOptions,
  zeroDivisionDefaults,
} from './metrics/averageOptions.ts';
export {
  averagePrecisionPerLabel,
  macroAveragePrecision,
  microAveragePrecision,
} from './metrics/averagePrecision.ts';
export {
  type ResamplingOptions,
  type ResolvedResamplingOptions,
  resamplingDefaults,
} from './metrics/bootstrap.ts';
export { bootstrapInterval, type MetricInterval } from './metrics/bootstrapInterval.ts';
export { brierScore, brierScoreTerms } from './metrics/brierScore.ts';
export { comparePredictions, type PredictionComparison } from './metrics/comparePredictions.ts';
export { coverageError, coverageErrorTerms } from './metrics/coverageError.ts';
export { evaluatePredictions } from './metrics/evaluatePredictions.ts';
export {
  type BetaOptions,
  type FScoreOptions,
  type FScorePerLabelOptions,
  fScore,
  fScoreDefaults,
  fScorePerLabel,
  fScorePerLabelDefaults,
  fScoreTerms,
} from './metrics/fScore.ts';
export {
  elementwiseAccuracy,
  elementwiseAccuracyTerms,
  hammingLoss,
  hammingLossTerms,
} from './metrics/hammingLoss.ts';
export { jaccardPerLabel, jaccardScore, jaccardTerms } from './metrics/jaccardScore.ts';
export { labelCardinality, labelDensity } from './metrics/labelCardinality.ts';
export {
  labelRankingAveragePrecision,
  labelRankingAveragePrecisionTerms,
} from './metrics/labelRankingAveragePrecision.ts';
export { logLoss, logLossTerms } from './metrics/logLoss.ts';
export { type BoundMetric, bindMetric, type Metric } from './metrics/Metric.ts';
export type { LabelReport, MetricReport, ReportMetrics } from './metrics/MetricReport.ts';
export { type LabelConfusion, multilabelConfusion } from './metrics/multilabelConfusion.ts';
export { ndcgAtK, ndcgAtKTerms } from './metrics/ndcgAtK.ts';
export { type OneErrorOptions, oneError, oneErrorDefaults, oneErrorTerms } from './metrics/oneError.ts';
export {
  checkK,
  precisionAtK,
  precisionAtKTerms,
  recallAtK,
  recallAtKTerms,
} from './metrics/precisionAtK.ts';
export { precisionPerLabel, precisionScore, precisionTerms } from './metrics/precisionScore.ts';
export type { Predictions } from './metrics/predictionRows.ts';
export type { RowTerms } from './metrics/RowTerms.ts';
export { rankingLoss, rankingLossTerms } from './metrics/rankingLoss.ts';
export { recallPerLabel, recallScore, recallTerms } from './metrics/recallScore.ts';
export { macroRocAuc, rocAucPerLabel } from './metrics/rocAuc.ts';
export { subsetAccuracy, subsetAccuracyTerms } from './metrics/subsetAccuracy.ts';
export { duplicateGroups } from './splits/duplicateGroups.ts';
export {
  type FoldOptions,
  foldDefaults,
  kFolds,
  rowsInFold,
  rowsOutsideFold,
  stratifiedFolds,
} from './splits/folds.ts';
export type { SplitOptions } from './splits/SplitOptions.ts';
export {
  type StratifiedSplitOptions,
  stratifiedSplit,
  stratifiedSplitDefaults,
  type TrainValidTest,
  type TrainValidTestOptions,
  type TrainValidTestProportions,
  trainValidTest,
  trainValidTestDefaults,
} from './splits/stratifiedSplit.ts';
export {
  BinaryRelevance,
  type BinaryRelevanceOptions,
  type BinaryRelevanceSettings,
  binaryRelevance,
} from './strategies/BinaryRelevance.ts';
export { type LinearArrays, LinearWeights } from './strategies/LinearWeights.ts';
export type { StrategySettings } from './strategies/registry.ts';
export type {
  StateArray,
  Strategy,
  StrategyId,
  StrategyState,
  WeightPrecision,
} from './strategies/Strategy.ts';
export type { Analyser, Token } from './text/Analyser.ts';
export { FIELDS, type Field, type LabelledMovie, type Movie } from './text/Movie.ts';
export type { StripAccents } from './text/normalise.ts';
export { englishStopWords } from './text/stopWords.ts';
export { createDecoder, type DecoderParts } from './thresholds/createDecoder.ts';
export type { Decoder } from './thresholds/Decoder.ts';
export {
  type CalibratedDecoderOptions,
  type DecoderKind,
  type DecoderOptions,
  decoderDefaults,
  type ExpectedF1DecoderOptions,
  type LabelLimits,
  type LabelSetDecoderOptions,
  type ResolvedDecoderOptions,
  type SingleLabelDecoderOptions,
  type ThresholdDecoderOptions,
  type TopKDecoderOptions,
} from './thresholds/DecoderOptions.ts';
export { fitLabelSets, type LabelSetOptions, labelSetDefaults } from './thresholds/fitLabelSets.ts';
export { LabelSets, type LabelSetsState } from './thresholds/LabelSets.ts';
export { LabelSetTable } from './thresholds/LabelSetTable.ts';
export { normaliseToOne } from './thresholds/SingleLabelDecoder.ts';
export {
  type ResolvedThresholdOptions,
  type ThresholdObjective,
  type ThresholdOptions,
  thresholdDefaults,
} from './thresholds/ThresholdOptions.ts';
export { type ThresholdRecord, Thresholds, type ThresholdsState } from './thresholds/Thresholds.ts';
export { tuneThresholds } from './thresholds/tuneThresholds.ts';
export { VERSION } from './version.ts';
