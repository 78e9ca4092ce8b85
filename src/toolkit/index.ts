/**
 * The parts that a classifier is made of, for those who build something else from them.
 *
 * @packageDocumentation
 */

export { Calibration } from '../calibration/Calibration.ts';
export {
  type CalibrationOptions,
  calibrationDefaults,
  type ResolvedCalibrationOptions,
} from '../calibration/CalibrationOptions.ts';
export type { Calibrator, CalibratorKind } from '../calibration/Calibrator.ts';
export type { CalibrationState } from '../calibration/calibrationState.ts';
export { fitCalibration } from '../calibration/fitCalibration.ts';
export type { LabelCompany, LabelCompanyArrays } from '../calibration/LabelCompany.ts';
export { readLabelCompany } from '../calibration/readLabelCompany.ts';
export {
  type Reliability,
  type ReliabilityOptions,
  type ReliabilityReport,
  reliability,
  reliabilityDefaults,
} from '../calibration/reliability.ts';
export type { Binning, ReliabilityBin } from '../calibration/reliabilityBins.ts';
export { saveCalibration } from '../calibration/saveCalibration.ts';
export type { GenrekitErrorCode } from '../errors.ts';
export type { Features } from '../features/Features.ts';
export type { SvdOptions } from '../features/SvdOptions.ts';
export type { FeatureBlock, TfidfFeaturesOptions, TfidfFeaturesSettings } from '../features/TfidfFeatures.ts';
export {
  type AnalyserName,
  type ResolvedTfidfOptions,
  type TfidfOptions,
  tfidfDefaults,
} from '../features/TfidfOptions.ts';
export type { TfidfVocabulary } from '../features/TfidfTransform.ts';
export { TfidfVectorizer } from '../features/TfidfVectorizer.ts';
export { TruncatedSvd } from '../features/TruncatedSvd.ts';
export { type DecodedModel, type DecodeOptions, decodeDefaults, decodeModel } from '../format/decodeModel.ts';
export { type EncodeOptions, encodeDefaults, encodeModel, type ModelContent } from '../format/encodeModel.ts';
export type { NumericType, Section, SectionContent, SectionData, SectionType } from '../format/Section.ts';
export { LabelMatrix } from '../labels/LabelMatrix.ts';
export { LabelSet } from '../labels/LabelSet.ts';
export { ScoreMatrix } from '../labels/ScoreMatrix.ts';
export type { BinaryLearner } from '../learners/BinaryLearner.ts';
export type { BinaryFit, BinaryProblem } from '../learners/BinaryProblem.ts';
export type { FitContext, Progress } from '../learners/FitContext.ts';
export { type BinaryFitContext, CONSTANT_SCORE, fitBinary } from '../learners/fitBinary.ts';
export type { LabelTrainer } from '../learners/LabelTrainer.ts';
export type { ClassWeight, LinearLearnerOptions } from '../learners/LinearLearnerOptions.ts';
export type { LinearSvm, LinearSvmOptions } from '../learners/linearSvm.ts';
export type { LogisticRegression, LogisticRegressionOptions } from '../learners/logisticRegression.ts';
export type { RowLanes } from '../learners/RowLanes.ts';
export { CsrMatrix } from '../math/CsrMatrix.ts';
export { csrFromDense } from '../math/csrFromDense.ts';
export { DenseMatrix } from '../math/DenseMatrix.ts';
export { SeededRandom } from '../math/SeededRandom.ts';
export { selectCsrRows } from '../math/selectCsrRows.ts';
export { CosineIndex } from '../neighbours/CosineIndex.ts';
export { DenseIndex } from '../neighbours/DenseIndex.ts';
export type { NeighbourIndex, NeighbourQuery, SavableIndex } from '../neighbours/NeighbourIndex.ts';
export type { Neighbours } from '../neighbours/Neighbours.ts';
export { ReducedIndex } from '../neighbours/ReducedIndex.ts';
export { rowDirections } from '../neighbours/rowDirections.ts';
export type { SparseLists } from '../neighbours/SparseLists.ts';
export type { RateSweep } from '../nn/findLearningRate.ts';
export type { TokenAttributions } from '../nn/integrateGradients.ts';
export { duplicateGroups } from '../splits/duplicateGroups.ts';
export {
  type FoldOptions,
  foldDefaults,
  kFolds,
  rowsInFold,
  rowsOutsideFold,
  stratifiedFolds,
} from '../splits/folds.ts';
export type { SplitOptions } from '../splits/SplitOptions.ts';
export {
  type StratifiedSplitOptions,
  stratifiedSplit,
  stratifiedSplitDefaults,
  type TrainValidTest,
  type TrainValidTestOptions,
  type TrainValidTestProportions,
  trainValidTest,
  trainValidTestDefaults,
} from '../splits/stratifiedSplit.ts';
export type { Ballot } from '../strategies/Ballot.ts';
export {
  BinaryRelevance,
  type BinaryRelevanceOptions,
  type BinaryRelevanceSettings,
} from '../strategies/BinaryRelevance.ts';
export { ChainEnsemble } from '../strategies/ChainEnsemble.ts';
export type {
  ChainEnsembleOptions,
  ChainEnsembleSettings,
  ChainFeatures,
  ChainOptions,
  ChainOrder,
  ChainValues,
  ClassifierChainSettings,
} from '../strategies/ChainOptions.ts';
export { ClassifierChain } from '../strategies/ClassifierChain.ts';
export { type CondensedIndexOptions, condensedIndex } from '../strategies/condensed/condensedIndex.ts';
export { condensedKits } from '../strategies/condensed/condensedKits.ts';
export { LabelPowerset } from '../strategies/LabelPowerset.ts';
export type { LabelPowersetOptions, LabelPowersetSettings } from '../strategies/LabelPowersetOptions.ts';
export { type LinearArrays, LinearWeights } from '../strategies/LinearWeights.ts';
export { linearWeightsOf } from '../strategies/linearWeightsOf.ts';
export { MlKnn } from '../strategies/MlKnn.ts';
export type { MlKnnOptions, MlKnnSettings } from '../strategies/MlKnnOptions.ts';
export { NeighbourVote } from '../strategies/NeighbourVote.ts';
export type { NeighbourVoteOptions, NeighbourVoteSettings } from '../strategies/NeighbourVoteOptions.ts';
export type { StrategySettings } from '../strategies/registry.ts';
export { roundWeights } from '../strategies/roundWeights.ts';
export type {
  LabelLink,
  StateArray,
  StateTexts,
  Strategy,
  StrategyId,
  StrategyState,
  WeightPrecision,
} from '../strategies/Strategy.ts';
export type { Analyser, Token } from '../text/Analyser.ts';
export { type HashedWordsOptions, hashedWords } from '../text/hashedWords.ts';
export { FIELDS, type Field, type LabelledMovie, type Movie } from '../text/Movie.ts';
export type { StripAccents } from '../text/normalise.ts';
export { englishStopWords } from '../text/stopWords.ts';
export type { TermList } from '../text/TermList.ts';
export { collectLabelSets } from '../thresholds/collectLabelSets.ts';
export { createDecoder } from '../thresholds/createDecoder.ts';
export type { DecoderParts } from '../thresholds/createRowDecoder.ts';
export type { Decoder } from '../thresholds/Decoder.ts';
export {
  type CalibratedDecoderOptions,
  type ConformalDecoderOptions,
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
} from '../thresholds/DecoderOptions.ts';
export { fitLabelSets, type LabelSetOptions, labelSetDefaults } from '../thresholds/fitLabelSets.ts';
export { fitMissRates } from '../thresholds/fitMissRates.ts';
export { LabelSets, type LabelSetsState } from '../thresholds/LabelSets.ts';
export { LabelSetTable } from '../thresholds/LabelSetTable.ts';
export { MissRates } from '../thresholds/MissRates.ts';
export { normaliseToOne } from '../thresholds/normaliseToOne.ts';
export type { RowDecoder } from '../thresholds/RowDecoder.ts';
export { saveLabelSets } from '../thresholds/saveLabelSets.ts';
export { saveThresholds } from '../thresholds/saveThresholds.ts';
export {
  type ResolvedThresholdOptions,
  type ThresholdObjective,
  type ThresholdOptions,
  thresholdDefaults,
} from '../thresholds/ThresholdOptions.ts';
export { type ThresholdRecord, Thresholds, type ThresholdsState } from '../thresholds/Thresholds.ts';
export { tuneThresholds } from '../thresholds/tuneThresholds.ts';
export { findLearningRate, type LearningRateOptions } from './findLearningRate.ts';
